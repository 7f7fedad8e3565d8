"""Merging what was entered twice, and taking it apart again, in the admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from predictions.admin.acting import ActForm
from predictions.articles.models import Forecaster
from predictions.articles.operations import merge_forecasters, unmerge_forecaster
from predictions.outcomes.merging import merge_questions
from predictions.questions.models import Event, Question
from predictions.questions.operations import merge_events, unmerge_event, unmerge_question


class Merge(ActForm):
    """Which other entry this one is the same as, and how that is known."""

    title = _("Merge")
    into: Any = forms.ModelChoiceField(label=_("into"), queryset=Forecaster.objects.none())
    reason = forms.CharField(label=_("why they are the same"))


class Unmerge(ActForm):
    """Why a merged entry stands for itself after all."""

    title = _("Unmerge")
    reason = forms.CharField(label=_("why they are not the same"))


class MergeForecaster(Merge):
    operation = "forecasters.merge"

    def prepare(self) -> None:
        others = Forecaster.objects.filter(project=self.on.project, merged_into=None)
        self.fields["into"].queryset = others.exclude(pk=self.on.pk)  # type: ignore[attr-defined]

    def operate(self, **by: Any) -> Any:
        return merge_forecasters(**by, forecaster=self.on, **self.cleaned_data)


class UnmergeForecaster(Unmerge):
    operation = "forecasters.merge"

    def operate(self, **by: Any) -> Any:
        return unmerge_forecaster(**by, forecaster=self.on, **self.cleaned_data)


class MergeEvent(Merge):
    operation = "events.merge"

    def prepare(self) -> None:
        others = Event.objects.filter(project=self.on.project, merged_into=None)
        self.fields["into"].queryset = others.exclude(pk=self.on.pk)  # type: ignore[attr-defined]

    def operate(self, **by: Any) -> Any:
        return merge_events(**by, event=self.on, **self.cleaned_data)


class UnmergeEvent(Unmerge):
    operation = "events.merge"

    def operate(self, **by: Any) -> Any:
        return unmerge_event(**by, event=self.on, **self.cleaned_data)


class MergeQuestion(Merge):
    operation = "questions.merge"
    project = "event.project"
    version = forms.IntegerField(widget=forms.HiddenInput)

    def prepare(self) -> None:
        others = Question.objects.filter(
            event__project=self.on.event.project, type=self.on.type, merged_into=None
        )
        self.fields["into"].queryset = others.exclude(pk=self.on.pk)  # type: ignore[attr-defined]
        self.fields["version"].initial = self.on.version

    def operate(self, **by: Any) -> Any:
        given = dict(self.cleaned_data)
        expected = given.pop("version")
        return merge_questions(**by, question=self.on, expected_version=expected, **given)


class UnmergeQuestion(Unmerge):
    operation = "questions.merge"
    project = "event.project"
    version = forms.IntegerField(widget=forms.HiddenInput)

    def prepare(self) -> None:
        self.fields["version"].initial = self.on.version

    def operate(self, **by: Any) -> Any:
        given = dict(self.cleaned_data)
        expected = given.pop("version")
        return unmerge_question(**by, question=self.on, expected_version=expected, **given)
