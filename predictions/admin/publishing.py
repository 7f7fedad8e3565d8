"""Public pages in the admin; they are published and taken back on a page of their own."""

from django.contrib import admin

from predictions.admin.base import OperationAdmin
from predictions.publishing.models import Publication


@admin.register(Publication)
class PublicationAdmin(OperationAdmin):
    list_display = ("target", "project", "is_public", "published_at", "changed_at", "published_by")
    list_filter = ("is_public", "project")
    list_select_related = ("project", "forecaster", "article", "event", "published_by")
    search_fields = ("slug", "forecaster__name", "article__title", "event__name")
