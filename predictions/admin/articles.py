"""Outlets, forecasters and articles in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from unfold.admin import TabularInline

from predictions.admin.base import OperationAdmin, OperationForm
from predictions.articles.models import Alias, Article, Forecaster, Outlet
from predictions.articles.operations import (
    add_alias,
    change_forecaster,
    ensure_forecaster,
    ensure_outlet,
    rename_outlet,
)
from predictions.forecasts.models import Forecast


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
class ForecasterAdmin(OperationAdmin):
    adds = AddForecaster
    changes = ChangeForecaster
    list_display = ("name", "kind", "project")
    list_filter = ("kind", "project")
    list_select_related = ("project",)
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


@admin.register(Article)
class ArticleAdmin(OperationAdmin):
    list_display = ("title", "forecaster", "outlet", "published_on", "extent", "recorded_at")
    list_filter = ("extent", "medium", "outlet", "project")
    list_select_related = ("forecaster", "outlet")
    search_fields = ("title", "forecaster__name", "outlet__name", "text")
    date_hierarchy = "published_on"
    inlines = (ForecastInline,)
