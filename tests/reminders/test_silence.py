"""Who has unsubscribed gets no more of it; editors see it, and nobody else's mail changes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from predictions.accounts.operations import create_user, set_role
from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems
from predictions.reminders.models import Digest, Preference
from predictions.reminders.operations import (
    NothingToAsk,
    drop_answered,
    plan,
    set_policy,
    set_preference,
    unsubscribe,
    write_digests,
)
from predictions.reminders.queries import silent_people
from tests.cast import bridge, record

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def ben(project, now):
    """Who reviews beside Rosa."""
    ben = create_user(now=now, actor=None, email="ben@example.org", name="Ben")
    set_role(now=now, actor=None, project=project, user=ben, role="reviewer")
    return ben


@pytest.fixture(autouse=True)
def asked(project, reviewer, ben, now):
    """The bridge of 1 June with a heads-up of five days; Rosa and Ben are asked."""
    record(project, now, forecasts=[bridge()], reviewers=(reviewer, ben))
    set_policy(now=now, actor=None, project=project, heads_up_days=5)


def receivers(days: float) -> set[str]:
    """Who gets a digest on that day after the date, if it is the first tick."""
    moment = JUNE + timedelta(days=days)
    plan(now=moment)
    write_digests(now=moment)
    return set(Digest.objects.values_list("reviewer__name", flat=True))


@pytest.mark.parametrize(
    ("group", "days", "expected"),
    [
        ("heads_up", -3, {"Ben"}),
        ("due", 0, {"Ben"}),
        ("due", 3, {"Ben"}),
        ("due", 14, {"Ben", "Alice"}),
        ("heads_up", 0, {"Ben", "Rosa"}),
        ("escalated", 0, {"Ben", "Rosa"}),
        ("due", -3, {"Ben", "Rosa"}),
    ],
)
def test_who_unsubscribes_from_a_group_gets_no_more_of_it(reviewer, now, group, days, expected):
    unsubscribe(now=now, user=reviewer, group=group)
    assert receivers(days) == expected


def test_an_editor_can_do_without_escalations(user, now):
    unsubscribe(now=now, user=user, group="escalated")
    assert receivers(14) == {"Rosa", "Ben"}


def test_unsubscribing_stops_what_is_queued_already(reviewer):
    receivers(0)
    unsubscribe(now=JUNE, user=reviewer, group="due")
    drop_answered(JUNE)
    assert Digest.objects.get(reviewer=reviewer).message.withdrawn_at == JUNE
    assert Digest.objects.get(reviewer__name="Ben").message.withdrawn_at is None


def test_who_subscribes_again_is_asked_again(reviewer, now):
    unsubscribe(now=now, user=reviewer, group="due")
    assert receivers(0) == {"Ben"}
    set_preference(
        now=JUNE, actor=reviewer, user=reviewer, hour=8, heads_up=True, due=True, escalated=True
    )
    assert receivers(0.1) == {"Ben", "Rosa"}


def test_nobody_is_silent_at_first(user):
    assert not silent_people().exists()


@pytest.mark.parametrize("group", ["heads_up", "due", "escalated"])
def test_who_is_silent_can_be_found(reviewer, now, group):
    unsubscribe(now=now, user=reviewer, group=group)
    assert list(silent_people()) == [reviewer]


def test_doing_without_the_weekly_figures_is_no_silence(reviewer, now):
    unsubscribe(now=now, user=reviewer, group="weekly")
    assert not silent_people().exists()


def test_an_hour_of_ones_own_is_no_silence(reviewer, now):
    set_preference(
        now=now, actor=None, user=reviewer, hour=6, heads_up=True, due=True, escalated=True
    )
    assert not silent_people().exists()


def test_the_admin_shows_who_is_silent(client, user, reviewer, ben, now):
    unsubscribe(now=now, user=reviewer, group="due")
    unsubscribe(now=now, user=ben, group="heads_up")
    client.force_login(user)
    page = client.get(
        reverse("admin:predictions_preference_changelist"), {"due__exact": 0}
    ).content.decode()
    assert "Rosa" in page
    assert "Ben" not in page


def test_a_group_that_is_none_is_refused(reviewer, now):
    with pytest.raises(NothingToAsk, match="not a group"):
        unsubscribe(now=now, user=reviewer, group="everything")
    assert not Preference.objects.exists()


def test_unsubscribing_is_in_the_ledger(reviewer, now):
    unsubscribe(now=now, user=reviewer, group="due")
    unsubscribe(now=now, user=reviewer, group="heads_up")
    sequence(now=now)
    assert list(problems()) == []
