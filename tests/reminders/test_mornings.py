"""One digest per reviewer and local morning, in their time zone, at their hour."""

from datetime import UTC, date, datetime, timedelta

import pytest

from predictions.accounts.operations import change_user
from predictions.mail.models import Message
from predictions.reminders.models import Digest, Reminder
from predictions.reminders.operations import plan, set_preference, write_digests
from tests.cast import bridge, record

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def ask(project, reviewer, now):
    """A function that asks Rosa about something that is due on a day."""

    def ask(day: str, count: int = 1) -> None:
        forecasts = [
            bridge(key=f"{day} {n}", question=f"Is {n} open on {day}?", resolves_at=day)
            for n in range(count)
        ]
        record(project, now, text=f"The bridge will open before June {day}", forecasts=forecasts)
        plan(now=datetime.fromisoformat(f"{day}T00:00+00:00"))

    return ask


def lives_in(reviewer, now, zone: str, hour: int = 8) -> None:
    change_user(now=now, actor=None, user=reviewer, name="Rosa", time_zone=zone, is_active=True)
    set_preference(
        now=now, actor=None, user=reviewer, hour=hour, heads_up=True, due=True, escalated=True
    )


def days_with_digest() -> list[str]:
    return [
        f"{day:%m-%d}" for day in Digest.objects.order_by("pk").values_list("local_day", flat=True)
    ]


def tick(start: datetime, end: datetime, every: timedelta = HOUR) -> list[datetime]:
    """Write the digests again and again; the moments at which one was written."""
    moments = []
    while start < end:
        if write_digests(now=start):
            moments.append(start)
        start += every
    return moments


def utc(day: int, hour: int, month: int = 6, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_without_a_preference_the_morning_begins_at_eight(ask):
    ask("2026-06-01")
    assert tick(utc(1, 0), utc(2, 0)) == [utc(1, 8)]


def test_a_digest_comes_at_the_hour_that_was_chosen(ask, reviewer, now):
    lives_in(reviewer, now, "UTC", hour=17)
    ask("2026-06-01")
    assert tick(utc(1, 0), utc(2, 0)) == [utc(1, 17)]


def test_the_hour_is_one_of_the_reviewers_time_zone(ask, reviewer, now):
    lives_in(reviewer, now, "Asia/Kathmandu")
    ask("2026-06-01")
    assert tick(utc(1, 0), utc(1, 4), every=HOUR / 4) == [utc(1, 2, minute=15)]
    assert days_with_digest() == ["06-01"]


def test_a_morning_that_was_missed_is_made_up_for_on_the_same_day(ask):
    ask("2026-06-01")
    assert tick(utc(1, 20), utc(1, 23)) == [utc(1, 20)]


def test_what_comes_up_after_the_morning_waits_for_the_next(ask):
    ask("2026-06-01")
    write_digests(now=utc(1, 8))
    ask("2026-06-02")
    assert tick(utc(1, 9), utc(2, 9)) == [utc(2, 8)]


def test_many_ticks_write_one_digest_a_day(ask):
    ask("2026-06-01", count=3)
    for minute in range(0, 60, 20):
        plan(now=utc(1, 8, minute=minute))
        write_digests(now=utc(1, 8, minute=minute))
    assert Digest.objects.count() == Message.objects.count() == 1
    assert Reminder.objects.filter(digest=Digest.objects.get()).count() == 3


def test_there_is_no_digest_without_anything_to_ask(reviewer):
    assert tick(utc(1, 0), utc(3, 0)) == []


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        # In the night to the 29th, two o'clock is skipped: at 01:00 UTC it is three.
        (3, [utc(28, 1, month=3), utc(29, 1, month=3), utc(30, 0, month=3)]),
        # In the night to the 25th, two o'clock comes twice, at 00:00 and at 01:00 UTC.
        (10, [utc(24, 0, month=10), utc(25, 0, month=10), utc(26, 1, month=10)]),
    ],
    ids=["spring", "autumn"],
)
def test_when_clocks_change_there_is_one_digest_each_local_day(ask, reviewer, now, month, expected):
    lives_in(reviewer, now, "Europe/Berlin", hour=2)
    written = []
    for moment in expected:
        midnight = moment.replace(hour=0)
        ask(f"{midnight:%Y-%m-%d}")
        written += tick(midnight, midnight + 4 * HOUR, every=HOUR / 2)
    assert written == expected
    assert days_with_digest() == [f"{moment:%m-%d}" for moment in expected]


def test_the_second_two_oclock_of_an_autumn_night_brings_no_second_digest(ask, reviewer, now):
    lives_in(reviewer, now, "Europe/Berlin", hour=2)
    ask("2026-10-24")
    assert tick(utc(25, 0, month=10), utc(25, 1, month=10)) == [utc(25, 0, month=10)]
    ask("2026-10-25")
    assert write_digests(now=utc(25, 1, month=10)) == 0
    assert write_digests(now=utc(26, 1, month=10)) == 1


def test_on_kiritimati_the_day_begins_fourteen_hours_earlier(ask, reviewer, now):
    lives_in(reviewer, now, "Pacific/Kiritimati")
    ask("2026-06-01")
    assert tick(utc(1, 0), utc(2, 12)) == [utc(1, 0)]
    assert Digest.objects.get().local_day == date(2026, 6, 1)
    ask("2026-06-02")
    assert tick(utc(1, 10), utc(2, 0)) == [utc(1, 18)]
    assert days_with_digest() == ["06-01", "06-02"]


def test_west_of_the_date_line_it_is_still_yesterday(ask, reviewer, now):
    lives_in(reviewer, now, "Pacific/Pago_Pago", hour=23)
    ask("2026-06-01")
    assert tick(utc(1, 0), utc(2, 0)) == [utc(1, 10)]
    assert days_with_digest() == ["05-31"]


def test_a_clock_that_jumps_back_a_day_writes_no_second_digest(ask):
    ask("2026-06-01")
    write_digests(now=utc(2, 8))
    assert write_digests(now=utc(2, 7)) == 0
    assert write_digests(now=utc(2, 9)) == 0
    assert Digest.objects.count() == 1
