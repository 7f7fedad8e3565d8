"""The dashboard of a project, and the data of its cards."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from predictions.accounts.models import Project
from predictions.dashboard.overview import Overview, overview
from predictions.web.csv_files import csv_answer
from predictions.web.pages import Page
from predictions.web.selecting import SelectionForm


class DashboardPage(Page):
    """What the pages of the dashboard have in common: the selection of their address."""

    section = "dashboard"
    tells = True

    def look(self, slug: str) -> tuple[Project, SelectionForm]:
        """The project, and what is asked about it."""
        project = get_object_or_404(Project, slug=slug)
        self.enter(project)
        return project, SelectionForm(self.request.GET, project=project)

    def show(
        self, project: Project, form: SelectionForm, *, everybody: bool = False
    ) -> Overview | None:
        """The figures; None where the address asks for what there is not."""
        if not form.is_valid():
            return None
        more = {"most": None} if everybody else {}
        return overview(
            project,
            form.selection(),
            now=timezone.now(),
            may_widen=not form.is_switched,
            **more,
        )


class DashboardView(DashboardPage):
    """What is due, who is right, and how sure that is."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        project, form = self.look(slug)
        shown: Any = SimpleLazyObject(lambda: self.show(project, form))
        context = {
            "project": project,
            "form": form,
            "switches": SimpleLazyObject(lambda: form.switches(shown.selection if shown else None)),
            "shown": shown,
            "query": request.GET.urlencode(),
        }
        status = 200 if form.is_valid() else 400
        return render(request, "predictions/web/dashboard.html", context, status=status)


class DashboardDataView(DashboardPage):
    """One card as a table: a page for people, CSV for programs."""

    def get(self, request: HttpRequest, slug: str, card: str, kind: str) -> HttpResponse:
        project, form = self.look(slug)
        if not form.is_valid():
            raise Http404
        shown: Any = SimpleLazyObject(lambda: self.show(project, form, everybody=kind == ".csv"))
        if kind == ".csv":
            return csv_answer(shown.table(card), name=f"{project.slug}-{card}")
        context = {
            "project": project,
            "card": card,
            "rows": SimpleLazyObject(lambda: shown.table(card)),
            "shown": shown,
            "query": request.GET.urlencode(),
        }
        return render(request, "predictions/web/figures_data.html", context)
