"""Events and questions entered twice are merged by a pointer, and taken apart again."""

from datetime import UTC, datetime

import pytest

from predictions.accounts.operations import create_project
from predictions.errors import Stale
from predictions.forecasts.models import Forecast
from predictions.ledger.queries import acts_on
from predictions.merging import CannotMerge, NotMerged
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.merging import merge_questions
from predictions.outcomes.operations import confirm, propose
from predictions.questions.models import Event, Question
from predictions.questions.operations import (
    IsMerged,
    ensure_event,
    merge_events,
    put_off,
    reopen,
    unmerge_event,
    unmerge_question,
)
from predictions.questions.queries import due, effective_event, effective_question
from tests.cast import boats, bridge, question, record, resolved, rows_of_every_table

JUNE = datetime(2026, 6, 1, tzinfo=UTC)
JULY = datetime(2026, 7, 1, tzinfo=UTC)
AGAIN = "Once more: the bridge will open before June, and I count on 40 boats."


@pytest.fixture
def twice(project, now):
    """The bridge asked about twice, in two events; the boats once more, counted in another unit."""
    record(project, now, forecasts=[bridge(), boats()])
    record(
        project,
        now,
        text=AGAIN,
        event="The spring of 2026",
        forecasts=[
            bridge(
                key="again",
                quote="the bridge will open before June",
                question="Will the bridge be open by June 2026?",
            ),
            boats(key="dozens", quote="I count on 40 boats", unit="dozens of boats"),
        ],
    )


def merge(now=JUNE, one="again", into="bridge", **changes):
    given = {
        "actor": None,
        "question": question(one),
        "into": question(into),
        "expected_version": question(one).version,
        "reason": "They ask for the same.",
    }
    return merge_questions(now=now, **given | changes)


def unmerge(now=JULY, one="again", **changes):
    given = {"expected_version": question(one).version, "reason": "One is about the old bridge."}
    return unmerge_question(now=now, actor=None, question=question(one), **given | changes)


def counts_on(key):
    """The wording of the question and the name of the event on which a forecast counts."""
    found = Forecast.objects.annotate(q=effective_question(), e=effective_event()).get(key=key)
    return Question.objects.get(pk=found.q).wording, Event.objects.get(pk=found.e).name


def test_forecasts_on_a_merged_question_count_on_the_other_one(twice, user):
    before = counts_on("again")

    merged = merge(actor=user)

    assert counts_on("again") == counts_on("bridge") != before
    assert (merged.status, merged.merged_into) == ("merged", question("bridge"))
    assert Forecast.objects.get(key="again").question == merged
    act = acts_on(merged).first()
    assert (act.verb, act.actor, act.reason) == ("merged", user, "They ask for the same.")


def test_nobody_is_asked_about_a_merged_question(twice):
    merge()

    assert set(due(now=JULY)) == {question("bridge"), question("boats"), question("dozens")}


def test_a_merged_question_is_answered_on_the_other_one(twice):
    merge()

    with pytest.raises(IsMerged, match="Does the bridge open before June 2026"):
        resolved("again", True, JUNE)
    with pytest.raises(IsMerged):
        put_off(now=JUNE, actor=None, question=question("again"), until=JULY, reason="Fog.")


def test_an_unmerged_question_is_open_and_asked_about_anew(twice):
    merge()

    taken_out = unmerge()

    assert (taken_out.status, taken_out.round, taken_out.asked_from) == ("open", 2, JULY)
    assert counts_on("again") == ("Will the bridge be open by June 2026?", "The spring of 2026")
    assert taken_out in due(now=JULY)


def test_an_unmerged_draft_is_a_draft(project, now):
    record(project, now, forecasts=[bridge(criteria=None)])
    record(project, now, text=AGAIN, forecasts=[
        bridge(key="again", quote="the bridge will", question="Open by June?", criteria=None)
    ])  # fmt: skip
    merge()

    assert unmerge().status == Question.Status.DRAFT


def test_what_asks_for_another_quantity_is_left_apart(twice):
    with pytest.raises(CannotMerge, match="differ in type, unit, bounds"):
        merge(one="dozens", into="boats")


def test_an_open_question_is_not_merged_into_a_draft(project, now):
    record(project, now, forecasts=[bridge()])
    record(project, now, text=AGAIN, forecasts=[
        bridge(key="again", quote="the bridge will", question="Open by June?", criteria=None)
    ])  # fmt: skip

    with pytest.raises(CannotMerge, match="is a draft"):
        merge(one="bridge", into="again")
    assert merge(one="again", into="bridge").status == "merged"


def test_an_open_question_may_be_merged_into_a_resolved_one(twice):
    resolved("bridge", True, JUNE)

    assert merge().merged_into == question("bridge")


def test_a_resolved_question_is_not_merged_into_an_open_one(twice):
    resolved("again", True, JUNE)
    before = rows_of_every_table()

    with pytest.raises(CannotMerge) as caught:
        merge()

    assert caught.value.remedy == "Merge that one into this one instead."
    assert rows_of_every_table() == before


