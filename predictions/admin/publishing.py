"""Public pages and bulletins in the admin; pages are published and taken back on a page of their own."""

from django.contrib import admin

from predictions.admin.base import OperationAdmin
from predictions.publishing.models import TARGETS, Bulletin, Publication


@admin.register(Publication)
class PublicationAdmin(OperationAdmin):
    list_display = ("target", "project", "is_public", "published_at", "changed_at", "published_by")
    list_filter = ("is_public", "project")
    list_select_related = ("project", "published_by", *TARGETS)
    search_fields = ("slug", "forecaster__name", "outlet__name", "article__title", "event__name")


@admin.register(Bulletin)
class BulletinAdmin(OperationAdmin):
    list_display = ("editor", "week", "message")
    list_select_related = ("editor", "message")
    search_fields = ("editor__email",)
    date_hierarchy = "week"
