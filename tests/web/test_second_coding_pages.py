"""Coding an article a second time in the browser: blind until it is handed in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from predictions.accounts.operations import create_user, set_role
from predictions.dashboard.question import event_page
from predictions.forecasts.models import SecondCoding, Span
from predictions.forecasts.operations import (
    begin_second_coding,
    finish_second_coding,
    give_up_second_coding,
)
from predictions.ledger.operations import sequence
from predictions.questions.operations import assign_reviewer
from predictions.reminders.operations import plan
from tests.cast import TEXT, question, record

pytestmark = pytest.mark.django_db

QUOTE = "It is likely that the ferry stops"
LIKELY = {
    "quote": QUOTE,
    "start": TEXT.index(QUOTE),
    "occurrence": 1,
    "kind": "binary",
    "phrase": "likely",
    "how": "lexicon",
}
# What says how the column was coded first: figures, wordings, reasons, states.
TOLD = (
    "Said 0.95",
    "Does the bridge open",
    "says what should be",
    "implicit certainty",
    'class="ref',
)


@pytest.fixture
def article(project, user, now):
    return record(project, now, actor=user)


@pytest.fixture
def sam(project, now):
    sam = create_user(now=now, actor=None, email="sam@example.org", name="Sam")
    set_role(now=now, actor=None, project=project, user=sam, role="coder")
    return sam


@pytest.fixture
def coder(client, sam):
    client.force_login(sam)
    return client


@pytest.fixture
def begun(article, sam, now):
    return begin_second_coding(now=now, actor=sam, article=article, given="text")


def address(article, name="second_coding"):
    return reverse(name, args=[article.public_id])


def act(client, article, act, **given):
    return client.post(address(article), {"act": act, **given})


def test_from_begin_to_finish_nothing_but_the_page_is_needed(coder, article, sam):
    assert "What you code from" in coder.get(address(article)).text
    assert act(coder, article, "begin", given="text").status_code == 302

    assert coder.post(address(article, "second_reading"), LIKELY).status_code == 302
    gulls = {"quote": "The gulls come back.", "occurrence": 2, "kind": "not checkable"}
    coder.post(address(article, "second_reading"), gulls | {"reason": "vague"})

    said = strip_tags(coder.get(address(article)).text)
    assert "yes or no (lexicon, “likely”)" in said
    assert "not checkable: too vague" in said

    act(coder, article, "finish")

    spans = Span.objects.order_by("start")
    assert [TEXT[one.start : one.end] for one in spans] == [QUOTE, "The gulls come back."]
    assert spans[0].prediction == {"p": 0.75}
    assert spans[1].start == TEXT.rindex("The gulls")
    assert SecondCoding.objects.get().draft == []
    assert "You have finished" in coder.get(address(article)).text


def test_a_selection_fills_in_the_panel_as_when_recording(coder, begun):
    start = TEXT.index(QUOTE)
    place = {"start": start, "end": start + len(QUOTE)}
    panel = coder.get(address(begun.article, "second_reading"), place, headers={"X-Panel": "1"})

    assert panel.context["form"].initial["phrase"] == "likely"
    assert "<html" not in panel.text
    assert "Which question it answers" not in panel.text


def test_a_place_is_read_anew_or_taken_back(coder, begun):
    coder.post(address(begun.article, "second_reading"), LIKELY)
    coder.post(address(begun.article, "second_reading"), LIKELY | {"how": "stated", "p": "0.6"})
    begun.refresh_from_db()
    assert [(one["how"], one["prediction"]) for one in begun.draft] == [("stated", {"p": 0.6})]

    start = LIKELY["start"]
    act(coder, begun.article, "unmark", start=start, end=start + len(QUOTE))
    begun.refresh_from_db()
    assert begun.draft == []
    again = act(coder, begun.article, "unmark", start=start, end=start + len(QUOTE))
    assert (again.status_code, "This place is not marked" in again.text) == (422, True)


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"quote": "never said", "start": ""}, "quote", "does not occur"),
        ({"phrase": "perchance"}, "p", "Nothing here can read"),
        ({"kind": "numeric", "prediction": "many", "how": "stated"}, "prediction", "not a number"),
    ],
)
def test_what_is_refused_stands_beside_its_field(coder, begun, changes, field, reason):
    answer = coder.post(address(begun.article, "second_reading"), LIKELY | changes)

    assert answer.status_code == 422
    assert reason in " ".join(answer.context["form"].errors[field])
    begun.refresh_from_db()
    assert begun.draft == []


def test_given_places_are_listed_to_be_read_and_no_other_is_taken(coder, article, sam, now):
    begin_second_coding(now=now, actor=sam, article=article, given="spans")

    said = coder.get(address(article)).text
    assert said.count("not read yet") == 6
    assert "Select the words" not in said
    for told in TOLD:
        assert told not in said
    gulls = LIKELY | {"quote": "The gulls come back.", "start": "", "occurrence": 1}
    answer = coder.post(address(article, "second_reading"), gulls)
    assert "none of those that were given" in str(answer.context["form"].errors["quote"])
    unread = act(coder, article, "finish")
    assert (unread.status_code, "not those that were given" in unread.text) == (422, True)


def test_the_first_coder_is_told_why_not(client, article, user):
    client.force_login(user)

    said = client.get(address(article)).text

    assert "You have coded this article, so you cannot code it a second time" in said
    assert "What you code from" not in said
    assert act(client, article, "begin", given="text").status_code == 422


def test_who_may_only_read_cannot_begin(client, project, article, sam, now):
    set_role(now=now, actor=None, project=project, user=sam, role="viewer")
    client.force_login(sam)

    assert client.get(address(article)).status_code == 403
    assert act(client, article, "begin", given="text").status_code == 403
    assert not SecondCoding.objects.exists()


def test_a_stranger_finds_nothing(client, article, now):
    client.force_login(create_user(now=now, actor=None, email="x@example.org", name="X"))

    for name in ("second_coding", "second_reading", "article_agreement"):
        assert client.get(address(article, name)).status_code == 404


def pages(article):
    """Every page that would tell how the column was coded."""
    bridge = question("bridge")
    forecast = bridge.forecasts.get()
    return {
        "article": address(article, "article"),
        "question": reverse("question", args=[bridge.public_id]),
        "questions": reverse("questions", args=["harbour"]),
        "event": reverse("event", args=[bridge.event.public_id]),
        "search": reverse("search", args=["harbour"]) + "?q=bridge",
        "object": reverse("object", args=[bridge.public_id]),
        "forecaster": reverse("forecaster", args=[article.forecaster.public_id]),
        "outlet": reverse("outlet", args=[article.outlet.public_id]),
        "record": address(article, "article_record"),
        "json": reverse("article_scores", args=[article.public_id, "json"]),
        "density": reverse("forecast_density", args=[forecast.public_id]),
        "agreement": address(article, "article_agreement"),
        "articles": reverse("articles", args=["harbour"]),
        "dashboard": reverse("dashboard", args=["harbour"]),
        "data": reverse("dashboard_data", args=["harbour", "skill", "/"]),
        "compare": reverse("compare", args=["harbour"]),
        "forecasters": reverse("forecasters", args=["harbour"]),
        "desk": reverse("desk"),
        "report": reverse("report", args=[bridge.public_id]),
        "to forecast": reverse("object_to_forecast", args=[forecast.public_id]),
        **{
            f"api {path}": f"/api/v1/projects/harbour/{path}"
            for path in (
                *("questions", f"questions/{bridge.public_id}", "due-questions", "statements"),
                *("codings", "scores", "objections", "proposals", "resolutions", "scenarios"),
                *("figures/skill", "figures/words", "figures/calibration", "figures/adjusted"),
                f"forecasts/{forecast.public_id}/proof",
            )
        },
        "api article": f"/api/v1/projects/harbour/articles/{article.public_id}",
        "api search": "/api/v1/projects/harbour/search?q=bridge",
        "api forecasts": "/api/v1/projects/harbour/forecasts",
        "api forecast": f"/api/v1/projects/harbour/forecasts/{forecast.public_id}",
    }


# What a page shows all the same: the clean text.
HEADS = {
    "article": ("The bridge will open before June",),
    "api article": ("The bridge will open before June",),
}


def test_no_page_tells_the_second_coder_how_it_was_coded_first(coder, begun):
    for name, url in pages(begun.article).items():
        answer = coder.get(url, follow=True)
        assert answer.status_code in {200, 403, 404}, name
        said = answer.text
        for told in (*TOLD, "The bridge will open before June"):
            assert told in HEADS.get(name, ()) or told not in said, f"{name} tells {told}"


def test_who_coded_it_first_is_shown_all_of_these_pages(client, begun, user, now):
    sequence(now=now)
    client.force_login(user)
    for name, url in pages(begun.article).items():
        assert client.get(url, follow=True).status_code == 200, name


def test_what_betrays_codings_is_refused_with_the_way_out(coder, begun):
    said = "You are coding “The harbour in spring” a second time"
    refused = [name for name, url in pages(begun.article).items() if said in coder.get(url).text]

    assert {"dashboard", "compare", "question", "api figures/skill", "api scores"} <= set(refused)
    skill = coder.get(pages(begun.article)["api figures/skill"])
    assert skill.status_code == 403
    assert skill.json()["type"].endswith("forecasts-still-blind")
    assert skill.json()["remedy"] == "Finish it, or give it up."


def test_the_list_of_articles_has_no_tally_of_what_is_coded_blind(coder, begun):
    shown = coder.get(reverse("articles", args=["harbour"])).text

    assert "you code it a second time" in shown
    assert "not checkable" not in shown


def test_the_desk_asks_nothing_that_betrays_it(coder, begun, sam, project, now):
    set_role(now=now, actor=None, project=project, user=sam, role="reviewer")
    assign_reviewer(now=now, actor=None, question=question("bridge"), reviewer=sam)

    shown = coder.get(reverse("desk"), follow=True).text

    assert "Does the bridge open" not in shown
    act(coder, begun.article, "give up")
    assert "Does the bridge open" in coder.get(reverse("desk"), follow=True).text


def test_reminders_in_the_api_leave_out_what_betrays_it(coder, begun, sam, project, now):
    set_role(now=now, actor=None, project=project, user=sam, role="reviewer")
    asked = question("bridge")
    assign_reviewer(now=now, actor=None, question=asked, reviewer=sam)
    plan(now=asked.resolves_at + timedelta(days=2))
    listed = "/api/v1/me/reminders"

    assert coder.get(listed).json()["results"] == []
    act(coder, begun.article, "give up")
    assert asked.wording in coder.get(listed).text


def test_who_administers_and_codes_blind_stays_out_of_the_admin(client, article, user, now):
    chief = create_user(
        now=now, actor=None, email="ada@example.org", name="Ada", administrator=True
    )
    client.force_login(chief)
    begun = begin_second_coding(now=now, actor=chief, article=article, given="text")

    page = client.get(reverse("admin:predictions_coding_changelist"))
    assert page.status_code == 403
    assert "Finish it, or give it up." in page.text
    give_up_second_coding(now=now, actor=chief, second_coding=begun)
    assert client.get(reverse("admin:predictions_coding_changelist")).status_code == 200


def test_who_gives_up_sees_the_first_coding_and_cannot_begin_again(coder, begun, sam):
    assert "Give it up" in coder.get(address(begun.article)).text
    assert act(coder, begun.article, "give up").status_code == 302

    begun.refresh_from_db()
    assert begun.given_up_at is not None
    assert "You have given up" in coder.get(address(begun.article)).text
    assert "Said 0.95" in coder.get(address(begun.article, "article")).text
    assert act(coder, begun.article, "begin", given="text").status_code == 422
    assert act(coder, begun.article, "finish").status_code == 422


def test_the_article_leads_to_its_clean_text_and_says_why(coder, begun):
    page = coder.get(address(begun.article, "article"), follow=True)

    assert page.redirect_chain == [(address(begun.article), 302)]
    assert "How it was coded first stays hidden from you" in page.text
    assert "The bridge will open before June" in page.text


def test_when_it_is_finished_everything_is_shown(coder, begun, sam, now):
    finish_second_coding(now=now, actor=sam, second_coding=begun)

    bridge = question("bridge")
    assert "Said 0.95" in coder.get(address(begun.article, "article")).text
    assert "Said 0.95" in coder.get(reverse("question", args=[bridge.public_id])).text
    assert len(event_page(bridge.event, sam, now=now)) == 3


def test_to_others_the_coding_is_shown_as_before(client, begun, user, now):
    client.force_login(user)
    sequence(now=now)

    for name, url in pages(begun.article).items():
        page = client.get(url)
        assert page.status_code == 200, name
        if name in ("article", "question", "questions", "event", "search", "object") or name in (
            "api article",
            "api search",
            "api forecasts",
            "api forecast",
        ):
            told = [*TOLD, "The bridge will open", "0.95", "bridge"]
            assert any(one in page.text for one in told), name
