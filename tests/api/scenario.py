"""Every operation of the API, once: a record from its first outlet to its last objection.

What is asked and answered here is what the documentation shows. `call` takes an operation's name,
its body, and the parts of its address.
"""

from collections.abc import Callable
from typing import Any

from tests.cast import TEXT, boats, bridge, coding

type Call = Callable[..., Any]

OUTCOME = {
    "value": True,
    "known_at": "2026-03-01T12:00:00Z",
    "by": "the harbour office",
    "evidence": [{"url": "https://harbour.example.org/log", "quotation": "The bridge is open."}],
}


def play(alice: Call, rosa: Call) -> None:
    """Alice administers the installation and the project, Rosa reviews."""
    account(alice, rosa)
    ids = names(alice)
    ids |= recording(alice, ids)
    asking(alice, rosa, ids)
    outcomes(alice, rosa, ids)
    corrections(alice, ids)
    second_codings(alice, rosa, ids)
    reading(alice, ids)


def account(alice: Call, rosa: Call) -> None:
    """Oneself, keys, projects and members."""
    alice("get_me")
    alice("change_me", {"time_zone": "Europe/Minsk"})
    rosa("set_my_preferences", {"hour": 7, "heads_up": True, "due": True, "escalated": False})
    rosa("announce_absence", {"starts_on": "2026-08-01", "ends_on": "2026-08-14"})
    rosa("list_my_absences")
    key = alice(
        "issue_key",
        {"name": "notebook", "scopes": ["read", "record"], "expires_at": "2027-03-01T00:00:00Z"},
    )
    alice("list_my_keys")
    alice("get_my_key", key=key["id"])
    alice("revoke_key", key=key["id"])
    alice("open_project", {"slug": "lighthouse", "name": "Lighthouse watch"})
    alice("list_projects")
    alice("get_project")
    alice("change_project", {"reviewers_needed": 1})
    alice("list_members")
    cleo = {"email": "cleo@example.org", "role": "coder", "name": "Cleo"}
    member = alice("invite_member", cleo)["id"]
    alice("get_member", member=member)
    alice("remove_member", member=member)
    alice("invite_member", cleo)


def names(alice: Call) -> dict[str, Any]:
    """Outlets, forecasters, events."""
    outlet = alice("add_outlet", {"name": "The Quay"})["id"]
    alice("list_outlets")
    alice("get_outlet", outlet=outlet)
    alice("rename_outlet", {"name": "The Quay Weekly"}, outlet=outlet)
    forecaster = alice("add_forecaster", {"name": "Ines Quayle"})["id"]
    twin = alice("add_forecaster", {"name": "I. Quayle"})["id"]
    alice("suggest_forecasters", name="Quayle, Ines")
    alice("list_forecasters")
    alice("get_forecaster", forecaster=forecaster)
    alice("change_forecaster", {"kind": "person"}, forecaster=forecaster)
    alice("add_alias", {"name": "The Harbour Sage"}, forecaster=forecaster)
    alice("merge_forecaster", {"into": forecaster, "reason": "One column."}, forecaster=twin)
    alice("unmerge_forecaster", {"reason": "The other is her sister."}, forecaster=twin)
    event = alice("add_event", {"name": "The harbour in 2026", "topics": ["harbours"]})["id"]
    other = alice("add_event", {"name": "Harbour 2026"})["id"]
    alice("list_events")
    alice("get_event", event=event)
    alice("merge_event", {"into": event, "reason": "The same year."}, event=other)
    alice("unmerge_event", {"reason": "It is about another harbour."}, event=other)
    return {"outlet": outlet, "forecaster": forecaster, "event": event}


