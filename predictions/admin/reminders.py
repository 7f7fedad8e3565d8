"""Reminders and digests in the admin."""

from django.contrib import admin

from predictions.admin.base import OperationAdmin
from predictions.reminders.models import Digest, Reminder


@admin.register(Reminder)
class ReminderAdmin(OperationAdmin):
    list_display = ("question", "reviewer", "stage", "round", "owed_since", "digest")
    list_filter = ("stage", "reviewer")
    list_select_related = ("question", "reviewer", "digest__reviewer")
    search_fields = ("question__wording", "reviewer__email")
    date_hierarchy = "owed_since"


@admin.register(Digest)
class DigestAdmin(OperationAdmin):
    list_display = ("reviewer", "local_day", "message")
    list_select_related = ("reviewer", "message")
    search_fields = ("reviewer__email",)
    date_hierarchy = "local_day"
