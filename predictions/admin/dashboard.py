"""The first page of the admin: the figures of a project, and what is to be done."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from predictions.accounts.permissions import projects_of
from predictions.dashboard import figures
from predictions.dashboard.overview import overview
from predictions.dashboard.selection import Selection
from predictions.reminders.queries import silent_people


def context(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The figures of the project that the address names (`?project=slug`), else of the first."""
    now = timezone.now()
    projects = list(projects_of(request.user).order_by("name"))
    asked = request.GET.get("project")
    project = next((one for one in projects if one.slug == asked), next(iter(projects), None))
    context |= {"projects": projects, "silent": silent_people()}
    if project is None:
        return context
    request.project = project  # type: ignore[attr-defined]  # read by the shell
    return context | {
        "shown": overview(project, Selection(), now=now, may_widen=True),
        "longest_due": figures.longest_due(project, now=now),
        "latest": figures.latest_resolutions(project),
    }
