"""The outbox in the admin: what is queued, sent, failed or suppressed, and what would go out now."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from predictions.admin.base import AskingAdmin, OperationAdmin
from predictions.errors import DomainError
from predictions.mail.models import Address, Message, Picture
from predictions.mail.operations import resend, restore
from predictions.reminders.preview import would_be_sent

if TYPE_CHECKING:
    from predictions.accounts.models import User


class StateFilter(admin.SimpleListFilter):
    """Where a message stands."""

    title = _("state")
    parameter_name = "state"
    STATES = {
        "queued": {
            "sent_at__isnull": True,
            "failed_at__isnull": True,
            "withdrawn_at__isnull": True,
        },
        "sent": {"sent_at__isnull": False},
        "failed": {"failed_at__isnull": False},
        "withdrawn": {"withdrawn_at__isnull": False},
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [
            ("queued", _("queued")),
            ("sent", _("sent")),
            ("failed", _("failed")),
            ("withdrawn", _("withdrawn")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        state = self.STATES.get(self.value() or "")
        return queryset.filter(**state) if state else None


@admin.register(Message)
class MessageAdmin(AskingAdmin):
    list_display = ("subject", "to", "kind", "state", "queued_at", "attempts", "last_error")
    list_filter = (StateFilter, "kind")
    search_fields = ("subject", "to", "public_id", "last_error")
    date_hierarchy = "queued_at"
    ordering = ("-queued_at",)
    exclude = ("html",)
    actions_list = ("preview",)
    actions_detail = ("resend_one",)

    @action(description=_("What would be sent now"), url_path="preview", permissions=["write"])
    def preview(self, request: HttpRequest) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("What would be sent now"),
            "would_be_sent": would_be_sent(now=timezone.now()),
        }
        return render(request, "predictions/admin/would_be_sent.html", context)

    @action(description=_("Send again"), url_path="resend", permissions=["write"])
    def resend_one(self, request: HttpRequest, object_id: int) -> HttpResponse:
        message = get_object_or_404(Message, pk=object_id)
        if request.method != "POST":
            return self.ask(request, gettext("Send again"), message)
        page = reverse("admin:predictions_message_change", args=[message.pk])
        try:
            copy = resend(now=timezone.now(), actor=cast("User", request.user), message=message)
        except DomainError as error:
            messages.error(request, f"{error.reason} {error.remedy}")
            return redirect(page)
        messages.success(request, gettext("A copy is queued."))
        return redirect(reverse("admin:predictions_message_change", args=[copy.pk]))


@admin.register(Address)
class AddressAdmin(AskingAdmin):
    list_display = ("email", "reason", "detail", "suppressed_at", "restored_at")
    list_filter = ("reason",)
    search_fields = ("email", "detail")
    ordering = ("-suppressed_at",)
    actions_detail = ("restore_one",)

    @action(description=_("Restore"), url_path="restore", permissions=["write"])
    def restore_one(self, request: HttpRequest, object_id: int) -> HttpResponse:
        address = get_object_or_404(Address, pk=object_id)
        if request.method != "POST":
            return self.ask(request, gettext("Restore"), address)
        restore(now=timezone.now(), actor=cast("User", request.user), address=address)
        messages.success(request, gettext("Mail goes to this address again."))
        return redirect(reverse("admin:predictions_address_change", args=[address.pk]))


@admin.register(Picture)
class PictureAdmin(OperationAdmin):
    list_display = ("message", "name")
    list_select_related = ("message",)
    search_fields = ("name", "message__to")
    fields = ("message", "name")