def recording(alice: Call, ids: dict[str, Any]) -> dict[str, Any]:
    """Articles, questions, forecasts."""
    article = alice(
        "record_article",
        {
            "title": "The harbour in spring",
            "text": TEXT,
            "forecaster": ids["forecaster"],
            "outlet": ids["outlet"],
            "published_on": "2026-02-20",
            "medium": "column",
            "language": "en",
            "extent": "full",
        },
    )["id"]
    asked = {
        "event": ids["event"],
        "wording": "Does the bridge open before June 2026?",
        "type": "binary",
        "hindsight": "prospective",
        "criteria": "The harbour office opens it to everybody.",
        "deciding_source": "the harbour office",
        "resolves_at": "2026-03-01T00:00:00Z",
        "yes_sentence": "the bridge was opened",
        "no_sentence": "the bridge stayed closed",
        "reference": {"p": 0.3},
        "reference_source": "3 of the last 10 bridges opened in time",
        "reviewers": ["rosa@example.org"],
    }
    again = asked | {"wording": "Is the bridge open by June 2026?"}
    draft = {
        "event": ids["event"],
        "wording": "Does the ferry stop before June 2026?",
        "type": "binary",
        "hindsight": "prospective",
    }
    made = alice("register_questions", {"questions": [asked, again, draft]})["questions"]
    question, twin, ferry = (one["id"] for one in made)
    alice("suggest_questions", wording="Will the bridge open?")
    alice("list_questions", expand="criteria,reference")
    alice("get_question", question=question)
    forecasts = alice(
        "record_forecasts",
        {
            "forecasts": [
                {
                    "key": "bridge",
                    "quote": "The bridge will open before June",
                    "hindsight": "prospective",
                    "question": question,
                    "phrase": "will",
                    "how": "implicit certainty",
                },
                {
                    "key": "ferry",
                    "quote": "It is likely that the ferry stops",
                    "hindsight": "prospective",
                    "question": ferry,
                    "phrase": "likely",
                    "how": "lexicon",
                },
                {
                    "key": "lighthouse",
                    "quote": "Somebody should paint the lighthouse",
                    "hindsight": "prospective",
                    "not_checkable": "normative",
                    "because": "says what should be",
                },
            ]
        },
        article=article,
    )["forecasts"]
    return {
        "article": article,
        "question": question,
        "twin": twin,
        "ferry": ferry,
        "forecasts": [one["id"] for one in forecasts],
    }


def asking(alice: Call, rosa: Call, ids: dict[str, Any]) -> None:
    """Who is asked, when, and not yet."""
    question, ferry = ids["question"], ids["ferry"]
    alice(
        "complete_draft",
        {
            "criteria": "No ferry runs for seven days.",
            "deciding_source": "the harbour office",
            "resolves_at": "2026-06-01T00:00:00Z",
        },
        question=ferry,
    )
    alice(
        "change_criteria",
        {
            "criteria": "No ferry runs for eight days.",
            "deciding_source": "the harbour office",
            "reason": "It pauses for a week each winter.",
        },
        question=ferry,
    )
    builder = {
        "prediction": {"p": 0.6},
        "rule": "6 of the last 10 bridges of this builder",
        "hindsight": "blind",
    }
    alice("add_reference", builder, question=question)
    gales = {"prediction": {"p": 0.2}, "rule": "2 of the last 10 springs", "reason": "It counts."}
    alice("change_reference", gales, question=ferry)
    moved = {"resolves_at": "2026-07-01T00:00:00Z", "reason": "The season was prolonged."}
    alice("change_date", moved, question=ferry)
    alice("assign_reviewer", {"reviewer": "alice@example.org"}, question=question)
    rosa("list_my_reminders")
    rosa("snooze_question", {"days": 7}, question=question)
    rosa("hand_over_question", {"taker": "alice@example.org"}, question=question)
    later = {"until": "2026-08-01T00:00:00Z", "reason": "The count is not published yet."}
    alice("put_off", later, question=ferry)
    alice("list_due_questions")
    merged = {"into": question, "reason": "They ask the same."}
    alice("merge_question", merged, question=ids["twin"])
    alice("unmerge_question", {"reason": "One is about the deadline."}, question=ids["twin"])


def outcomes(alice: Call, rosa: Call, ids: dict[str, Any]) -> None:
    """What happened, by whom it is said, and what was made of it."""
    question = ids["question"]
    upload = alice("upload_file", {"file": ("log.txt", b"The bridge is open.")})["id"]
    alice("list_uploads")
    alice("get_upload", upload=upload)
    alice("get_upload_content", upload=upload)
    report = rosa(
        "add_report",
        {**OUTCOME, "value": False, "by": "The Quay Weekly", "evidence": [{"upload": upload}]},
        question=question,
    )["id"]
    alice("list_reports", question=question)
    alice("get_report", question=question, report=report)
    proposal = rosa("propose_outcome", OUTCOME, question=question)["id"]
    alice("list_proposals")
    alice("get_proposal", proposal=proposal)
    counter = alice(
        "decline_proposal",
        {
            "kind": "ambiguous",
            "rationale": "It was open for a day.",
            "known_at": "2026-03-01T12:00:00Z",
            "reason": "The log says “for the rehearsal”.",
        },
        proposal=proposal,
    )["id"]
    rosa("confirm_proposal", {}, proposal=counter)
    alice("resolve_question", OUTCOME, question=ids["twin"])
    alice("reopen_question", {"reason": "The log was corrected."}, question=ids["twin"])
    alice("list_resolutions")
    objection = rosa(
        "file_objection",
        {
            "concerns": "quote",
            "forecast": ids["forecasts"][0],
            "text": "She said “may open”.",
            "on_behalf_of": "a reader",
        },
    )["id"]
    alice("list_objections")
    alice("get_objection", objection=objection)
    decision = {"upheld": False, "reply": "The print says “will”."}
    alice("decide_objection", decision, objection=objection)
    supposed = {
        "event": ids["event"],
        "name": "As the weekly has it",
        "note": "The weekly counted otherwise.",
        "reports": [report],
    }
    scenario = alice("set_scenario", supposed)["id"]
    alice("list_scenarios")
    alice("get_scenario", scenario=scenario)


