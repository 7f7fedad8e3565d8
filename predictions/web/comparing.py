"""Forecasters beside each other on the same questions."""

from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from predictions.accounts.models import Project
from predictions.articles.models import Forecaster
from predictions.dashboard.comparing import adjusted, compare
from predictions.web.pages import Page
from predictions.web.selecting import FILTERS, SelectionForm


class CompareForm(SelectionForm):
    """Whom to compare, on what: the filters of the dashboard and another forecaster."""

    other = forms.ModelChoiceField(
        Forecaster.objects.none(), required=False, label=_("And"), to_field_name="public_id"
    )
    SETS: ClassVar = SelectionForm.SETS | {"other": SelectionForm.SETS["forecaster"]}
    narrows = ("forecaster", "other", *(name for name in FILTERS if name != "forecaster"))

    def both(self) -> tuple[Forecaster, Forecaster] | None:
        """The two who are chosen, once they are; only of a valid form."""
        one, other = self.cleaned_data["forecaster"], self.cleaned_data["other"]
        return (one, other) if one and other and one != other else None


class CompareView(Page):
    """Two forecasters head to head, and everybody had they answered the same questions."""

    section = "forecasters"
    tells = True

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        project = get_object_or_404(Project, slug=slug)
        self.enter(project)
        form = CompareForm(request.GET, project=project)
        is_valid = form.is_valid()
        context: dict[str, Any] = {
            "project": project,
            "form": form,
            "switches": form.switches(None),
            "both": None,
        }
        if is_valid:
            now, selection = (
                timezone.now(),
                replace(form.selection(), project=project.pk, forecaster=None),
            )
            context["adjusted"] = adjusted(selection, now=now)
            if both := form.both():
                context["both"] = both
                context["compared"] = compare(selection, both[0].pk, both[1].pk, now=now)
        status = 200 if is_valid else 400
        return render(request, "predictions/web/compare.html", context, status=status)
