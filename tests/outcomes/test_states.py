"""Where a decision stands, in plain words."""

from datetime import UTC, datetime, timedelta

import pytest

from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.operations import decline, file_objection
from predictions.outcomes.reports import add_report
from predictions.outcomes.states import state_of
from predictions.questions.models import Question
from predictions.questions.operations import reopen
from tests.cast import question, resolved
from tests.outcomes.reviewing import JUNE, LATER, agree, answer, suggest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked")]


def stands(moment: datetime = LATER) -> tuple[str, str, str]:
    state = state_of(question("bridge"), now=moment)
    return state.phase, state.said, state.next


def test_before_its_date_a_question_is_open_and_then_due(two_needed):
    assert stands(datetime(2026, 5, 1, tzinfo=UTC)) == (
        "open",
        "Nothing has been recorded yet.",
        "Its date has not come; it can be answered before.",
    )
    phase, _, wanted = stands()
    assert (phase, wanted) == (
        "due",
        "A reviewer proposes what happened; another one confirms it.",
    )


def test_where_one_is_enough_less_is_needed(reviewer):
    assert stands()[2] == "A reviewer records what happened."
    suggest(reviewer)
    assert stands()[2] == "A reviewer confirms it, or declines it with a counter-proposal."
    assert state_of(question("bridge"), now=LATER).may_decide(reviewer)


def test_a_draft_lacks_something():
    Question.objects.update(status="draft")
    assert stands() == (
        "draft",
        "This question is a draft.",
        "It needs criteria, a deciding source and a date.",
    )


def test_a_proposal_a_dispute_and_their_end(reviewer, ben, cleo, two_needed):
    first = suggest(reviewer)
    assert stands() == (
        "proposed",
        "Rosa proposed on 2 June 2026: the bridge was opened.",
        "Another reviewer confirms it, or declines it with a counter-proposal.",
    )
    state = state_of(question("bridge"), now=LATER)
    assert [state.may_decide(one) for one in (reviewer, ben)] == [False, True]

    second = decline(actor=ben, proposal=first, **answer(value=False, reason="A rehearsal."))
    assert stands() == (
        "disputed",
        "Ben proposed on 2 June 2026: the bridge stayed closed.",
        "Reviewers disagree: a third one decides.",
    )
    state = state_of(question("bridge"), now=LATER)
    assert (state.proposal, state.declined) == (second, [first])
    assert [state.may_decide(one) for one in (reviewer, ben, cleo)] == [False, False, True]

    agree(cleo, second)
    assert stands() == (
        "resolved",
        "Cleo recorded on 2 June 2026: the bridge stayed closed.",
        "Until 9 June 2026 anybody in the project can object.",
    )


def test_a_resolution_closes_is_objected_to_and_reopened(cleo):
    resolution = resolved("bridge", True, JUNE)
    after = JUNE + timedelta(days=8)
    assert stands(after)[0] == "closed"
    assert state_of(question("bridge"), now=after).is_closed

    file_objection(now=after, actor=cleo, concerns="resolution", target=resolution, text="No.")
    assert stands(after)[::2] == ("objected", "Somebody uninvolved decides about the objection.")

    reopen(now=after, actor=None, question=question("bridge"), reason="In doubt.")
    assert stands(after)[:2] == (
        "reopened",
        "Recorded on 2 June 2026, and in doubt since: the bridge was opened.",
    )


def test_former_resolutions_stay_visible_with_their_date():
    first = resolved("bridge", True, JUNE)
    second = resolved("bridge", False, LATER, supersede=True, rationale="A rehearsal.")
    state = state_of(question("bridge"), now=LATER)
    assert (state.resolution, state.former) == (second, [first])
    assert state.former[0].resolved_at == JUNE


def test_sources_that_differ_make_it_contested_other_quantities_do_not():
    def report(value, **changes):
        add_report(
            now=JUNE,
            actor=None,
            question=question("bridge"),
            known_at=JUNE,
            value=value,
            source="the ferry office",
            evidence=[NewEvidence(quotation="So it was.")],
            **changes,
        )

    resolved("bridge", True, JUNE)
    report(True)
    report(7, quantity="crossings", sentence="7 crossings")
    assert not state_of(question("bridge"), now=LATER).is_contested
    report(False)
    assert state_of(question("bridge"), now=LATER).is_contested
