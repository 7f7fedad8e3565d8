"""A proposed answer waits for somebody who confirms it."""

import pytest

from predictions.accounts.models import Project
from predictions.outcomes.models import Resolution
from predictions.outcomes.operations import (
    AlreadyResolved,
    NewEvidence,
    OutcomeRefused,
    SecondReviewerNeeded,
    confirm,
    propose,
)
from predictions.outcomes.queries import proposal
from tests.cast import question, record, resolved


@pytest.fixture(autouse=True)
def recorded(project, now):
    return record(project, now)


def proposed(now, actor, **changes):
    given = {
        "known_at": now,
        "value": True,
        "source": "the harbour office",
        "evidence": [NewEvidence(quotation="Open!")],
    }
    return propose(now=now, actor=actor, question=question("bridge"), **(given | changes))


def test_a_proposal_waits(now, reviewer):
    report = proposed(now, reviewer)

    assert question("bridge").status == "proposed"
    assert proposal(question("bridge")) == report
    assert not Resolution.objects.exists()


def test_a_confirmed_proposal_is_the_resolution(now, reviewer, user):
    report = proposed(now, reviewer)

    resolution = confirm(now=now, actor=user, question=question("bridge"), report=report)

    assert (resolution.report, resolution.kind) == (report, "answered")
    assert question("bridge").status == "resolved"
    assert proposal(question("bridge")) is None


def test_a_proposal_is_confirmed_once(now, reviewer, user):
    report = proposed(now, reviewer)
    confirm(now=now, actor=user, question=question("bridge"), report=report)

    with pytest.raises(AlreadyResolved):
        confirm(now=now, actor=user, question=question("bridge"), report=report)


def test_where_one_reviewer_is_enough_he_may_confirm_his_own(now, reviewer):
    report = proposed(now, reviewer)

    assert confirm(now=now, actor=reviewer, question=question("bridge"), report=report)


def test_where_two_are_needed_nobody_confirms_his_own(now, reviewer, user):
    Project.objects.update(reviewers_needed=2)
    report = proposed(now, reviewer)

    with pytest.raises(SecondReviewerNeeded):
        confirm(now=now, actor=reviewer, question=question("bridge"), report=report)
    assert confirm(now=now, actor=user, question=question("bridge"), report=report)


def test_a_proposal_has_source_and_evidence(now, reviewer):
    with pytest.raises(OutcomeRefused, match="no source"):
        proposed(now, reviewer, source="")
    with pytest.raises(OutcomeRefused, match="no evidence"):
        proposed(now, reviewer, evidence=[])
    assert question("bridge").status == "open"


def test_what_is_resolved_takes_no_proposal(now, reviewer):
    resolved("bridge", True, now)

    with pytest.raises(AlreadyResolved):
        proposed(now, reviewer)


def test_a_second_proposal_is_the_one_that_waits(now, reviewer, user):
    proposed(now, reviewer)
    second = proposed(now, user, value=False)

    assert proposal(question("bridge")) == second
