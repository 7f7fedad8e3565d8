"""manage.py tick: remind, send, score, sequence, here and now."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from predictions.ledger.models import Checkpoint, Leaf
from predictions.ledger.queries import acts_without_leaf
from predictions.ledger.verification import problems
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.operations import resolve
from predictions.scores.models import Score
from tests.cast import bridge, ferry, question, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch) -> None:
    """A morning after the first of June, when the bridge and the ferry are due."""
    moment = datetime(2026, 6, 1, 9, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def test_it_reminds_sends_scores_and_sequences(clock, project, user, reviewer, now, mailoutbox):
    record(project, now, actor=user, reviewers=(reviewer,), forecasts=[bridge(), ferry()])
    resolve(
        now=timezone.now(),
        actor=user,
        question=question("bridge"),
        known_at=timezone.now() - timedelta(days=1),
        value=True,
        source="the harbour office",
        evidence=[NewEvidence(quotation="It opened.")],
    )

    call_command("tick")

    sent = {email.to[0]: email for email in mailoutbox}
    # It is a Monday morning: the administrator gets the week's figures.
    assert set(sent) == {reviewer.email, user.email}
    assert "Does the ferry stop" in sent[reviewer.email].body
    assert Score.objects.get().coding.forecast.key == "bridge"
    assert not acts_without_leaf().exists()
    assert Checkpoint.objects.latest().size == Leaf.objects.count() > 0
    assert list(problems()) == []


def test_a_second_tick_finds_nothing_to_do(clock, project, reviewer, now, mailoutbox):
    record(project, now, reviewers=(reviewer,), forecasts=[bridge()])
    call_command("tick")
    leaves = Leaf.objects.count()

    call_command("tick")

    assert len(mailoutbox) == 2
    assert Leaf.objects.count() == leaves


def test_it_has_nothing_to_do_in_an_empty_installation(db, mailoutbox):
    call_command("tick")
    assert mailoutbox == []
    assert not Leaf.objects.exists()
