"""Leaving a project: the role ends, what was done stays, and others are asked."""

import pytest

from predictions.accounts.models import Membership
from predictions.accounts.operations import (
    LastAdministrator,
    NotAMember,
    create_project,
    create_user,
    end_membership,
    set_role,
)
from predictions.accounts.permissions import entered, holders_of, projects_of, role_of
from predictions.accounts.queries import members_of
from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems
from predictions.questions.models import Assignment
from predictions.questions.operations.leaving import remove_member
from predictions.reminders.rota import fill_vacancies
from tests.cast import question, record

pytestmark = pytest.mark.django_db


def member(now, project, email, role):
    person = create_user(now=now, actor=None, email=email)
    set_role(now=now, actor=None, project=project, user=person, role=role)
    return person


def test_whoever_has_left_may_do_nothing_there(now, user, project, reviewer):
    remove_member(now=now, actor=user, project=project, user=reviewer)
    assert role_of(reviewer, project) is None
    assert entered(reviewer, project.slug) is None
    assert reviewer not in holders_of(project, "project.read")
    assert project not in projects_of(reviewer)
    assert reviewer not in [one.user for one in members_of(project)]


def test_their_questions_go_to_another_reviewer(now, user, project, reviewer):
    record(project, now, reviewers=(reviewer,))
    other = member(now, project, "bo@example.org", "reviewer")
    remove_member(now=now, actor=user, project=project, user=reviewer)
    assert not Assignment.objects.filter(reviewer=reviewer, is_active=True).exists()
    later = question("ferry").asked_from
    assert {one.reviewer for one in fill_vacancies(now=later)} == {other}


def test_in_another_project_they_are_asked_as_before(now, user, project, reviewer):
    record(project, now, reviewers=(reviewer,))
    other = create_project(now=now, actor=None, slug="other", name="Other")
    set_role(now=now, actor=None, project=other, user=reviewer, role="reviewer")
    remove_member(now=now, actor=user, project=other, user=reviewer)
    assert Assignment.objects.filter(reviewer=reviewer, is_active=True).exists()
    assert role_of(reviewer, project) == Membership.Role.REVIEWER


def test_the_ledger_knows_of_it(now, user, project, reviewer):
    record(project, now, reviewers=(reviewer,))
    remove_member(now=now, actor=user, project=project, user=reviewer)
    sequence(now=now)
    assert list(problems()) == []


def test_nobody_leaves_twice(now, user, project, reviewer):
    remove_member(now=now, actor=user, project=project, user=reviewer)
    with pytest.raises(NotAMember, match="is no member"):
        remove_member(now=now, actor=user, project=project, user=reviewer)


def test_whoever_has_left_can_be_made_a_member_again(now, user, project, reviewer):
    remove_member(now=now, actor=user, project=project, user=reviewer)
    set_role(now=now, actor=user, project=project, user=reviewer, role="editor")
    assert role_of(reviewer, project) == Membership.Role.EDITOR
    assert Membership.objects.filter(project=project, user=reviewer).count() == 1


def test_the_only_administrator_stays(now, user, project):
    with pytest.raises(LastAdministrator, match="only administrator"):
        end_membership(now=now, actor=user, project=project, user=user)
    with pytest.raises(LastAdministrator):
        set_role(now=now, actor=user, project=project, user=user, role="viewer")
    assert role_of(user, project) == Membership.Role.ADMINISTRATOR


def test_one_of_two_administrators_may_leave(now, user, project):
    second = member(now, project, "bo@example.org", "administrator")
    end_membership(now=now, actor=second, project=project, user=user)
    with pytest.raises(LastAdministrator):
        end_membership(now=now, actor=second, project=project, user=second)
