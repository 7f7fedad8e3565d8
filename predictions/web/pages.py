"""What pages for members have in common: signing in, the project, the person's time zone."""

from typing import Any, ClassVar, cast
from zoneinfo import ZoneInfo

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from predictions.accounts.models import Membership, Project, User
from predictions.accounts.permissions import allows, refusal, role_of
from predictions.forecasts.blind_coding import StillBlind, check_codes_nothing_blind


@method_decorator(never_cache, name="dispatch")
class Page(LoginRequiredMixin, View):
    """A page for those who are signed in, with times in their zone."""

    section: ClassVar[str] = ""
    tells: ClassVar[bool] = False
    """Whether it betrays how articles were coded, so that whoever codes one blind may not see it."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self._roles: dict[int, Membership.Role | None] = {}
        request.roles = self._roles  # type: ignore[attr-defined]  # read by the shell

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.section = self.section  # type: ignore[attr-defined]  # read by the shell
        if not request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        with timezone.override(ZoneInfo(self.user.time_zone)):
            return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        """Who is signed in."""
        return cast("User", self.request.user)

    def enter(self, project: Project, operation: str = "project.read") -> None:
        """Let in whose role allows it. To others the project is not there, as a stranger sees it."""
        role = self.role_in(project)
        if not allows(role, "project.read"):
            raise Http404
        if not allows(role, operation):
            raise PermissionDenied(str(refusal(role, operation)))
        if self.tells:
            keep_blind(self.user, project)
        self.request.project = project  # type: ignore[attr-defined]  # read by the shell

    def may(self, project: Project, operation: str) -> bool:
        """Whether the person may do this here, so that a page offers only what works."""
        return allows(self.role_in(project), operation)

    def role_in(self, project: Project) -> Membership.Role | None:
        """The person's role here, asked for once a request."""
        if project.pk not in self._roles:
            self._roles[project.pk] = role_of(self.user, project)
        return self._roles[project.pk]


def keep_blind(user: User, project: Project) -> None:
    """Refuse a page that betrays how articles were coded to whoever codes one of them blind."""
    try:
        check_codes_nothing_blind(user, project)
    except StillBlind as error:
        raise PermissionDenied(f"{error.reason} {error.remedy}") from error
