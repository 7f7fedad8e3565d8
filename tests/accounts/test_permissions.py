"""The one table of who may do what."""

import pytest
from django.contrib.auth.models import AnonymousUser

from predictions.accounts.models import Membership
from predictions.accounts.operations import change_user, create_project, create_user, set_role
from predictions.accounts.permissions import (
    LOWEST,
    ORDER,
    NotAllowed,
    allowed,
    projects_of,
    require,
    role_of,
)

Role = Membership.Role


@pytest.fixture
def member(project, now):
    def in_role(role):
        user = create_user(now=now, actor=None, email=f"{role}@example.org")
        set_role(now=now, actor=None, project=project, user=user, role=role)
        return user

    return in_role


def test_every_role_has_its_place_in_the_order():
    assert set(ORDER) == set(Role)


@pytest.mark.parametrize("role", ORDER)
def test_a_member_may_do_what_the_own_role_or_a_lower_one_may(role, member, project):
    user = member(role)
    for operation, lowest in LOWEST.items():
        assert allowed(user, project, operation) == (ORDER.index(role) >= ORDER.index(lowest))


def test_somebody_from_elsewhere_may_nothing(member, project, now):
    other = create_project(now=now, actor=None, slug="other", name="Other")
    user = member(Role.ADMINISTRATOR)
    assert not any(allowed(user, other, operation) for operation in LOWEST)
    assert list(projects_of(user)) == [project]


def test_an_anonymous_visitor_may_nothing(project):
    assert role_of(AnonymousUser(), project) is None
    assert not any(allowed(AnonymousUser(), project, operation) for operation in LOWEST)
    assert not projects_of(AnonymousUser()).exists()


def test_who_may_no_longer_sign_in_may_nothing(member, project, now):
    user = change_user(
        now=now,
        actor=None,
        user=member(Role.EDITOR),
        name="",
        time_zone="UTC",
        is_active=False,
    )
    assert role_of(user, project) is None
    assert not projects_of(user).exists()


def test_who_administers_the_installation_administers_every_project(user, now):
    other = create_project(now=now, actor=None, slug="other", name="Other")
    assert role_of(user, other) == Role.ADMINISTRATOR
    assert other in projects_of(user, "project.manage")


def test_opening_a_project_is_not_for_administrators_of_one(member, user):
    assert allowed(user, None, "projects.open")
    assert not allowed(member(Role.ADMINISTRATOR), None, "projects.open")


def test_projects_are_found_by_what_may_be_done_there(member, project):
    coder = member(Role.CODER)
    assert list(projects_of(coder, "articles.record")) == [project]
    assert not projects_of(coder, "outcomes.propose").exists()


def test_a_refusal_names_the_role_that_is_needed(member, project):
    with pytest.raises(NotAllowed) as caught:
        require(member(Role.VIEWER), project, "objections.decide")
    assert "editor" in caught.value.reason
    assert "viewer" in caught.value.reason
    assert "administrator" in caught.value.remedy
