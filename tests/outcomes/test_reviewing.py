"""One reviewer's answer: adopted, proposed, confirmed or declined, as the question stands."""

import pytest

from predictions.accounts.operations import create_user, set_role
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Proposal, Resolution
from predictions.outcomes.operations import AlreadyProposed, SecondReviewerNeeded, answer
from predictions.outcomes.queries import waiting_proposal
from predictions.outcomes.reports import OutcomeRefused
from tests.cast import bridge, question, record

pytestmark = pytest.mark.django_db

EVIDENCE = [NewEvidence(url="https://harbour.example.org/log")]
OPENED = {"value": True, "source": "the harbour office", "evidence": EVIDENCE}
CLOSED = OPENED | {"value": False}


@pytest.fixture
def bo(project, now):
    bo = create_user(now=now, actor=None, email="bo@example.org", name="Bo")
    set_role(now=now, actor=None, project=project, user=bo, role="reviewer")
    return bo


@pytest.fixture
def asked(project, now):
    record(project, now, forecasts=[bridge()])
    return question("bridge")


@pytest.fixture
def two(project, asked):
    project.reviewers_needed = 2
    project.save()
    return question("bridge")


def answered(of, who, now, *, seen=None, **given):
    return answer(now=now, actor=who, question=of, seen=seen, known_at=now, **given)


def test_where_one_decides_the_answer_is_adopted(asked, reviewer, now):
    resolution = answered(asked, reviewer, now, **OPENED)
    assert isinstance(resolution, Resolution)
    assert question("bridge").status == "resolved"


def test_where_two_decide_the_first_proposes_and_the_same_answer_confirms(two, reviewer, bo, now):
    proposal = answered(two, reviewer, now, **OPENED)
    assert isinstance(proposal, Proposal)
    more = [NewEvidence(quotation="It is open.")]

    resolution = answered(two, bo, now, seen=proposal, value=True, evidence=more)

    assert resolution.proposal == proposal
    assert {str(one) for one in resolution.report.evidence.all()} == {
        "https://harbour.example.org/log", "It is open.",
    }  # fmt: skip


def test_another_answer_declines_with_its_reason_and_a_third_decides(two, user, reviewer, bo, now):
    first = answered(two, reviewer, now, **OPENED)
    with pytest.raises(OutcomeRefused, match="Declining needs a reason"):
        answered(two, bo, now, seen=first, **CLOSED)
    second = answered(two, bo, now, seen=first, rationale="It was shut again.", **CLOSED)
    assert waiting_proposal(two) == second

    with pytest.raises(SecondReviewerNeeded):
        answered(two, reviewer, now, seen=second, value=False)
    resolution = answered(two, user, now, seen=second, value=True)

    assert resolution.report == first.report


def test_nobody_confirms_an_answer_of_their_own_but_may_replace_it(two, reviewer, now):
    first = answered(two, reviewer, now, **OPENED)
    again = answered(two, reviewer, now, seen=first, rationale="A better source.", **OPENED)
    assert waiting_proposal(two) == again
    assert question("bridge").status == "proposed"


def test_what_somebody_else_proposed_meanwhile_is_not_overlooked(two, reviewer, bo, now):
    answered(two, reviewer, now, **OPENED)
    with pytest.raises(AlreadyProposed):
        answered(two, bo, now, seen=None, **OPENED)


def test_why_no_answer_counts_is_agreed_on_like_an_answer(two, reviewer, bo, now):
    first = answered(two, reviewer, now, kind="annulled", rationale="It was never built.")
    resolution = answered(two, bo, now, seen=first, kind="annulled")
    assert resolution.kind == "annulled"
    assert resolution.rationale == "It was never built."
