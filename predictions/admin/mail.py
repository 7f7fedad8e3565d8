"""The outbox in the admin."""

from django.contrib import admin

from predictions.admin.base import OperationAdmin
from predictions.mail.models import Message


@admin.register(Message)
class MessageAdmin(OperationAdmin):
    list_display = ("subject", "to", "kind", "queued_at", "sent_at", "failed_at", "attempts")
    list_filter = ("kind", "sent_at", "failed_at")
    search_fields = ("subject", "to", "public_id", "last_error")
    date_hierarchy = "queued_at"
    exclude = ("html",)
