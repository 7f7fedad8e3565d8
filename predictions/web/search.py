"""Looking for something in a project."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import SimpleLazyObject

from predictions.accounts.models import Project
from predictions.dashboard.search import SHORTEST, find
from predictions.web.pages import Page


class SearchView(Page):
    """What holds the text that was typed."""

    section = "search"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        project = get_object_or_404(Project, slug=slug)
        self.enter(project)
        text = request.GET.get("q", "").replace("\0", "").strip()[:200]
        context = {
            "project": project,
            "text": text,
            "is_short": 0 < len(text) < SHORTEST,
            "found": SimpleLazyObject(lambda: find(project, text, self.user)),
        }
        return render(request, "predictions/web/search.html", context)
