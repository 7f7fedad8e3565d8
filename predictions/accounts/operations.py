"""Writing users, projects and memberships."""

import zoneinfo
from datetime import date, datetime
from functools import cache

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext

from predictions.accounts.models import Absence, Membership, Project, User
from predictions.errors import DomainError
from predictions.ledger.operations import record_act
from predictions.storable import check_storable
from predictions.wording import HouseConventions


class NotAnAddress(DomainError):
    """What was given is not an e-mail address, or somebody has it already."""


class UnknownTimeZone(DomainError):
    """The time zone is not in the IANA database."""


class NameTaken(DomainError):
    """Another object has this name."""


class AbsenceEndsEarly(DomainError):
    """The last day away lies before the first."""


class UnknownTheme(DomainError):
    """Themes are those of `User.Theme`."""


class UnknownRole(DomainError):
    """Roles are those of `Membership.Role`."""


class LastAdministrator(DomainError):
    """A project always has somebody who administers it."""


class NotAMember(DomainError):
    """Whoever is to leave a project belongs to it."""


class NoName(DomainError):
    """A project has a name, and a short one of letters and digits."""


class ConventionsOutOfOrder(DomainError):
    """The readings of implicit certainty do not enclose it."""


def check_time_zone(name: str) -> None:
    """Refuse a name that is not in the IANA time zone database."""
    if name not in _time_zones():
        raise UnknownTimeZone(
            gettext("“%(name)s” is not a time zone.") % {"name": name},
            field="time_zone",
            remedy=gettext("Give a name like Europe/Minsk or UTC."),
        )


@transaction.atomic
def create_project(
    *,
    now: datetime,
    actor: User | None,
    slug: str,
    name: str,
    time_zone: str = "UTC",
    yardstick: str = "",
    implicit_certainty: float = 0.95,
    implicit_certainty_cautious: float = 0.90,
    implicit_certainty_bold: float = 1.00,
    reviewers_needed: int = 1,
    objection_days: int = 7,
) -> Project:
    """Open a project; its short name is unique."""
    check_time_zone(time_zone)
    _check_conventions(implicit_certainty, implicit_certainty_cautious, implicit_certainty_bold)
    if not name.strip() or not slug:
        raise NoName(gettext("The project has no name."), field="name", remedy=gettext("Give one."))
    if Project.objects.filter(slug=slug).exists():
        raise NameTaken(
            gettext("There is a project “%(slug)s” already.") % {"slug": slug},
            field="slug",
            remedy=gettext("Choose another name."),
        )
    project = Project(
        slug=slug,
        name=name,
        time_zone=time_zone,
        yardstick=yardstick,
        implicit_certainty=implicit_certainty,
        implicit_certainty_cautious=implicit_certainty_cautious,
        implicit_certainty_bold=implicit_certainty_bold,
        reviewers_needed=reviewers_needed,
        objection_days=objection_days,
        created_at=now,
    )
    check_storable(project)
    project.save()
    record_act(now=now, actor=actor, verb="created", on=project, wrote=[project])
    return project


@transaction.atomic
def change_project(
    *,
    now: datetime,
    actor: User | None,
    project: Project,
    name: str,
    time_zone: str,
    yardstick: str,
    implicit_certainty: float,
    implicit_certainty_cautious: float,
    implicit_certainty_bold: float,
    reviewers_needed: int,
    objection_days: int,
) -> Project:
    """Change a project's name and conventions; what is recorded already keeps its readings."""
    check_time_zone(time_zone)
    _check_conventions(implicit_certainty, implicit_certainty_cautious, implicit_certainty_bold)
    project = Project.objects.select_for_update().get(pk=project.pk)
    project.name = name
    project.time_zone = time_zone
    project.yardstick = yardstick
    project.implicit_certainty = implicit_certainty
    project.implicit_certainty_cautious = implicit_certainty_cautious
    project.implicit_certainty_bold = implicit_certainty_bold
    project.reviewers_needed = reviewers_needed
    project.objection_days = objection_days
    project.save()
    record_act(now=now, actor=actor, verb="changed", on=project, wrote=[project])
    return project


@transaction.atomic
def create_user(
    *,
    now: datetime,
    actor: User | None,
    email: str,
    name: str = "",
    time_zone: str = "UTC",
    administrator: bool = False,
    password: str | None = None,
) -> User:
    """Add a person; without a password they set one through a one-time link."""
    check_time_zone(time_zone)
    try:
        validate_email(email)
    except ValidationError as error:
        raise NotAnAddress(
            gettext("“%(email)s” is not an e-mail address.") % {"email": email},
            field="email",
            remedy=gettext("Check its spelling."),
        ) from error
    email = email.lower()
    if User.objects.filter(email=email).exists():
        raise NotAnAddress(
            gettext("%(email)s is the address of another user.") % {"email": email},
            field="email",
            remedy=gettext("Give another one."),
        )
    user = User(
        email=email,
        name=name,
        time_zone=time_zone,
        is_staff=administrator,
        is_superuser=administrator,
        joined_at=now,
    )
    check_storable(user)
    user.set_password(password)
    user.save()
    # Nobody comes here but by a link that was sent to the address, or handed over with it.
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    record_act(now=now, actor=actor, verb="created", on=user, wrote=[user])
    return user


