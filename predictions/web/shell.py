"""What every page shows around itself: navigation, project, theme."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from predictions.accounts.models import Membership, Project, User
from predictions.accounts.permissions import allows, projects_of, role_of
from predictions.ledger.models import Act
from predictions.scores.models import Calibration


@dataclass(frozen=True)
class Item:
    """One entry of the navigation."""

    label: str
    url: str
    section: str


class Shell:
    """The frame around a page; asks the database only for what a template shows of it.

    A page says by `request.section` where it belongs, and by `request.project` of which project
    it is.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.user = getattr(request, "user", None)
        self.section = getattr(request, "section", "")
        self._project: Project | None = getattr(request, "project", None)
        self._roles: dict[int, Membership.Role | None] = getattr(request, "roles", {})
        self.path = request.get_full_path()

    @cached_property
    def is_signed_in(self) -> bool:
        """Whether there is somebody to navigate."""
        return isinstance(self.user, User)

    @property
    def theme(self) -> str:
        """Light or dark, where the person has chosen; else the system decides."""
        return self.user.theme if isinstance(self.user, User) else User.Theme.AUTO

    @cached_property
    def projects(self) -> list[Project]:
        """The projects that the person may read."""
        return list(projects_of(self.user).order_by("name")) if isinstance(self.user, User) else []

    @cached_property
    def project(self) -> Project | None:
        """The page's project, else the first that the person may read."""
        return self._project or next(iter(self.projects), None)

    @cached_property
    def may_answer(self) -> bool:
        """Whether the person may answer questions of the project, so that the desk is theirs."""
        if not isinstance(self.user, User) or self.project is None:
            return False
        if self.project.pk not in self._roles:
            self._roles[self.project.pk] = role_of(self.user, self.project)
        return allows(self._roles[self.project.pk], "outcomes.propose")

    @cached_property
    def edition(self) -> str:
        """What a kept piece of a page was drawn from, and for whom: it is drawn anew once anything is
        recorded or prepared, and after a minute, since the clock decides, too.
        """
        prepared = Calibration.objects.order_by("-refreshed_at").values("refreshed_at")[:1]
        last = Act.objects.order_by("-pk").values_list("pk", Subquery(prepared)).first()
        return f"{last} {get_language()} {timezone.get_current_timezone_name()}"

    @cached_property
    def items(self) -> list[Item]:
        """The pages that the person's role opens."""
        return list(self._items())

    def _items(self) -> Iterator[Item]:
        if not isinstance(self.user, User):
            return
        if self.project is None:
            return
        slug = self.project.slug
        yield Item(gettext("Dashboard"), reverse("dashboard", args=[slug]), "dashboard")
        if self.may_answer:
            yield Item(gettext("Desk"), reverse("desk"), "desk")
        yield Item(gettext("Articles"), reverse("articles", args=[slug]), "articles")
        yield Item(gettext("Forecasters"), reverse("forecasters", args=[slug]), "forecasters")
        yield Item(gettext("Questions"), reverse("questions", args=[slug]), "questions")
        yield Item(gettext("Search"), reverse("search", args=[slug]), "search")
        yield Item(gettext("Members"), reverse("members", args=[slug]), "members")


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The context processor of every template; a request has one frame."""
    if not hasattr(request, "shell"):
        request.shell = Shell(request)  # type: ignore[attr-defined]
    return {"shell": request.shell}  # type: ignore[attr-defined]
