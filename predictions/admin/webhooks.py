"""Webhooks in the admin: who is told of what, and what became of each message."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from predictions.admin.base import AskingAdmin, OperationAdmin
from predictions.errors import DomainError
from predictions.webhooks.models import Delivery, Position, Subscription
from predictions.webhooks.operations import replay

if TYPE_CHECKING:
    from predictions.accounts.models import User


@admin.register(Subscription)
class SubscriptionAdmin(OperationAdmin):
    list_display = ("url", "project", "events", "created_by", "disabled_at", "disabled_because")
    list_filter = ("project",)
    list_select_related = ("project", "created_by")
    search_fields = ("url", "created_by__email")
    ordering = ("-created_at",)
    exclude: Any = ("secret", "former_secret")


@admin.register(Delivery)
class DeliveryAdmin(AskingAdmin):
    list_display = ("message_id", "type", "subscription", "attempts", "accepted_at", "last_error")
    list_filter = ("type", "subscription")
    list_select_related = ("subscription",)
    search_fields = ("message_id", "subscription__url", "last_error")
    ordering = ("-queued_at",)
    actions_detail = ("replay_one",)

    @action(description=_("Tell again"), url_path="replay", permissions=["write"])
    def replay_one(self, request: HttpRequest, object_id: int) -> HttpResponse:
        delivery = get_object_or_404(Delivery, pk=object_id)
        if request.method != "POST":
            return self.ask(request, gettext("Tell again"), delivery)
        try:
            replay(now=timezone.now(), actor=cast("User", request.user), delivery=delivery)
        except DomainError as error:
            messages.error(request, f"{error.reason} {error.remedy}")
        else:
            messages.success(request, gettext("The message is told again."))
        return redirect(reverse("admin:predictions_delivery_change", args=[delivery.pk]))


@admin.register(Position)
class PositionAdmin(OperationAdmin):
    list_display = ("leaf",)
    search_fields = ("leaf",)
