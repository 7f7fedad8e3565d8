"""Questions that nobody looks after are shared evenly among those who are there."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from predictions.accounts.operations import change_user, create_project, create_user, set_role
from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems
from predictions.questions.models import Assignment
from predictions.reminders.models import Reminder
from predictions.reminders.operations import plan
from predictions.reminders.rota import fill_vacancies
from tests.cast import TEXT, bridge, record

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 1, tzinfo=UTC)


def member(project, now, name, role="reviewer"):
    person = create_user(now=now, actor=None, email=f"{name}@example.org", name=name)
    set_role(now=now, actor=None, project=project, user=person, role=role)
    return person


def ask(project, now, count, *, about="bridge", reviewers=()):
    """As many questions of 1 June."""
    forecasts = [
        bridge(key=f"{about} {n}", question=f"Does {about} {n} open before June 2026?")
        for n in range(count)
    ]
    text = f"{TEXT}\n{about}\n"
    record(project, now, text=text, forecasts=forecasts, reviewers=reviewers)


def shares() -> dict[str, int]:
    return dict(
        Counter(Assignment.objects.filter(is_active=True).values_list("reviewer__name", flat=True))
    )


def test_a_hundred_questions_are_shared_evenly_among_three(project, now):
    for name in ("Ann", "Ben", "Cas"):
        member(project, now, name)
    ask(project, now, 100)
    assert plan(now=JUNE) == 100
    assert sorted(shares().values()) == [33, 33, 34]
    assert set(shares()) == {"Ann", "Ben", "Cas"}


def test_whom_it_was_assigned_to_is_asked(project, now):
    for name in ("Ann", "Ben"):
        member(project, now, name)
    ask(project, now, 3)
    plan(now=JUNE)
    asked = Counter(Reminder.objects.values_list("reviewer__name", flat=True))
    assert dict(asked) == shares() == {"Ann": 2, "Ben": 1}


def test_who_has_least_to_do_is_first(project, now):
    ann, ben, _cas = (member(project, now, name) for name in ("Ann", "Ben", "Cas"))
    ask(project, now, 2, about="pier", reviewers=(ann,))
    ask(project, now, 1, about="quay", reviewers=(ben,))
    ask(project, now, 2)
    plan(now=JUNE)
    assert shares() == {"Ann": 2, "Ben": 2, "Cas": 1}


def test_who_is_assigned_already_keeps_the_question(project, reviewer, now):
    member(project, now, "Ben")
    ask(project, now, 5, reviewers=(reviewer,))
    plan(now=JUNE)
    assert shares() == {"Rosa": 5}


def test_nothing_is_shared_out_before_it_is_due(project, reviewer, now):
    ask(project, now, 5)
    assert fill_vacancies(now=JUNE - timedelta(seconds=1)) == []
    assert shares() == {}


def test_sharing_out_again_changes_nothing(project, now):
    for name in ("Ann", "Ben"):
        member(project, now, name)
    ask(project, now, 5)
    plan(now=JUNE)
    before = list(Assignment.objects.order_by("pk").values())
    plan(now=JUNE + timedelta(days=20))
    assert list(Assignment.objects.order_by("pk").values()) == before


def test_editors_take_over_where_a_project_has_no_reviewer(project, now):
    member(project, now, "Edda", role="editor")
    ask(project, now, 4)
    plan(now=JUNE)
    assert shares() == {"Alice": 2, "Edda": 2}


def test_editors_are_left_in_peace_where_a_project_has_a_reviewer(project, reviewer, now):
    member(project, now, "Edda", role="editor")
    ask(project, now, 4)
    plan(now=JUNE)
    assert shares() == {"Rosa": 4}


@pytest.mark.parametrize("role", ["viewer", "coder"])
def test_who_only_reads_or_codes_is_not_asked(project, reviewer, now, role):
    member(project, now, "Vic", role=role)
    ask(project, now, 4)
    plan(now=JUNE)
    assert shares() == {"Rosa": 4}


def test_nobody_outside_the_project_is_asked(project, reviewer, now):
    create_user(now=now, actor=None, email="out@example.org", name="Out")
    other = create_project(now=now, actor=None, slug="house", name="House")
    member(other, now, "Otto")
    ask(project, now, 4)
    plan(now=JUNE)
    assert shares() == {"Rosa": 4}


def test_two_projects_do_not_mix(project, reviewer, now):
    other = create_project(now=now, actor=None, slug="house", name="House")
    otto = member(other, now, "Otto")
    ask(project, now, 3)
    ask(other, now, 2)
    plan(now=JUNE)
    assert shares() == {"Rosa": 3, "Otto": 2}
    assert set(
        Assignment.objects.filter(reviewer=otto).values_list("question__event__project", flat=True)
    ) == {other.pk}


def test_a_project_without_anybody_keeps_its_questions_waiting(now, db):
    lonely = create_project(now=now, actor=None, slug="lonely", name="Lonely")
    ask(lonely, now, 2)
    assert plan(now=JUNE) == 0
    anybody = member(lonely, now, "Ann")
    assert plan(now=JUNE + timedelta(days=1)) == 2
    assert set(Reminder.objects.values_list("reviewer", flat=True)) == {anybody.pk}


def test_who_may_no_longer_sign_in_is_replaced(project, reviewer, now):
    ben = member(project, now, "Ben")
    ask(project, now, 2, reviewers=(reviewer,))
    change_user(now=now, actor=None, user=reviewer, name="Rosa", time_zone="UTC", is_active=False)
    plan(now=JUNE)
    assert set(Reminder.objects.values_list("reviewer", flat=True)) == {ben.pk}


def test_the_ledger_knows_who_was_given_what(project, reviewer, now):
    ask(project, now, 5)
    plan(now=JUNE)
    sequence(now=JUNE)
    assert shares() == {"Rosa": 5}
    assert list(problems()) == []
