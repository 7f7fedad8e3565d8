"""Writing users, projects and memberships."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth import authenticate

from predictions.accounts.models import Absence, Membership, Project, User
from predictions.accounts.operations import (
    AbsenceEndsEarly,
    ConventionsOutOfOrder,
    NameTaken,
    NotAnAddress,
    UnknownTimeZone,
    announce_absence,
    change_project,
    change_user,
    conventions_of,
    create_project,
    create_user,
    set_role,
)
from predictions.errors import DomainError
from predictions.ledger.models import Act
from predictions.ledger.operations import sequence
from predictions.ledger.queries import acts_on
from predictions.ledger.verification import problems

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


def add(now, email: str = "bo@example.org", **changes: Any) -> User:
    return create_user(now=now, actor=None, email=email, **changes)


def open_project(now, **changes: Any) -> Project:
    return create_project(now=now, actor=None, **{"slug": "house", "name": "House"} | changes)


def change(project: Project, now, **changes: Any) -> Project:
    as_it_is: dict[str, Any] = {
        "name": project.name,
        "time_zone": project.time_zone,
        "yardstick": project.yardstick,
        "implicit_certainty": project.implicit_certainty,
        "implicit_certainty_cautious": project.implicit_certainty_cautious,
        "implicit_certainty_bold": project.implicit_certainty_bold,
        "reviewers_needed": project.reviewers_needed,
        "objection_days": project.objection_days,
    }
    return change_project(now=now, actor=None, project=project, **as_it_is | changes)


@pytest.mark.parametrize(
    "email", ["", "bo", "bo@", "@example.org", "bo@example", "bo bo@example.org", "bo@exa mple.org"]
)
def test_what_is_no_address_is_refused(now, email):
    with pytest.raises(NotAnAddress) as caught:
        add(now, email)
    assert caught.value.field == "email"
    assert not User.objects.exists()
    assert not Act.objects.exists()


@pytest.mark.parametrize("email", ["bo@example.org", "BO@EXAMPLE.ORG", "Bo@Example.org"])
def test_an_address_is_taken_whatever_its_capitals(now, email):
    add(now, "Bo@example.org")
    with pytest.raises(NotAnAddress, match="another user"):
        add(now, email)
    assert User.objects.count() == 1


def test_an_address_is_kept_in_lower_case(now):
    assert add(now, "Bo.Boot@Example.ORG").email == "bo.boot@example.org"


def test_people_sign_in_whatever_capitals_they_type(now):
    user = add(now, "Bo@Example.org", password=PASSWORD)
    for typed in ("bo@example.org", "Bo@Example.org", "BO@EXAMPLE.ORG"):
        assert authenticate(username=typed, password=PASSWORD) == user


def test_a_wrong_password_signs_nobody_in(now):
    add(now, password=PASSWORD)
    assert authenticate(username="bo@example.org", password="wrong") is None


def test_without_a_password_nobody_signs_in(now):
    user = add(now)
    assert not user.has_usable_password()
    assert authenticate(username=user.email, password="") is None


def test_who_may_no_longer_sign_in_does_not(now):
    user = add(now, password=PASSWORD)
    change_user(now=now, actor=None, user=user, name="Bo", time_zone="UTC", is_active=False)
    assert authenticate(username=user.email, password=PASSWORD) is None


def test_an_administrator_may_open_the_admin_and_do_all(now):
    user = add(now, administrator=True)
    assert user.is_staff
    assert user.is_superuser


def test_others_may_not(now):
    user = add(now)
    assert not user.is_staff
    assert not user.is_superuser


@pytest.mark.parametrize("zone", ["", "Minsk", "Europe/Atlantis", "UTC+3", "../../etc/passwd"])
def test_an_unknown_time_zone_is_refused_everywhere(now, zone):
    user, project = add(now), open_project(now)
    writers = [
        lambda: add(now, "other@example.org", time_zone=zone),
        lambda: change_user(
            now=now, actor=None, user=user, name="", time_zone=zone, is_active=True
        ),
        lambda: open_project(now, slug="other", time_zone=zone),
        lambda: change(project, now, time_zone=zone),
    ]
    for write in writers:
        with pytest.raises(UnknownTimeZone) as caught:
            write()
        assert caught.value.field == "time_zone"
        assert caught.value.remedy
    assert (User.objects.count(), Project.objects.count()) == (1, 1)


def test_a_short_name_is_taken_once(now):
    open_project(now)
    with pytest.raises(NameTaken) as caught:
        open_project(now)
    assert caught.value.field == "slug"


@pytest.mark.parametrize(
    ("cautious", "certainty", "bold"),
    [(0.4, 0.95, 1), (0.96, 0.95, 1), (0.9, 0.95, 0.94), (0.9, 0.95, 1.01), (0.9, 0.4, 1)],
)
def test_conventions_out_of_order_are_refused(now, cautious, certainty, bold):
    conventions = {
        "implicit_certainty_cautious": cautious,
        "implicit_certainty": certainty,
        "implicit_certainty_bold": bold,
    }
    project = open_project(now)
    with pytest.raises(ConventionsOutOfOrder):
        open_project(now, slug="other", **conventions)
    with pytest.raises(ConventionsOutOfOrder):
        change(project, now, **conventions)


def test_the_conventions_of_a_project_are_its_readings(now):
    project = open_project(now, implicit_certainty=0.8, implicit_certainty_cautious=0.5)
    conventions = conventions_of(project)
    assert (conventions.cautious, conventions.implicit_certainty, conventions.bold) == (0.5, 0.8, 1)


def test_a_changed_project_keeps_its_address(now):
    project = open_project(now)
    change(project, now, name="Another house", reviewers_needed=2)
    project.refresh_from_db()
    assert (project.slug, project.name, project.reviewers_needed) == ("house", "Another house", 2)


def test_a_member_has_one_role_which_can_change(now):
    user, project = add(now), open_project(now)
    first = set_role(now=now, actor=None, project=project, user=user, role="reviewer")
    then = set_role(now=now, actor=user, project=project, user=user, role="editor")
    assert first.pk == then.pk
    assert Membership.objects.get().role == "editor"
    assert [act.actor for act in acts_on(then)] == [user, None]


def test_an_unknown_role_is_refused(now):
    with pytest.raises(DomainError):
        set_role(now=now, actor=None, project=open_project(now), user=add(now), role="emperor")


def test_an_absence_that_ends_before_it_begins_is_refused(now):
    with pytest.raises(AbsenceEndsEarly):
        announce_absence(
            now=now,
            actor=None,
            user=add(now),
            starts_on=date(2026, 3, 9),
            ends_on=date(2026, 3, 8),
        )
    assert not Absence.objects.exists()


def test_an_absence_may_last_one_day(now):
    day = date(2026, 3, 9)
    announce_absence(now=now, actor=None, user=add(now), starts_on=day, ends_on=day)
    assert Absence.objects.get().ends_on == day


def test_every_operation_leaves_an_act_that_fits(now):
    user, project = add(now), open_project(now)
    set_role(now=now, actor=user, project=project, user=user, role="editor")
    change(project, now, name="Another house")
    change_user(now=now, actor=user, user=user, name="Bo", time_zone="UTC", is_active=True)
    sequence(now=now)
    verbs = list(Act.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["created", "created", "set role", "changed", "changed"]
    assert list(problems()) == []
