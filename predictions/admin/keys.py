"""API keys in the admin: whose they are and when they were used; and requests already answered."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from predictions.accounts.keys import revoke_key
from predictions.accounts.models import ApiKey, IdempotencyKey
from predictions.admin.base import AskingAdmin, OperationAdmin

if TYPE_CHECKING:
    from predictions.accounts.models import User


@admin.register(ApiKey)
class ApiKeyAdmin(AskingAdmin):
    list_display = ("name", "prefix", "user", "scopes", "last_used_at", "expires_at", "revoked_at")
    list_select_related = ("user",)
    search_fields = ("name", "prefix", "user__email")
    ordering = ("-created_at",)
    exclude = ("secret_sha256",)
    actions_detail = ("revoke",)

    @action(description=_("Revoke"), url_path="revoke", permissions=["write"])
    def revoke(self, request: HttpRequest, object_id: int) -> HttpResponse:
        key = get_object_or_404(ApiKey, pk=object_id)
        if request.method != "POST":
            return self.ask(request, gettext("Revoke"), key)
        revoke_key(now=timezone.now(), actor=cast("User", request.user), key=key)
        messages.success(request, gettext("The key opens nothing any more."))
        return redirect(reverse("admin:predictions_apikey_change", args=[key.pk]))


@admin.register(IdempotencyKey)
class IdempotencyKeyAdmin(OperationAdmin):
    list_display = ("key", "user", "status", "answered_at")
    list_select_related = ("user",)
    search_fields = ("key", "user__email")
    ordering = ("-answered_at",)
    exclude: Any = ("answer",)
