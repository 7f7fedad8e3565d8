"""Outlets, forecasters and articles in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from predictions.admin.acting import ActForm, ActingAdmin, act
from predictions.admin.base import OperationAdmin, OperationForm
from predictions.admin.merging import MergeForecaster, UnmergeForecaster
from predictions.articles.models import Alias, Article, Forecaster, Outlet
from predictions.articles.operations import (
    add_alias,
    change_forecaster,
    ensure_forecaster,
    ensure_outlet,
    license_article,
    record_version,
    rename_outlet,
    retract_article,
)
from predictions.forecasts.models import Forecast
from predictions.forecasts.queries import vanished_quotes


class AddOutlet(OperationForm):
    class Meta:
        model = Outlet
        fields = ("project", "name")

    def operate(self, **by: Any) -> Model:
        return ensure_outlet(**by, **self.cleaned_data)


class RenameOutlet(OperationForm):
    class Meta:
        model = Outlet
        fields = ("name",)

    def operate(self, **by: Any) -> Model:
        return rename_outlet(**by, outlet=self.instance, **self.cleaned_data)


@admin.register(Outlet)
class OutletAdmin(OperationAdmin):
    adds = AddOutlet
    changes = RenameOutlet
    list_display = ("name", "project")
    list_filter = ("project",)
    list_select_related = ("project",)
    search_fields = ("name",)
    autocomplete_fields = ("project",)


class AddForecaster(OperationForm):
    class Meta:
        model = Forecaster
        fields = ("project", "name", "kind")

    def operate(self, **by: Any) -> Model:
        return ensure_forecaster(**by, **self.cleaned_data)


class ChangeForecaster(OperationForm):
    class Meta:
        model = Forecaster
        fields = ("name", "kind")

    def operate(self, **by: Any) -> Model:
        return change_forecaster(**by, forecaster=self.instance, **self.cleaned_data)


@admin.register(Forecaster)
class ForecasterAdmin(ActingAdmin):
    adds = AddForecaster
    changes = ChangeForecaster
    list_display = ("name", "kind", "project", "merged_into")
    merge = act(MergeForecaster, "merge")
    unmerge = act(UnmergeForecaster, "unmerge")
    actions_detail = ("merge", "unmerge")
    list_filter = ("kind", "project")
    list_select_related = ("project", "merged_into")
    search_fields = ("name", "aliases__name")
    autocomplete_fields = ("project",)


class AddAlias(OperationForm):
    class Meta:
        model = Alias
        fields = ("forecaster", "name")

    def operate(self, **by: Any) -> Model:
        return add_alias(**by, **self.cleaned_data)


@admin.register(Alias)
class AliasAdmin(OperationAdmin):
    adds = AddAlias
    list_display = ("name", "forecaster")
    list_select_related = ("forecaster",)
    search_fields = ("name", "forecaster__name")
    autocomplete_fields = ("forecaster",)


class ForecastInline(TabularInline):  # type: ignore[misc]
    model = Forecast
    fields = ("key", "quote", "forecaster", "voice", "question", "not_checkable", "coding")
    readonly_fields = fields
    show_change_link = True
    extra = 0
    can_delete = False
    ordering = ("start",)

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("forecaster", "question", "coding")


class NewVersion(ActForm):
    """A corrected text; what was foretold in the former one stays there."""

    title = _("Keep a corrected text")
    operation = "articles.correct"
    text = forms.CharField(label=_("corrected text"), widget=forms.Textarea, strip=False)
    published_on = forms.DateField(label=_("corrected on"))
    note = forms.CharField(label=_("as the correction says"), required=False)

    def operate(self, **by: Any) -> Any:
        return record_version(**by, article=self.on, **self.cleaned_data)


class Retract(ActForm):
    """That an article was retracted; its forecasts stay scored."""

    title = _("Keep a retraction")
    operation = "articles.retract"
    retracted_on = forms.DateField(label=_("retracted on"))
    note = forms.CharField(label=_("as the retraction says"), widget=forms.Textarea)

    def operate(self, **by: Any) -> Any:
        return retract_article(**by, article=self.on, **self.cleaned_data)


class License(ActForm):
    """Whether outsiders may read the full text."""

    title = _("Say whether the full text may be published")
    operation = "articles.license"
    licensed = forms.BooleanField(label=_("it may be published"), required=False)
    reason = forms.CharField(label=_("by which licence"), required=False)

    def operate(self, **by: Any) -> Any:
        return license_article(**by, article=self.on, **self.cleaned_data)


@admin.register(Article)
class ArticleAdmin(ActingAdmin):
    list_display = (
        *("title", "number", "forecaster", "outlet", "published_on", "extent"),
        *("retracted_on", "recorded_at"),
    )
    list_filter = ("extent", "medium", "outlet", "project")
    readonly_fields = ("vanished",)
    version = act(NewVersion, "version")
    retract = act(Retract, "retract")
    license = act(License, "license")
    actions_detail = ("version", "retract", "license")
    list_select_related = ("forecaster", "outlet")
    search_fields = ("title", "forecaster__name", "outlet__name", "text")
    date_hierarchy = "published_on"
    inlines = (ForecastInline,)

    @admin.display(description=_("quotes that vanished"))
    def vanished(self, article: Article) -> str:
        return "\n".join(str(forecast) for forecast in vanished_quotes(article))