@transaction.atomic
def change_user(
    *,
    now: datetime,
    actor: User | None,
    user: User,
    name: str,
    time_zone: str,
    is_active: bool,
) -> User:
    """Change a person's name and time zone, or whether they may sign in."""
    check_time_zone(time_zone)
    user = User.objects.select_for_update().get(pk=user.pk)
    user.name, user.time_zone, user.is_active = name, time_zone, is_active
    user.save()
    record_act(now=now, actor=actor, verb="changed", on=user, wrote=[user])
    return user


@transaction.atomic
def keep_new_address(*, now: datetime, user: User) -> User:
    """Leave the act of a change of address, which its owner has confirmed."""
    user = User.objects.select_for_update().get(pk=user.pk)
    record_act(now=now, actor=user, verb="changed address", on=user, wrote=[user])
    return user


@transaction.atomic
def choose_theme(*, now: datetime, actor: User | None, user: User, theme: str) -> User:
    """Show a person's pages in light, in dark, or as the system has it."""
    if theme not in User.Theme.values:
        raise UnknownTheme(
            gettext("“%(theme)s” is no theme.") % {"theme": theme},
            field="theme",
            remedy=gettext("Give one of: %(choices)s.") % {"choices": ", ".join(User.Theme.values)},
        )
    user = User.objects.select_for_update().get(pk=user.pk)
    user.theme = theme
    user.save()
    record_act(now=now, actor=actor, verb="chose theme", on=user, wrote=[user])
    return user


@transaction.atomic
def set_role(
    *, now: datetime, actor: User | None, project: Project, user: User, role: str
) -> Membership:
    """Make a user a member of a project, or change the member's role."""
    if role not in Membership.Role.values:
        raise UnknownRole(
            gettext("“%(role)s” is not a role.") % {"role": role},
            field="role",
            remedy=gettext("Give one of: %(choices)s.")
            % {"choices": ", ".join(Membership.Role.values)},
        )
    if role != Membership.Role.ADMINISTRATOR:
        _check_another_administers(project, user)
    membership, _ = Membership.objects.update_or_create(
        project=project, user=user, defaults={"role": role}
    )
    record_act(now=now, actor=actor, verb="set role", on=membership, wrote=[membership])
    return membership


@transaction.atomic
def end_membership(
    *, now: datetime, actor: User | None, project: Project, user: User
) -> Membership:
    """Take somebody's role in a project; what they did there stays. Their keys open it no longer."""
    _check_another_administers(project, user)
    membership = Membership.objects.filter(project=project, user=user).exclude(role="").first()
    if membership is None:
        raise NotAMember(
            gettext("%(user)s is no member of %(project)s.") % {"user": user, "project": project},
            field="member",
            remedy=gettext("Nothing needs to be done."),
        )
    membership.role = ""
    membership.save()
    record_act(now=now, actor=actor, verb="ended", on=membership, wrote=[membership])
    return membership


def _check_another_administers(project: Project, user: User) -> None:
    """Refuse to take the role of the one administrator that a project has."""
    # Of two who leave at once the second waits for the first, and sees that nobody else is left.
    Project.objects.select_for_update().get(pk=project.pk)
    administrators = Membership.objects.filter(project=project, role=Membership.Role.ADMINISTRATOR)
    left = [one.user_id for one in administrators.filter(user__is_active=True)]
    if left == [user.pk]:
        raise LastAdministrator(
            gettext("%(user)s is the only administrator of %(project)s.")
            % {"user": user, "project": project},
            field="role",
            remedy=gettext("Make somebody else an administrator first."),
        )


@transaction.atomic
def announce_absence(
    *, now: datetime, actor: User | None, user: User, starts_on: date, ends_on: date
) -> Absence:
    """Keep the days on which a user is away; what is asked of them is passed on meanwhile."""
    if ends_on < starts_on:
        raise AbsenceEndsEarly(
            gettext("The absence ends before it begins."),
            field="ends_on",
            remedy=gettext("Exchange the days."),
        )
    absence = Absence.objects.create(user=user, starts_on=starts_on, ends_on=ends_on)
    record_act(now=now, actor=actor, verb="announced absence", on=absence, wrote=[absence])
    return absence


def conventions_of(project: Project) -> HouseConventions:
    """The project's readings of words that no lexicon has."""
    return HouseConventions(
        implicit_certainty=project.implicit_certainty,
        cautious=project.implicit_certainty_cautious,
        bold=project.implicit_certainty_bold,
    )


@cache
def _time_zones() -> frozenset[str]:
    # Read from the machine's files once: an article asks for each of its questions.
    return frozenset(zoneinfo.available_timezones())


def _check_conventions(certainty: float, cautious: float, bold: float) -> None:
    if not 0.5 <= cautious <= certainty <= bold <= 1:
        raise ConventionsOutOfOrder(
            gettext(
                "The cautious reading, implicit certainty and the bold reading do not follow each "
                "other between 0.5 and 1."
            ),
            field="implicit_certainty",
            remedy=gettext("Give them in this order, for example 0.90, 0.95 and 1.00."),
        )
