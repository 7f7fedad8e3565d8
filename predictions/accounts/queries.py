"""Finding projects and users by the names people know them by."""

from django.db.models import QuerySet
from django.utils.translation import gettext

from predictions.accounts.models import Membership, Project, User
from predictions.errors import DomainError


class NotFound(DomainError):
    """Nothing goes by this name."""


def the_project(slug: str | None) -> Project:
    """The project of this short name; without a name, the only one there is."""
    projects = Project.objects.order_by("slug")
    if slug:
        projects = projects.filter(slug=slug)
    found = list(projects[:2])
    if len(found) == 1:
        return found[0]
    if slug:
        raise NotFound(
            gettext("There is no project “%(slug)s”.") % {"slug": slug},
            field="project",
            remedy=gettext("See them in the admin."),
        )
    if found:
        names = ", ".join(Project.objects.values_list("slug", flat=True))
        raise NotFound(
            gettext("There are several projects."),
            field="project",
            remedy=gettext("Name one of: %(names)s.") % {"names": names},
        )
    raise NotFound(
        gettext("There is no project."), field="project", remedy=gettext("Run `manage.py setup`.")
    )


def user_by_email(email: str) -> User:
    """The user of this e-mail address."""
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        raise NotFound(
            gettext("There is no user %(email)s.") % {"email": email},
            field="actor",
            remedy=gettext("Add the user in the admin."),
        )
    return user


def reviewers_of(project: Project) -> QuerySet[User]:
    """Who may record and confirm outcomes of a project: its reviewers, editors, administrators."""
    role = Membership.Role
    return User.objects.filter(
        memberships__project=project,
        memberships__role__in=[role.REVIEWER, role.EDITOR, role.ADMINISTRATOR],
        is_active=True,
    )


def memberships() -> QuerySet[Membership]:
    """The memberships that hold: of everybody but those who have left."""
    return Membership.objects.exclude(role="")


def members_of(project: Project) -> QuerySet[Membership]:
    """The members of a project by name, those who may no longer sign in included."""
    mine = memberships().filter(project=project).select_related("user")
    return mine.order_by("user__name", "user__email")
