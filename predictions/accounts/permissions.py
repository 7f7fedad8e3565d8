"""Who may do what: the one table that API, web pages and admin consult, and nothing else.

A member may do what the table gives to the member's role or to a lower one. Whoever administers
the installation is an administrator of every project; what belongs to no project (opening one)
is theirs alone.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, Q, QuerySet
from django.utils.translation import gettext

from predictions.accounts.models import Membership, Project, User
from predictions.errors import DomainError

Role = Membership.Role

# From the lowest; a higher one may do all that a lower one may.
ORDER = (Role.VIEWER, Role.CODER, Role.REVIEWER, Role.EDITOR, Role.ADMINISTRATOR)

# Operation to the lowest role that may do it. Named by what is acted on, then by the act.
LOWEST: dict[str, Role] = {
    # Everything that only reads: lists, details, figures, exports, history.
    "project.read": Role.VIEWER,
    "outlets.add": Role.CODER,
    "outlets.rename": Role.CODER,
    "forecasters.add": Role.CODER,
    "forecasters.change": Role.CODER,
    "forecasters.add_alias": Role.CODER,
    "forecasters.merge": Role.EDITOR,
    "articles.record": Role.CODER,
    "articles.correct": Role.CODER,
    "articles.retract": Role.EDITOR,
    "articles.license": Role.EDITOR,
    "events.add": Role.CODER,
    "events.merge": Role.EDITOR,
    "questions.register": Role.CODER,
    "questions.complete": Role.CODER,
    "questions.revise": Role.EDITOR,
    "questions.assign": Role.EDITOR,
    "questions.put_off": Role.REVIEWER,
    "questions.change_date": Role.EDITOR,
    "questions.reopen": Role.EDITOR,
    "questions.merge": Role.EDITOR,
    "forecasts.record": Role.CODER,
    "forecasts.recode": Role.CODER,
    "forecasts.second_coding": Role.CODER,
    "forecasts.settle": Role.EDITOR,
    "forecasts.withdraw": Role.EDITOR,
    "statements.merge": Role.CODER,
    "drafts.make": Role.CODER,
    "reminders.snooze": Role.REVIEWER,
    "reminders.hand_over": Role.REVIEWER,
    "reminders.set_policy": Role.EDITOR,
    "evidence.add": Role.CODER,
    "outcomes.propose": Role.REVIEWER,
    "outcomes.confirm": Role.REVIEWER,
    "outcomes.decline": Role.REVIEWER,
    "outcomes.resolve": Role.REVIEWER,
    "outcomes.set_scenario": Role.EDITOR,
    "objections.file": Role.CODER,
    "objections.decide": Role.EDITOR,
    "publications.publish": Role.EDITOR,
    "publications.withdraw": Role.EDITOR,
    "webhooks.manage": Role.ADMINISTRATOR,
    "ledger.erase": Role.ADMINISTRATOR,
    "project.import": Role.ADMINISTRATOR,
    "project.manage": Role.ADMINISTRATOR,
    "members.manage": Role.ADMINISTRATOR,
    # Of the installation, not of a project.
    "projects.open": Role.ADMINISTRATOR,
    "users.add": Role.ADMINISTRATOR,
}

type Person = User | AnonymousUser


class NotAllowed(DomainError):
    """The role in the project is too low for this."""


def role_of(user: Person, project: Project | None) -> Role | None:
    """The user's role in a project, or in the installation (None); None for who has none."""
    if not (isinstance(user, User) and user.is_active):
        return None
    if user.is_superuser:
        return Role.ADMINISTRATOR
    if project is None:
        return None
    role = Membership.objects.filter(project=project, user=user).values_list("role", flat=True)
    found = role.first()
    return Role(found) if found else None


def entered(user: Person, slug: str, **noted: Exists) -> tuple[Project, Role] | None:
    """The project of this short name and the user's role in it; None where the user has none.

    What else is to be known is asked for with it, and noted on the project.
    """
    if not (isinstance(user, User) and user.is_active):
        return None
    projects = Project.objects.filter(slug=slug).annotate(**noted)
    if user.is_superuser:
        project = projects.first()
        return (project, Role.ADMINISTRATOR) if project else None
    mine = projects.filter(memberships__user=user).annotate(role=F("memberships__role")).first()
    return (mine, Role(mine.role)) if mine and mine.role else None


def allows(role: Role | None, operation: str) -> bool:
    """Whether a role is high enough for an operation."""
    return role is not None and ORDER.index(role) >= ORDER.index(LOWEST[operation])


def allowed(user: Person, project: Project | None, operation: str) -> bool:
    """Whether a user may do this in a project, or (None) in the installation."""
    return allows(role_of(user, project), operation)


def require(user: Person, project: Project | None, operation: str) -> None:
    """Refuse what the user's role does not allow."""
    role = role_of(user, project)
    if not allows(role, operation):
        raise refusal(role, operation)


def refusal(role: Role | None, operation: str) -> NotAllowed:
    """What to say to somebody whose role is too low."""
    mine = (
        gettext("You are %(role)s here.") % {"role": role.label}
        if role
        else gettext("You are no member here.")
    )
    return NotAllowed(
        gettext("This needs the role of %(role)s or a higher one. %(mine)s")
        % {"role": LOWEST[operation].label, "mine": mine},
        remedy=gettext("Ask an administrator of the project for that role."),
    )


def holders_of(project: Project, operation: str) -> QuerySet[User]:
    """Who may do this in a project: its members whose role is high enough, and administrators of
    the installation.
    """
    members = Membership.objects.filter(project=project, role__in=_high_enough(operation))
    return User.objects.filter(
        Q(pk__in=members.values("user")) | Q(is_superuser=True), is_active=True
    )


def needs_second_factor(user: User) -> bool:
    """Whether somebody may do so much that a password alone is not enough: editors and higher."""
    if user.is_superuser or user.is_staff:
        return True
    high = ORDER[ORDER.index(Role.EDITOR) :]
    return Membership.objects.filter(user=user, role__in=high).exists()


def projects_of(user: Person, operation: str = "project.read") -> QuerySet[Project]:
    """The projects in which a user may do this."""
    if not (isinstance(user, User) and user.is_active):
        return Project.objects.none()
    if user.is_superuser:
        return Project.objects.all()
    mine = Membership.objects.filter(user=user, role__in=_high_enough(operation))
    return Project.objects.filter(pk__in=mine.values("project"))


def _high_enough(operation: str) -> tuple[Role, ...]:
    return ORDER[ORDER.index(LOWEST[operation]) :]
