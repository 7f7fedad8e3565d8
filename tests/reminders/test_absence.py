"""Who is away is not asked; somebody else is, until they are back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from predictions.accounts.operations import announce_absence, create_user, set_role
from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems
from predictions.questions.models import Assignment
from predictions.reminders.models import Digest, Reminder
from predictions.reminders.operations import drop_answered, plan, write_digests
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
def asked(project, reviewer, now):
    """The bridge of 1 June, which Rosa is asked about."""
    record(project, now, forecasts=[bridge()], reviewers=(reviewer,))


def away(person, now, first: date, last: date) -> None:
    announce_absence(now=now, actor=person, user=person, starts_on=first, ends_on=last)


def asked_people() -> list[str]:
    return list(Reminder.objects.order_by("pk").values_list("reviewer__name", flat=True))


def test_what_is_asked_of_somebody_away_is_passed_on(reviewer, ben, now):
    away(reviewer, now, date(2026, 5, 20), date(2026, 6, 5))
    plan(now=JUNE)
    assert asked_people() == ["Ben"]
    assert Assignment.objects.filter(reviewer=ben, is_active=True).count() == 1


@pytest.mark.parametrize(
    ("first", "last", "who"),
    [
        (date(2026, 6, 1), date(2026, 6, 1), "Ben"),
        (date(2026, 5, 1), date(2026, 5, 31), "Rosa"),
        (date(2026, 6, 2), date(2026, 6, 9), "Rosa"),
    ],
    ids=["that very day", "until the day before", "from the day after"],
)
def test_both_ends_of_an_absence_are_days_away(reviewer, ben, now, first, last, who):
    away(reviewer, now, first, last)
    plan(now=JUNE)
    assert asked_people() == [who]


def test_nothing_is_passed_to_somebody_away(user, reviewer, ben, now):
    for person in (reviewer, ben):
        away(person, now, date(2026, 6, 1), date(2026, 6, 1))
    plan(now=JUNE)
    assert asked_people() == [user.name]


def test_where_everybody_is_away_it_waits(user, reviewer, now):
    for person in (user, reviewer):
        away(person, now, date(2026, 6, 1), date(2026, 6, 1))
    assert plan(now=JUNE) == 0
    assert plan(now=JUNE + timedelta(days=1)) == 1
    assert asked_people() == ["Rosa"]


def test_who_is_back_is_asked_again(reviewer, ben, now):
    away(reviewer, now, date(2026, 6, 1), date(2026, 6, 5))
    plan(now=JUNE)
    plan(now=JUNE + timedelta(days=5))
    assert asked_people() == ["Ben", "Rosa", "Ben"]
    assert Reminder.objects.get(reviewer=reviewer).step == 1


def test_an_editor_who_is_away_is_not_told(user, reviewer, now):
    away(user, now, date(2026, 6, 15), date(2026, 6, 15))
    plan(now=JUNE + timedelta(days=14))
    assert asked_people() == ["Rosa"]
    plan(now=JUNE + timedelta(days=15))
    assert asked_people() == ["Rosa", "Alice"]


def test_a_reminder_planned_before_waits_for_the_return(reviewer, now):
    plan(now=JUNE)
    away(reviewer, JUNE, date(2026, 6, 1), date(2026, 6, 2))
    assert write_digests(now=JUNE) == 0
    assert write_digests(now=JUNE + timedelta(days=2)) == 1
    assert Digest.objects.get().reviewer == reviewer


def test_an_absence_announced_after_queueing_stops_the_digest(reviewer, now):
    plan(now=JUNE)
    write_digests(now=JUNE)
    away(reviewer, JUNE, date(2026, 6, 1), date(2026, 6, 2))
    drop_answered(JUNE)
    assert Digest.objects.get().message.withdrawn_at == JUNE
    assert Reminder.objects.get().digest is None


def test_passing_on_is_in_the_ledger(reviewer, ben, now):
    away(reviewer, now, date(2026, 6, 1), date(2026, 6, 1))
    plan(now=JUNE)
    sequence(now=JUNE)
    assert list(problems()) == []
