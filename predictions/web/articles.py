"""The articles of a project."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from predictions.accounts.models import Project
from predictions.dashboard import listings
from predictions.web.pages import Page


class ArticlesView(Page):
    """The list of what was published."""

    section = "articles"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        project = get_object_or_404(Project, slug=slug)
        self.enter(project)
        after = request.GET.get("after", "")
        context = {
            "project": project,
            "listing": listings.articles(project, now=timezone.now(), after=after),
            "is_first": not after,
        }
        return render(request, "predictions/web/articles.html", context)
