"""A proposed answer, and who confirms it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from predictions.accounts.operations import create_user, set_role
from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Report, Resolution
from predictions.outcomes.operations import AlreadyResolved, SecondReviewerNeeded, confirm, propose
from predictions.outcomes.queries import current_resolution, proposal
from predictions.outcomes.reports import OutcomeRefused
from predictions.questions.operations import reopen
from predictions.reminders.operations import plan
from tests.cast import bridge, question, record, resolved

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 2, 9, tzinfo=UTC)
LATER = JUNE + timedelta(hours=1)


@pytest.fixture(autouse=True)
def asked(project, reviewer, now):
    """The bridge of 1 June, which Rosa is asked about."""
    record(project, now, forecasts=[bridge()], reviewers=(reviewer,))


@pytest.fixture
def ben(project, now):
    """Who reviews beside Rosa."""
    ben = create_user(now=now, actor=None, email="ben@example.org", name="Ben")
    set_role(now=now, actor=None, project=project, user=ben, role="reviewer")
    return ben


@pytest.fixture
def two_needed(project):
    project.reviewers_needed = 2
    project.save()


def suggest(person, **changes: Any) -> Report:
    given: dict[str, Any] = {
        "now": JUNE,
        "known_at": JUNE - timedelta(days=1),
        "value": True,
        "source": "the harbour office",
        "evidence": [NewEvidence(url="https://harbour.example.org/log")],
    }
    return propose(actor=person, question=question("bridge"), **given | changes)


def agree(person, report: Report) -> Resolution:
    return confirm(now=LATER, actor=person, question=question("bridge"), report=report)


def test_a_proposal_is_no_resolution(reviewer):
    report = suggest(reviewer)
    assert question("bridge").status == "proposed"
    assert proposal(question("bridge")) == report
    assert current_resolution(question("bridge")) is None


def test_the_same_person_confirms_where_one_reviewer_is_enough(reviewer):
    report = suggest(reviewer)
    resolution = agree(reviewer, report)
    assert (resolution.kind, resolution.report) == ("answered", report)
    assert (resolution.known_at, resolution.resolved_at) == (report.known_at, LATER)
    assert question("bridge").status == "resolved"
    assert proposal(question("bridge")) is None


def test_somebody_else_confirms_as_well(reviewer, ben):
    assert agree(ben, suggest(reviewer)).report.reported_by == reviewer


def test_nobody_confirms_their_own_proposal_where_two_are_needed(reviewer, two_needed):
    report = suggest(reviewer)
    with pytest.raises(SecondReviewerNeeded, match="you proposed this answer"):
        agree(reviewer, report)
    assert question("bridge").status == "proposed"
    assert not Resolution.objects.exists()


def test_a_second_reviewer_confirms_where_two_are_needed(reviewer, ben, two_needed):
    agree(ben, suggest(reviewer))
    assert question("bridge").status == "resolved"


def test_what_is_not_proposed_cannot_be_confirmed(reviewer):
    report = suggest(reviewer)
    agree(reviewer, report)
    with pytest.raises(AlreadyResolved, match="resolved, not proposed"):
        agree(reviewer, report)
    assert Resolution.objects.count() == 1


def test_the_latest_proposal_is_the_one_to_confirm(reviewer, ben):
    suggest(reviewer)
    second = suggest(ben, value=False)
    assert proposal(question("bridge")) == second
    assert Report.objects.count() == 2


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
    with pytest.raises(AlreadyResolved, match="resolved"):
        suggest(reviewer)


def test_a_question_that_was_reopened_is_proposed_and_confirmed_anew(reviewer):
    first = resolved("bridge", True, JUNE)
    reopen(now=JUNE, actor=None, question=question("bridge"), reason="the log was wrong")
    second = agree(reviewer, suggest(reviewer, value=False))
    assert second.supersedes == first
    assert current_resolution(question("bridge")) == second


def test_confirming_ends_the_reminders(reviewer):
    report = suggest(reviewer)
    assert plan(now=LATER) == 1
    agree(reviewer, report)
    assert plan(now=LATER + timedelta(days=30)) == 0


def test_proposing_and_confirming_are_in_the_ledger(reviewer):
    agree(reviewer, suggest(reviewer))
    sequence(now=LATER)
    assert list(problems()) == []


def test_one_click_of_somebody_signed_in_confirms(client, user, reviewer):
    report = suggest(reviewer)
    page = reverse("admin:predictions_question_resolve", args=[question("bridge").pk])
    client.force_login(user)
    assert "the bridge was opened" in client.get(page).content.decode()

    said = client.post(page, {"confirm": "1"}, follow=True).content.decode()

    assert "Confirmed: the bridge was opened." in said
    assert Resolution.objects.get().report == report


def test_the_page_says_when_a_second_reviewer_is_needed(client, user, two_needed):
    suggest(user)
    page = reverse("admin:predictions_question_resolve", args=[question("bridge").pk])
    client.force_login(user)
    said = client.post(page, {"confirm": "1"}, follow=True).content.decode()
    assert "Somebody else has to confirm it." in said
    assert not Resolution.objects.exists()


def test_who_has_not_signed_in_confirms_nothing(client, reviewer):
    suggest(reviewer)
    page = reverse("admin:predictions_question_resolve", args=[question("bridge").pk])
    assert client.post(page, {"confirm": "1"}).status_code == 302
    assert not Resolution.objects.exists()
