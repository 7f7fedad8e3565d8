"""Which stage is owed when: due, again, again, escalated, and then every fortnight."""

from datetime import UTC, datetime, timedelta

import pytest

from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.operations import propose
from predictions.reminders.models import Reminder
from predictions.reminders.operations import plan, set_policy
from tests.cast import bridge, question, record, resolved

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def asked(project, reviewer, now):
    """The bridge of 1 June, which Rosa is asked about."""
    record(project, now, forecasts=[bridge()], reviewers=(reviewer,))
    return question("bridge")


def after(days: float) -> datetime:
    return JUNE + timedelta(days=days)


def planned(person) -> list[tuple[str, int]]:
    return list(
        Reminder.objects.filter(reviewer=person).order_by("pk").values_list("stage", "step")
    )


def test_before_its_date_nobody_is_asked(asked, reviewer):
    assert plan(now=after(-0.01)) == 0
    assert planned(reviewer) == []


def test_on_its_date_the_reviewer_is_asked(asked, reviewer, user):
    assert plan(now=JUNE) == 1
    assert planned(reviewer) == [("due", 0)]
    assert planned(user) == []


@pytest.mark.parametrize("days", [0.5, 1, 2, 2.99])
def test_nothing_more_is_owed_until_the_third_day(asked, days):
    plan(now=JUNE)
    assert plan(now=after(days)) == 0


def test_the_reviewer_is_asked_again_after_three_and_seven_days(asked, reviewer):
    for day in range(14):
        plan(now=after(day))
    assert planned(reviewer) == [("due", 0), ("again", 1), ("again", 2)]
    assert [one.planned_at for one in Reminder.objects.order_by("step")] == [
        after(0),
        after(3),
        after(7),
    ]


def test_after_a_fortnight_editors_and_administrators_are_told(asked, reviewer, user):
    plan(now=after(13.9))
    assert planned(user) == []
    plan(now=after(14))
    assert planned(user) == [("escalated", 3)]
    assert planned(reviewer)[-1] == ("again", 3)


def test_from_then_on_it_repeats_every_fortnight(asked, reviewer, user):
    for day in range(14, 14 * 6):
        plan(now=after(day))
    assert planned(user) == [("escalated", step) for step in (3, 4, 5, 6, 7)]
    assert planned(reviewer) == [("again", step) for step in (3, 4, 5, 6, 7)]
    assert sorted(set(Reminder.objects.values_list("planned_at", flat=True))) == [
        after(14 * n) for n in (1, 2, 3, 4, 5)
    ]


def test_an_article_of_2020_recorded_today_owes_one_reminder(project, reviewer, now):
    record(
        project,
        now,
        published="2020-01-05",
        coding="fully coded, retrospective",
        forecasts=[bridge(resolves_at="2020-06-01")],
        reviewers=(reviewer,),
    )
    assert plan(now=now) == 1
    assert planned(reviewer) == [("due", 0)]
    assert plan(now=now + timedelta(days=2.9)) == 0


@pytest.mark.parametrize(("away", "step"), [(7, 2), (31, 4)], ids=["a week", "a month"])
def test_after_an_outage_only_the_latest_step_is_owed(asked, reviewer, away, step):
    plan(now=JUNE)
    plan(now=after(away))
    assert planned(reviewer) == [("due", 0), ("again", step)]
    assert plan(now=after(away)) == 0


def test_a_first_tick_a_month_late_plans_one_reminder_each(asked, reviewer, user):
    assert plan(now=after(31)) == 2
    assert planned(reviewer) == [("again", 4)]
    assert planned(user) == [("escalated", 4)]


@pytest.mark.parametrize("days", [0, 3, 7, 14, 28])
def test_a_clock_that_jumps_back_an_hour_plans_nothing_twice(asked, days):
    plan(now=after(days))
    before = Reminder.objects.count()
    assert plan(now=after(days) - timedelta(hours=1)) == 0
    assert plan(now=after(days)) == 0
    assert Reminder.objects.count() == before


def test_without_a_wish_for_it_there_is_no_heads_up(asked):
    assert plan(now=after(-1)) == 0


def test_a_heads_up_comes_before_the_date_where_the_policy_asks_for_it(asked, reviewer, now):
    set_policy(now=now, actor=None, question=asked, heads_up_days=5)
    assert plan(now=after(-5.01)) == 0
    assert plan(now=after(-5)) == 1
    assert plan(now=after(-1)) == 0
    assert planned(reviewer) == [("heads_up", -1)]
    assert plan(now=JUNE) == 1
    assert planned(reviewer) == [("heads_up", -1), ("due", 0)]


def test_a_heads_up_is_not_caught_up_on_after_the_date(asked, reviewer, now):
    set_policy(now=now, actor=None, question=asked, heads_up_days=5)
    plan(now=after(0.5))
    assert planned(reviewer) == [("due", 0)]


def test_a_draft_is_never_asked_about(project, reviewer, now):
    record(
        project,
        now,
        forecasts=[bridge(criteria=None, deciding_source=None, resolves_at=None)],
        reviewers=(reviewer,),
    )
    assert question("bridge").status == "draft"
    assert plan(now=after(400)) == 0


def test_what_is_resolved_is_never_asked_about(asked, now):
    resolved("bridge", True, after(-30))
    assert plan(now=JUNE) == plan(now=after(400)) == 0


def test_what_is_proposed_is_still_asked_about(asked, reviewer):
    propose(
        now=JUNE,
        actor=reviewer,
        question=asked,
        known_at=JUNE,
        value=True,
        source="the harbour office",
        evidence=[NewEvidence(quotation="It is open.")],
    )
    assert question("bridge").status == "proposed"
    plan(now=after(3))
    assert planned(reviewer) == [("again", 1)]


def test_each_of_two_reviewers_is_asked(project, reviewer, user, now):
    record(project, now, forecasts=[bridge()], reviewers=(reviewer, user))
    assert plan(now=JUNE) == 2
    assert planned(reviewer) == planned(user) == [("due", 0)]


def test_a_reviewer_who_is_an_editor_too_is_told_once(project, user, now):
    record(project, now, forecasts=[bridge()], reviewers=(user,))
    assert plan(now=after(14)) == 1
    assert planned(user) == [("again", 3)]
