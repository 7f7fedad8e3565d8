"""A proposed answer, and who confirms it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Confirmation, Proposal, Report, Resolution
from predictions.outcomes.operations import (
    AlreadyProposed,
    AlreadyResolved,
    AnswersSomethingElse,
    SecondReviewerNeeded,
    StillDraft,
    propose,
)
from predictions.outcomes.queries import current_resolution, waiting_proposal
from predictions.outcomes.reports import OutcomeRefused, add_report
from predictions.questions.models import Question
from predictions.questions.operations import reopen
from predictions.reminders.operations import plan
from tests.cast import TEXT, boats, question, record, resolved
from tests.outcomes.reviewing import JUNE, LATER, agree, suggest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked")]


def test_a_proposal_is_no_resolution(reviewer):
    proposal = suggest(reviewer)
    assert question("bridge").status == "proposed"
    assert waiting_proposal(question("bridge")) == proposal
    assert (proposal.report.reported_by, proposal.proposed_by) == (reviewer, reviewer)
    assert current_resolution(question("bridge")) is None


def test_a_question_is_proposed_before_it_is_due(reviewer, now):
    suggest(reviewer, now=now, known_at=now)
    assert question("bridge").status == "proposed"


def test_the_same_person_confirms_where_one_reviewer_is_enough(reviewer):
    proposal = suggest(reviewer)
    resolution = agree(reviewer, proposal)
    assert (resolution.kind, resolution.report) == ("answered", proposal.report)
    assert (resolution.known_at, resolution.resolved_at) == (proposal.known_at, LATER)
    assert (resolution.proposal, resolution.resolved_by) == (proposal, reviewer)
    assert question("bridge").status == "resolved"
    assert waiting_proposal(question("bridge")) is None


def test_somebody_else_confirms_as_well(reviewer, ben):
    assert agree(ben, suggest(reviewer)).report.reported_by == reviewer


def test_nobody_confirms_their_own_proposal_where_two_are_needed(reviewer, two_needed):
    proposal = suggest(reviewer)
    with pytest.raises(SecondReviewerNeeded, match="you proposed this answer"):
        agree(reviewer, proposal)
    assert question("bridge").status == "proposed"
    assert not Resolution.objects.exists()


def test_a_second_reviewer_confirms_where_two_are_needed(reviewer, ben, two_needed):
    resolution = agree(ben, suggest(reviewer))
    assert question("bridge").status == "resolved"
    answer = Confirmation.objects.get()
    assert (answer.proposal, answer.verdict, answer.by, answer.at) == (
        resolution.proposal,
        "confirmed",
        ben,
        LATER,
    )


@pytest.mark.parametrize("kind", ["annulled", "ambiguous", "condition_not_met"])
def test_that_no_answer_counts_needs_the_second_reviewer_too(reviewer, ben, two_needed, kind):
    proposal = suggest(reviewer, kind=kind, rationale="The bridge was sold.")
    assert (proposal.kind, proposal.report) == (kind, None)
    with pytest.raises(SecondReviewerNeeded):
        agree(reviewer, proposal)

    resolution = agree(ben, proposal)
    assert (resolution.kind, resolution.report) == (kind, None)
    assert resolution.rationale == "The bridge was sold."


def test_that_no_answer_counts_is_not_proposed_without_saying_why(reviewer):
    with pytest.raises(OutcomeRefused, match="kind and a rationale"):
        suggest(reviewer, kind="ambiguous", rationale=" ")
    assert not Proposal.objects.exists()


def test_where_two_are_needed_nothing_is_resolved_at_once(two_needed):
    for kind in ("answered", "annulled"):
        with pytest.raises(SecondReviewerNeeded):
            resolved("bridge", True, JUNE, kind=kind, rationale="I know.")
    assert question("bridge").status == "open"


def test_a_question_may_ask_for_two_where_its_project_asks_for_one(reviewer, ben):
    Question.objects.update(reviewers_needed=2)
    proposal = suggest(reviewer)
    with pytest.raises(SecondReviewerNeeded):
        agree(reviewer, proposal)
    assert agree(ben, proposal).resolved_by == ben


def test_a_question_may_ask_for_one_where_its_project_asks_for_two(reviewer, two_needed):
    Question.objects.update(reviewers_needed=1)
    assert agree(reviewer, suggest(reviewer)).resolved_by == reviewer


def test_a_report_that_the_question_has_is_proposed_as_it_is(reviewer):
    report = add_report(
        now=JUNE,
        actor=None,
        question=question("bridge"),
        known_at=JUNE,
        value=False,
        source="the ferry office",
        evidence=[NewEvidence(quotation="Still closed.")],
    )
    proposal = propose(
        now=JUNE, actor=reviewer, question=question("bridge"), known_at=JUNE, report=report
    )
    assert proposal.report == report
    assert str(agree(reviewer, proposal)) == "the bridge stayed closed"
    assert Report.objects.count() == 1


def test_a_report_of_another_question_or_quantity_is_not_proposed(project, reviewer, now):
    record(project, now, text="Boats again. " + TEXT, forecasts=[boats()], title="Boats")
    given = {
        "now": JUNE,
        "actor": None,
        "question": question("boats"),
        "known_at": JUNE,
        "value": 7,
        "source": "the ferry office",
        "evidence": [NewEvidence(quotation="Seven.")],
    }
    other = add_report(**given)
    ferries = add_report(**given, quantity="ferries", sentence="7 ferries")
    for key, report, refusal in (
        ("bridge", other, "about another question"),
        ("boats", ferries, "about ferries, which the question does not ask for"),
    ):
        with pytest.raises(AnswersSomethingElse, match=refusal):
            propose(now=JUNE, actor=reviewer, question=question(key), known_at=JUNE, report=report)
    with pytest.raises(AnswersSomethingElse):
        propose(**given | {"actor": reviewer}, quantity="ferries", sentence="7 ferries")
    assert not Proposal.objects.exists()
    assert Report.objects.count() == 2


def test_what_is_confirmed_is_not_confirmed_again_and_who_did_it_is_told(reviewer, ben):
    proposal = suggest(reviewer)
    agree(ben, proposal)
    with pytest.raises(AlreadyResolved, match="Ben confirmed this on 2026-06-02 at 10:00 UTC"):
        agree(reviewer, proposal)
    assert Resolution.objects.count() == 1


def test_while_a_proposal_waits_no_other_is_made_over_its_head(reviewer, ben):
    suggest(reviewer)
    told = "Rosa proposed on 2026-06-02 at 09:00 UTC: the bridge was opened"
    with pytest.raises(AlreadyProposed, match=told):
        suggest(ben, value=False)
    with pytest.raises(AlreadyProposed, match=told):
        resolved("bridge", False, JUNE)
    assert Report.objects.count() == 1
    assert question("bridge").status == "proposed"


def test_a_draft_is_not_proposed(reviewer):
    Question.objects.update(status="draft")
    with pytest.raises(StillDraft):
        suggest(reviewer)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"source": ""}, "no source"),
        ({"evidence": []}, "no evidence"),
        ({"known_at": JUNE + timedelta(seconds=1)}, "in the future"),
        ({"value": 7}, "neither true nor false"),
    ],
)
def test_a_proposal_needs_what_a_resolution_needs(reviewer, changes, refusal):
    with pytest.raises(OutcomeRefused, match=refusal):
        suggest(reviewer, **changes)
    assert not Report.objects.exists()
    assert question("bridge").status == "open"


def test_nothing_is_proposed_for_what_is_resolved(reviewer):
    resolved("bridge", True, JUNE)
    with pytest.raises(AlreadyResolved, match="recorded on 2026-06-02 at 09:00 UTC"):
        suggest(reviewer)


def test_a_question_that_was_reopened_is_proposed_and_confirmed_anew(reviewer):
    first = resolved("bridge", True, JUNE)
    reopen(now=JUNE, actor=None, question=question("bridge"), reason="the log was wrong")
    second = agree(reviewer, suggest(reviewer, value=False))
    assert second.supersedes == first
    assert current_resolution(question("bridge")) == second


def test_confirming_ends_the_reminders(reviewer):
    proposal = suggest(reviewer)
    assert plan(now=LATER) == 1
    agree(reviewer, proposal)
    assert plan(now=LATER + timedelta(days=30)) == 0


def test_proposing_and_confirming_are_in_the_ledger(reviewer):
    agree(reviewer, suggest(reviewer))
    sequence(now=LATER)
    assert list(problems()) == []


def test_who_has_not_signed_in_confirms_nothing(client, reviewer):
    proposal = suggest(reviewer)
    page = reverse("question", args=[question("bridge").public_id])
    assert client.post(page, {"answer": "yes", "seen": proposal.public_id}).status_code == 302
    assert not Resolution.objects.exists()