def corrections(alice: Call, ids: dict[str, Any]) -> None:
    """Other readings, later versions, withdrawals."""
    bridge_forecast, ferry_forecast, _ = ids["forecasts"]
    alice(
        "recode",
        {
            "prediction": {"p": 0.9, "cautious": 0.8, "bold": 0.95},
            "how": "judged",
            "because": "the next sentence hedges",
            "reason": "The whole paragraph was read.",
            "phrase": "will",
        },
        forecast=ferry_forecast,
    )
    withdrawal = {"because": "wrong_speaker", "note": "The mayor said it."}
    alice("withdraw_forecast", withdrawal, forecast=bridge_forecast)
    article = ids["article"]
    corrected = {"text": TEXT + "Corrected.", "published_on": "2026-02-21", "note": "A name."}
    alice("record_version", corrected, article=article)
    alice("license_article", {"licensed": True, "reason": "By letter."}, article=article)
    retraction = {"retracted_on": "2026-02-25", "note": "We regret the error."}
    alice("retract_article", retraction, article=article)
    ids["summer"] = alice(
        "record_coded_article",
        {
            "text": TEXT.replace("spring", "summer"),
            "coding": coding(forecasts=[bridge(event="The summer"), boats(event="The summer")]),
        },
    )["id"]


def second_codings(alice: Call, rosa: Call, ids: dict[str, Any]) -> None:
    """Another coder reads an article blind; what differs is settled."""
    left = rosa("begin_second_coding", {"given": "spans"}, article=ids["summer"])["id"]
    rosa("give_up_second_coding", second_coding=left)
    begun = rosa("begin_second_coding", {"given": "text"}, article=ids["article"])["id"]
    start = TEXT.index("It is likely")
    place = {"start": start, "end": start + len("It is likely that the ferry stops")}
    rosa("mark_span", {**place, "not_checkable": "vague"}, second_coding=begun)
    rosa("unmark_span", place, second_coding=begun)
    likely = {**place, "type": "binary", "how": "lexicon", "phrase": "likely"}
    rosa("mark_span", likely, second_coding=begun)
    rosa("list_second_codings")
    rosa("finish_second_coding", {}, second_coding=begun)
    alice("get_second_coding", second_coding=begun)
    found = alice("list_differences", second_coding=begun)["differences"]
    ruling = {
        "difference": found[0]["id"],
        "ruling": "recoded",
        "reason": "The hedge is part of the next sentence.",
    }
    alice("settle_difference", ruling, second_coding=begun)
    alice("get_article_agreement", article=ids["article"])
    alice("get_agreement")


def reading(alice: Call, ids: dict[str, Any]) -> None:
    """Lists, figures, search, webhooks."""
    alice("list_articles", limit=1)
    alice("get_article", article=ids["article"])
    alice("list_statements", limit=1)
    alice("list_forecasts", expand="coding,score", limit=1)
    alice("get_forecast", forecast=ids["forecasts"][1])
    alice("list_codings", limit=1)
    alice("list_scores")
    alice("search", q="bridge")
    for figure in ("skill", "leaderboard", "calibration", "words", "coverage"):
        alice(f"get_{figure}", retrospective="true")
    alice("get_breakdown", by="type")
    alice("get_references", retrospective="true")
    alice("get_adjusted", retrospective="true")
    alice("get_head_to_head", first=ids["forecaster"], second=ids["forecaster"])
    alice("get_lexicon", language="en", phrase="very unlikely")
    alice("list_problem_types")
    alice("get_problem_type", problem="not-found")
    told = {"url": "https://newsroom.example.org/hook", "events": ["outcome.resolved"]}
    webhook = alice("add_webhook", told)["id"]
    alice("list_webhooks")
    alice("get_webhook", webhook=webhook)
    alice("change_webhook", {"events": ["question.due", "outcome.resolved"]}, webhook=webhook)
    alice("rotate_webhook_secret", webhook=webhook)
    message = alice.happened(webhook)  # type: ignore[attr-defined]
    size = alice("list_checkpoints")["results"][0]["size"]
    alice("get_checkpoint", size=size)
    alice("prove_consistency", since=size)
    alice("prove_inclusion", index=0, size=size)
    alice("prove_forecast", forecast=ids["forecasts"][1])
    page = alice("publish", {"kind": "event", "id": ids["event"]})["slug"]
    alice("list_publications")
    alice("get_published", publication=page)
    alice("withdraw_publication", {"reason": "A name was misspelt."}, publication=page)
    alice("list_webhook_messages", webhook=webhook)
    alice("replay_webhook_message", webhook=webhook, message=message)