def test_two_questions_resolved_alike_are_merged_and_resolved_again_when_taken_apart(twice):
    resolved("bridge", True, JUNE)
    resolved("again", True, JUNE)

    assert merge(JULY).status == "merged"
    assert unmerge().status == "resolved"


def test_two_questions_resolved_differently_are_left_apart(twice):
    resolved("bridge", True, JUNE)
    resolved("again", False, JUNE)

    with pytest.raises(CannotMerge, match="resolved differently"):
        merge(JULY)


def test_annulled_and_answered_is_not_alike(twice):
    resolved("bridge", True, JUNE)
    resolved("again", None, JUNE, kind="annulled", rationale="No bridge.", source="", evidence=())

    with pytest.raises(CannotMerge, match="resolved differently"):
        merge(JULY)


def test_a_question_with_an_answer_proposed_or_in_doubt_is_decided_first(twice, reviewer):
    proposal = propose(
        now=JUNE,
        actor=reviewer,
        question=question("again"),
        known_at=JUNE,
        value=True,
        source="the harbour office",
        evidence=[NewEvidence(quotation="Open.")],
    )
    with pytest.raises(CannotMerge, match="proposed or in doubt"):
        merge()

    confirm(now=JUNE, actor=reviewer, proposal=proposal)
    reopen(now=JUNE, actor=None, question=question("again"), reason="A rehearsal?")
    with pytest.raises(CannotMerge, match="proposed or in doubt"):
        merge()


def test_a_stale_version_is_refused(twice):
    with pytest.raises(Stale):
        merge(expected_version=7)
    merge()
    with pytest.raises(Stale):
        unmerge(expected_version=1)


def test_only_what_is_merged_is_taken_out(twice):
    with pytest.raises(NotMerged):
        unmerge()


@pytest.fixture
def events(project, now):
    """Three names of one storm."""
    names = ("The storm", "The gale", "The hurricane")
    return [ensure_event(now=now, actor=None, project=project, name=name) for name in names]


def storm(now, event, into, reason="It was one storm."):
    return merge_events(now=now, actor=None, event=event, into=into, reason=reason)


def test_a_merged_event_counts_as_the_other_one_and_so_does_what_is_recorded_later(twice, now):
    spring, harbour = (question(key).event for key in ("again", "bridge"))

    storm(now, spring, harbour)

    assert counts_on("again") == ("Will the bridge be open by June 2026?", "The harbour in 2026")
    assert ensure_event(now=now, actor=None, project=spring.project, name=spring.name) == harbour
    unmerge_event(now=now, actor=None, event=spring, reason="Two springs.")
    assert counts_on("again") == ("Will the bridge be open by June 2026?", "The spring of 2026")


def test_a_question_of_a_merged_event_is_found_by_what_is_recorded_later(twice, project, now):
    storm(now, question("again").event, question("bridge").event)

    record(project, now, text=f"{AGAIN} Really.", event="The spring of 2026", forecasts=[
        bridge(key="third", quote="the bridge will", question="Will the bridge be open by June 2026?")
    ])  # fmt: skip

    assert question("third") == question("again")


def test_a_forecast_recorded_on_a_merged_question_answers_the_other_one(twice, project, now):
    merge()

    record(project, now, text=f"{AGAIN} Really.", event="The spring of 2026", forecasts=[
        bridge(key="third", quote="the bridge will", question="Will the bridge be open by June 2026?")
    ])  # fmt: skip

    assert question("third") == question("bridge")


def test_what_pointed_to_a_merged_entry_points_to_the_other_one(events, now):
    storm, gale, hurricane = events
    for event, into in ((gale, storm), (storm, hurricane)):
        merge_events(now=now, actor=None, event=event, into=into, reason="It was one storm.")

    assert set(hurricane.merged.all()) == {storm, gale}
    unmerge_event(now=now, actor=None, event=storm, reason="There were two.")
    assert set(hurricane.merged.all()) == {gale}


def test_nothing_is_merged_into_itself_or_into_what_is_merged(events, now):
    first, second, third = events
    with pytest.raises(CannotMerge, match="one and the same"):
        storm(now, first, first)
    storm(now, first, second)

    with pytest.raises(CannotMerge, match="is merged into “The gale” already") as caught:
        storm(now, third, first)
    assert caught.value.field == "into"
    with pytest.raises(CannotMerge):
        storm(now, first, third)


def test_merging_says_why(events, now):
    with pytest.raises(CannotMerge) as caught:
        storm(now, events[0], events[1], reason="")
    assert caught.value.field == "reason"


def test_projects_are_not_mixed(events, now, twice):
    other = create_project(now=now, actor=None, slug="other", name="Other")
    elsewhere = ensure_event(now=now, actor=None, project=other, name="The storm")
    record(other, now, text=AGAIN, forecasts=[bridge(key="far", quote="the bridge will")])

    with pytest.raises(CannotMerge, match="two projects"):
        storm(now, events[0], elsewhere)
    with pytest.raises(CannotMerge, match="two projects"):
        merge(one="far")
