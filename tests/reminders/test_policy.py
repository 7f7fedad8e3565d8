"""When reminders come is a matter of the project, and of the question before it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from predictions.reminders.models import Policy, Reminder
from predictions.reminders.operations import PolicyOutOfOrder, plan, set_policy
from tests.cast import boats, bridge, question, record

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 1, tzinfo=UTC)
DAYS = ("again_days", "later_days", "escalate_days")


@pytest.fixture
def asked(project, reviewer, now):
    """Two questions of 1 June."""
    forecasts = [bridge(), boats(resolves_at="2026-06-01")]
    record(project, now, forecasts=forecasts, reviewers=(reviewer,))
    return question("bridge")


def asked_on_days(key: str, until: int = 15) -> list[int]:
    """The days after its date on which Rosa is asked about a question, if ticks come daily."""
    for day in range(-5, until):
        plan(now=JUNE + timedelta(days=day))
    reminders = Reminder.objects.filter(
        question=question(key), reviewer__email="rosa@example.org"
    ).order_by("planned_at")
    return [(one.planned_at - JUNE).days for one in reminders]


def test_without_a_policy_the_defaults_hold(asked):
    assert not Policy.objects.exists()
    assert asked_on_days("bridge", until=29) == [0, 3, 7, 14, 28]


def test_the_projects_policy_holds_for_its_questions(asked, project, now):
    set_policy(
        now=now,
        actor=None,
        project=project,
        heads_up_days=2,
        again_days=1,
        later_days=5,
        escalate_days=10,
        repeat_days=9,
    )
    assert asked_on_days("bridge", until=20) == [-2, 0, 1, 5, 10, 19]


def test_a_questions_policy_goes_before_its_projects(asked, project, now):
    set_policy(now=now, actor=None, project=project, again_days=1)
    set_policy(now=now, actor=None, question=asked, again_days=2)
    assert asked_on_days("bridge", until=5) == [0, 2]
    assert asked_on_days("boats", until=5) == [0, 1]


def test_what_a_questions_policy_leaves_empty_its_project_decides(asked, project, now):
    set_policy(now=now, actor=None, project=project, again_days=1, heads_up_days=4)
    set_policy(now=now, actor=None, question=asked, heads_up_days=0)
    assert asked_on_days("bridge", until=9) == [0, 1, 7]
    assert asked_on_days("boats", until=9) == [-4, 0, 1, 7]


def test_a_project_that_is_switched_off_reminds_nobody(asked, project, now):
    set_policy(now=now, actor=None, project=project, enabled=False)
    assert asked_on_days("bridge", until=4) == asked_on_days("boats", until=4) == []


def test_one_question_can_be_switched_on_where_its_project_is_off(asked, project, now):
    set_policy(now=now, actor=None, project=project, enabled=False)
    set_policy(now=now, actor=None, question=asked, enabled=True)
    assert asked_on_days("bridge", until=1) == [0]
    assert asked_on_days("boats", until=1) == []


def test_one_question_can_be_switched_off(asked, now):
    set_policy(now=now, actor=None, question=asked, enabled=False)
    assert asked_on_days("bridge", until=1) == []
    assert asked_on_days("boats", until=1) == [0]


def test_an_import_in_bulk_begins_switched_off(project, reviewer, now):
    record(project, now, forecasts=[bridge()], reviewers=(reviewer,), remind=False)
    assert asked_on_days("bridge", until=4) == []


def test_a_policy_is_set_again_in_its_place(asked, project, now):
    first = set_policy(now=now, actor=None, project=project, again_days=1)
    second = set_policy(now=now, actor=None, project=project, later_days=9)
    assert first.pk == second.pk
    assert Policy.objects.count() == 1


@pytest.mark.parametrize(
    "days",
    [(4, 3, 14), (3, 15, 14), (8, None, None), (None, None, 6)],
    ids=["again after later", "later after escalation", "again alone", "escalation alone"],
)
def test_stages_out_of_order_are_refused(project, now, days):
    with pytest.raises(PolicyOutOfOrder, match="do not follow each other") as caught:
        set_policy(now=now, actor=None, project=project, **dict(zip(DAYS, days, strict=True)))
    assert caught.value.field == "again_days"
    assert not Policy.objects.exists()


def test_repeating_after_no_days_is_refused(project, now):
    with pytest.raises(PolicyOutOfOrder, match="nothing is repeated"):
        set_policy(now=now, actor=None, project=project, repeat_days=0)


def test_an_administrator_adds_a_policy(client, user, project):
    client.force_login(user)
    page = client.post(
        reverse("admin:predictions_policy_add"),
        {"project": project.pk, "question": "", "enabled": "true", "again_days": 2},
    )
    assert page.status_code == 302
    policy = Policy.objects.get(project=project)
    assert (policy.enabled, policy.again_days, policy.later_days) == (True, 2, None)


def test_an_administrator_changes_a_policy(client, user, project, now):
    policy = set_policy(now=now, actor=None, project=project, again_days=2)
    client.force_login(user)
    page = client.post(
        reverse("admin:predictions_policy_change", args=[policy.pk]),
        {"enabled": "false", "heads_up_days": 3, "again_days": "", "later_days": 6},
    )
    assert page.status_code == 302
    policy.refresh_from_db()
    assert (policy.enabled, policy.heads_up_days) == (False, 3)
    assert (policy.again_days, policy.later_days) == (None, 6)


def test_the_admin_shows_beside_the_field_what_is_refused(client, user, project):
    client.force_login(user)
    page = client.post(
        reverse("admin:predictions_policy_add"),
        {"project": project.pk, "again_days": 9, "later_days": 4},
    )
    assert page.status_code == 200
    assert "do not follow each other" in str(page.context["errors"])
    assert not Policy.objects.exists()
