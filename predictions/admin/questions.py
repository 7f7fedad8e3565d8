"""Topics, events, questions and who is asked in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from predictions.accounts.models import User
from predictions.admin.acting import ActingAdmin, act
from predictions.admin.base import OperationAdmin, OperationForm
from predictions.admin.criteria import AddReference, ChangeCriteria, ChangeReference
from predictions.admin.merging import (
    MergeEvent,
    MergeQuestion,
    UnmergeEvent,
    UnmergeQuestion,
)
from predictions.questions.models import (
    Assignment,
    Event,
    Hindsight,
    Option,
    Question,
    Topic,
)
from predictions.questions.operations import (
    NewQuestion,
    assign_reviewer,
    complete_draft,
    ensure_event,
    register_questions,
)
from predictions.questions.queries import due


@admin.register(Topic)
class TopicAdmin(OperationAdmin):
    list_display = ("name", "project")
    search_fields = ("name",)


class AddEvent(OperationForm):
    topic_names = forms.CharField(
        label=_("topics"), required=False, help_text=_("Separated by commas.")
    )

    class Meta:
        model = Event
        fields = ("project", "name", "topic_names")

    def operate(self, **by: Any) -> Model:
        names = self.cleaned_data["topic_names"].split(",")
        return ensure_event(
            **by,
            project=self.cleaned_data["project"],
            name=self.cleaned_data["name"],
            topics=[name.strip() for name in names if name.strip()],
        )


@admin.register(Event)
class EventAdmin(ActingAdmin):
    adds = AddEvent
    list_display = ("name", "project", "merged_into")
    list_filter = ("topics", "project")
    list_select_related = ("project", "merged_into")
    merge = act(MergeEvent, "merge")
    unmerge = act(UnmergeEvent, "unmerge")
    actions_detail = ("merge", "unmerge")
    search_fields = ("name", "topics__name")
    autocomplete_fields = ("project",)


class DueFilter(admin.SimpleListFilter):
    """Due is computed from the clock, so it is a filter and not a status."""

    title = _("due")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("yes", _("due or overdue"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        if self.value() == "yes":
            return queryset.filter(pk__in=due(now=timezone.now()))
        return None


class AddQuestion(OperationForm):
    options = forms.CharField(
        label=_("options"),
        required=False,
        widget=forms.Textarea,
        help_text=_("One a line, for a question with several possible answers."),
    )
    criteria = forms.CharField(label=_("criteria"), required=False, widget=forms.Textarea)
    deciding_source = forms.CharField(label=_("deciding source"), required=False)
    hindsight = forms.ChoiceField(label=_("criteria written"), choices=Hindsight.choices)
    reference = forms.JSONField(
        label=_("reference forecast"),
        required=False,
        help_text=_('As JSON, for example {"p": 0.3}; empty: the default of ignorance.'),
    )
    reference_source = forms.CharField(label=_("reference: data set and rule"), required=False)
    reviewer = forms.ModelChoiceField(
        label=_("reviewer"), required=False, queryset=User.objects.filter(is_active=True)
    )

    class Meta:
        model = Question
        fields = (
            "event",
            "wording",
            "type",
            "unit",
            "lower",
            "upper",
            "ordered",
            "opens_on",
            "horizon",
            "yes_sentence",
            "no_sentence",
            "condition",
            "reviewers_needed",
            "resolves_at",
            "time_zone",
            "options",
            "criteria",
            "deciding_source",
            "hindsight",
            "reference",
            "reference_source",
            "reviewer",
        )

    def operate(self, **by: Any) -> Model:
        asked = dict(self.cleaned_data)
        reviewer = asked.pop("reviewer")
        lines = asked.pop("options").splitlines()
        options = tuple(line.strip() for line in lines if line.strip())
        new = NewQuestion(**asked, options=options, reviewers=(reviewer,) if reviewer else ())
        (question,) = register_questions(**by, questions=[new])
        return question


class CompleteDraft(OperationForm):
    """A draft gets what it lacked; an open question is read-only."""

    criteria_text = forms.CharField(label=_("criteria"), widget=forms.Textarea)
    deciding_source = forms.CharField(label=_("deciding source"))
    hindsight = forms.ChoiceField(label=_("criteria written"), choices=Hindsight.choices)
    resolves_at = forms.SplitDateTimeField(label=_("resolves at"))
    reason = forms.CharField(
        label=_("why the criteria were changed"),
        required=False,
        help_text=_("Needed where the draft had other criteria."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Question
        fields = (
            "criteria_text",
            "deciding_source",
            "hindsight",
            "resolves_at",
            "reason",
            "version",
        )

    def operate(self, **by: Any) -> Model:
        given = dict(self.cleaned_data)
        return complete_draft(
            **by,
            question=self.instance,
            expected_version=given.pop("version"),
            criteria=given.pop("criteria_text"),
            **given,
        )


@admin.register(Question)
class QuestionAdmin(ActingAdmin):
    merge = act(MergeQuestion, "merge")
    unmerge = act(UnmergeQuestion, "unmerge")
    change_criteria = act(ChangeCriteria, "change_criteria")
    change_reference = act(ChangeReference, "change_reference")
    add_reference = act(AddReference, "add_reference")
    actions_detail = ("change_criteria", "change_reference", "add_reference", "merge", "unmerge")
    adds = AddQuestion
    changes = CompleteDraft
    list_display = ("wording", "type", "event", "status", "resolves_at", "record")
    list_filter = (DueFilter, "status", "type", "event__topics")
    list_select_related = ("event",)
    search_fields = ("wording", "event__name", "forecasts__quote")
    autocomplete_fields = ("event",)
    date_hierarchy = "resolves_at"
    ordering = ("resolves_at",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_draft = obj is None or obj.status == Question.Status.DRAFT
        return is_draft and super().has_change_permission(request, obj)

    @admin.display(description=_("outcome"))
    def record(self, question: Question) -> str:
        if question.status in (Question.Status.DRAFT, Question.Status.MERGED):
            return ""
        resolved = question.status == Question.Status.RESOLVED
        return format_html(
            '<a href="{}">{}</a>',
            reverse("question", args=[question.public_id]),
            gettext("correct") if resolved else gettext("record"),
        )


@admin.register(Option)
class OptionAdmin(OperationAdmin):
    list_display = ("label", "question", "position")
    list_select_related = ("question",)
    search_fields = ("label", "question__wording")


class AddAssignment(OperationForm):
    class Meta:
        model = Assignment
        fields = ("question", "reviewer")

    def operate(self, **by: Any) -> Model:
        return assign_reviewer(**by, **self.cleaned_data)


@admin.register(Assignment)
class AssignmentAdmin(OperationAdmin):
    adds = AddAssignment
    list_display = ("question", "reviewer")
    list_select_related = ("question", "reviewer")
    search_fields = ("question__wording", "reviewer__email")
    autocomplete_fields = ("question", "reviewer")
