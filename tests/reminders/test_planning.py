"""What is owed to whom: one reminder per reviewer and due question, planned once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from predictions.accounts.models import User
from predictions.accounts.operations import create_user, set_role
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.operations import resolve
from predictions.questions.models import Assignment, Question
from predictions.questions.operations import assign_reviewer
from predictions.reminders.models import Reminder
from predictions.reminders.operations import plan
from tests.cast import TEXT, bridge, ferry, question, record

pytestmark = pytest.mark.django_db

# The bridge and the ferry resolve with the first of June.
DUE = datetime(2026, 6, 1, 9, tzinfo=UTC)


def planned() -> list[tuple[str, str, str]]:
    """(question's key, reviewer, stage) of every reminder."""
    return [
        (one.question.forecasts.get().key, one.reviewer.email, one.stage)
        for one in Reminder.objects.order_by("question", "reviewer", "step")
    ]


def two(project, now, *reviewers: User, **changes: Any) -> None:
    forecasts = [bridge(**changes), ferry(**changes)]
    record(project, now, reviewers=reviewers, forecasts=forecasts)


def answer(key: str, now: datetime) -> None:
    resolve(
        now=now,
        actor=None,
        question=question(key),
        known_at=now,
        value=True,
        source="the harbour office",
        evidence=[NewEvidence(quotation="It is so.")],
    )


def test_a_due_question_owes_each_of_its_reviewers_one_reminder(project, reviewer, now):
    other = create_user(now=now, actor=None, email="sam@example.org")
    two(project, now, reviewer, other)
    assert plan(now=DUE) == 4
    assert planned() == [
        ("bridge", "rosa@example.org", "due"),
        ("bridge", "sam@example.org", "due"),
        ("ferry", "rosa@example.org", "due"),
        ("ferry", "sam@example.org", "due"),
    ]


def test_planning_again_plans_nothing(project, reviewer, now):
    two(project, now, reviewer)
    plan(now=DUE)
    assert plan(now=DUE) == 0
    assert plan(now=DUE + timedelta(days=2)) == 0


def test_nothing_is_planned_before_the_date(project, reviewer, now):
    two(project, now, reviewer)
    assert plan(now=datetime(2026, 5, 31, 23, 59, 59, tzinfo=UTC)) == 0
    assert plan(now=datetime(2026, 6, 1, tzinfo=UTC)) == 2


def test_the_date_begins_in_the_zone_of_the_article(project, reviewer, now):
    forecasts = [bridge()]
    record(project, now, reviewers=(reviewer,), forecasts=forecasts, zone="Pacific/Kiritimati")
    assert plan(now=datetime(2026, 5, 31, 9, 59, tzinfo=UTC)) == 0
    assert plan(now=datetime(2026, 5, 31, 10, tzinfo=UTC)) == 1


def test_a_draft_is_never_due(project, reviewer, now):
    record(project, now, reviewers=(reviewer,), forecasts=[bridge(criteria=None)])
    assert question("bridge").status == "draft"
    assert plan(now=DUE + timedelta(days=999)) == 0


def test_a_resolved_question_is_not_asked_about(project, reviewer, now):
    two(project, now, reviewer)
    answer("bridge", now)
    plan(now=DUE)
    assert [key for key, _, _ in planned()] == ["ferry"]


def test_a_reviewer_who_may_no_longer_sign_in_is_not_asked(project, user, reviewer, now):
    two(project, now, reviewer)
    User.objects.filter(pk=reviewer.pk).update(is_active=False)
    plan(now=DUE)
    assert {email for _, email, _ in planned()} == {user.email}


def test_a_question_nobody_is_asked_about_goes_to_the_rota(project, reviewer, now):
    two(project, now)
    assert plan(now=DUE) == 2
    assert set(Assignment.objects.values_list("reviewer", flat=True)) == {reviewer.pk}


def test_what_is_vacant_is_shared_out_evenly(project, reviewer, now):
    other = create_user(now=now, actor=None, email="sam@example.org")
    set_role(now=now, actor=None, project=project, user=other, role="reviewer")
    two(project, now)
    plan(now=DUE)
    assert {email for _, email, _ in planned()} == {"rosa@example.org", "sam@example.org"}


def test_where_nobody_is_left_nothing_is_planned(project, user, now):
    two(project, now)
    User.objects.update(is_active=False)
    assert plan(now=DUE) == 0


def test_where_reminders_are_off_nobody_is_asked(project, reviewer, now):
    record(project, now, reviewers=(reviewer,), forecasts=[bridge()], remind=False)
    assert plan(now=DUE) == 0


def test_a_reviewer_assigned_later_is_asked_as_well(project, user, reviewer, now):
    two(project, now, reviewer)
    plan(now=DUE)
    assign_reviewer(now=DUE, actor=None, question=question("bridge"), reviewer=user)
    assert plan(now=DUE) == 1
    assert ("bridge", user.email, "due") in planned()


def test_a_question_is_asked_from_its_date_on(project, reviewer, now):
    two(project, now, reviewer)
    assert question("bridge").asked_from == datetime(2026, 6, 1, tzinfo=UTC)


def test_one_recorded_after_its_date_is_asked_from_its_recording_on(project, reviewer):
    late = DUE + timedelta(days=40)
    two(project, late, reviewer)
    assert question("bridge").asked_from == late
    plan(now=late)
    assert {stage for _, _, stage in planned()} == {"due"}


def test_after_years_one_reminder_is_owed(project, reviewer, now):
    two(project, now, reviewer)
    plan(now=DUE + timedelta(days=3 * 365))
    asked = [key for key, email, _ in planned() if email == reviewer.email]
    assert asked == ["bridge", "ferry"]


def test_the_stages_follow_each_other(project, user, reviewer, now):
    record(project, now, reviewers=(reviewer,), forecasts=[bridge()])
    midnight = datetime(2026, 6, 1, tzinfo=UTC)
    on = {}
    for day in range(45):
        before = set(Reminder.objects.values_list("pk", flat=True))
        plan(now=midnight + timedelta(days=day))
        new = Reminder.objects.exclude(pk__in=before).order_by("reviewer")
        if new:
            on[day] = [(one.reviewer.name, one.stage) for one in new]
    both = [("Alice", "escalated"), ("Rosa", "again")]
    assert on == {
        0: [("Rosa", "due")],
        3: [("Rosa", "again")],
        7: [("Rosa", "again")],
        14: both,
        28: both,
        42: both,
    }


def test_a_resolution_ends_the_stages(project, reviewer, now):
    two(project, now, reviewer)
    plan(now=DUE)
    answer("bridge", DUE)
    plan(now=DUE + timedelta(days=3))
    assert [key for key, _, stage in planned() if stage == "again"] == ["ferry"]


def test_articles_of_two_projects_do_not_mix(project, reviewer, now):
    two(project, now, reviewer)
    assert Question.objects.count() == 2
    assert not record(project, now, text=f"{TEXT}!", forecasts=[]).forecasts.exists()
    assert plan(now=DUE) == 2
