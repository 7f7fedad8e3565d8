"""Declining a proposal for another one, which a third reviewer decides about."""

import pytest

from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems
from predictions.outcomes.models import Confirmation, Proposal
from predictions.outcomes.operations import (
    AlreadyDeclined,
    SecondReviewerNeeded,
    decline,
)
from predictions.outcomes.queries import current_resolution, on_the_table, waiting_proposal
from predictions.outcomes.reports import OutcomeRefused
from predictions.questions.operations import reopen
from tests.cast import question, rows_of_every_table
from tests.outcomes.reviewing import LATER, agree, answer, suggest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked", "two_needed")]


def counter(person, proposal: Proposal, **changes) -> Proposal:
    given = {"now": LATER, "reason": "It was a rehearsal.", "value": False}
    return decline(actor=person, proposal=proposal, **answer(**given | changes))


def test_declining_puts_another_answer_in_its_place_and_keeps_the_reason(reviewer, ben):
    first = suggest(reviewer)
    second = counter(ben, first)

    assert on_the_table(question("bridge")) == [second, first]
    first.refresh_from_db()
    assert (first.closed_at, second.closed_at) == (LATER, None)
    kept = Confirmation.objects.get()
    assert (kept.proposal, kept.verdict, kept.by, kept.at) == (first, "declined", ben, LATER)
    assert (kept.reason, kept.counter) == ("It was a rehearsal.", second)
    assert question("bridge").status == "proposed"


def test_a_third_confirms_the_counter_proposal(reviewer, ben, cleo):
    second = counter(ben, suggest(reviewer))

    assert agree(cleo, second).report.value is False


def test_a_third_confirms_the_first_proposal_instead(reviewer, ben, cleo):
    first = suggest(reviewer)
    second = counter(ben, first)

    resolution = agree(cleo, first, instead_of=second)

    assert (resolution.proposal, resolution.report.value) == (first, True)
    second.refresh_from_db()
    assert second.closed_at == LATER
    verdicts = Confirmation.objects.order_by("pk").values_list("proposal", "verdict", "by")
    assert list(verdicts) == [
        (first.pk, "declined", ben.pk),
        (first.pk, "confirmed", cleo.pk),
        (second.pk, "declined", cleo.pk),
    ]
    assert waiting_proposal(question("bridge")) is None


def test_neither_of_those_who_disagree_decides(reviewer, ben):
    first = suggest(reviewer)
    second = counter(ben, first)
    before = rows_of_every_table()

    for person in (reviewer, ben):
        with pytest.raises(SecondReviewerNeeded, match="proposed different answers"):
            agree(person, second)
        with pytest.raises(SecondReviewerNeeded):
            agree(person, first, instead_of=second)
    with pytest.raises(SecondReviewerNeeded):
        counter(reviewer, second)

    assert rows_of_every_table() == before


def test_a_third_may_have_an_answer_of_their_own_which_a_fourth_decides(reviewer, ben, cleo, user):
    second = counter(ben, suggest(reviewer))
    third = counter(cleo, second, kind="ambiguous", rationale="It was opened halfway.")

    with pytest.raises(SecondReviewerNeeded):
        agree(cleo, third)
    assert agree(user, third).kind == "ambiguous"


def test_whoever_proposed_replaces_it_and_a_second_still_confirms(reviewer, ben):
    mended = counter(reviewer, suggest(reviewer), reason="I misread the log.")

    with pytest.raises(SecondReviewerNeeded):
        agree(reviewer, mended)
    assert agree(ben, mended).resolved_by == ben


def test_whoever_still_sees_the_declined_one_is_told_by_whom_and_when(reviewer, ben, cleo):
    first = suggest(reviewer)
    counter(ben, first)
    told = "Ben declined this on 2026-06-02 at 10:00 UTC, in favour of: the bridge stayed closed"

    with pytest.raises(AlreadyDeclined, match=told):
        agree(cleo, first)
    with pytest.raises(AlreadyDeclined, match=told):
        counter(cleo, first)
    assert current_resolution(question("bridge")) is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"reason": " "}, "reason"), ({"source": ""}, "source"), ({"evidence": []}, "evidence")],
)
def test_declining_needs_a_reason_and_a_whole_counter_proposal(reviewer, ben, changes, field):
    first = suggest(reviewer)
    before = rows_of_every_table()

    with pytest.raises(OutcomeRefused) as caught:
        counter(ben, first, **changes)

    assert caught.value.field == field
    assert rows_of_every_table() == before
    assert waiting_proposal(question("bridge")) == first


def test_only_what_lies_on_the_table_is_confirmed_instead(reviewer, ben, cleo):
    old = suggest(reviewer)
    agree(ben, old)
    reopen(now=LATER, actor=None, question=question("bridge"), reason="In doubt.")
    second = suggest(reviewer)

    with pytest.raises(OutcomeRefused, match="not among those to be decided about"):
        agree(cleo, old, instead_of=second)


def test_where_one_is_enough_those_who_disagree_may_confirm(reviewer, ben, project):
    project.reviewers_needed = 1
    project.save()
    second = counter(ben, suggest(reviewer))

    assert agree(reviewer, second).report.value is False


def test_the_whole_dispute_is_in_the_ledger(reviewer, ben, cleo):
    first = suggest(reviewer)
    agree(cleo, first, instead_of=counter(ben, first))
    sequence(now=LATER)
    assert list(problems()) == []
