"""The admin site: one sign-in, the dashboard first, and the policy that Unfold's scripts need."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.translation import gettext
from django.views.decorators.csp import csp_override
from unfold.sites import UnfoldAdminSite

from predictions.accounts.models import User
from predictions.forecasts.blind_coding import StillBlind, check_codes_nothing_blind

# Unfold builds its pages with Alpine, which evaluates expressions in attributes, and sets its
# colours in an inline style. Outside the admin the strict policy of the settings holds.
RELAXED_CSP: dict[str, Any] = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.UNSAFE_EVAL, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

type View = Callable[..., HttpResponseBase]


class ForesaidAdminSite(UnfoldAdminSite):  # type: ignore[misc]
    """Every page of the admin under the relaxed policy."""

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        return csp_override(RELAXED_CSP)(super().admin_view(view, cacheable))  # type: ignore[no-any-return]

    def has_permission(self, request: HttpRequest) -> bool:
        """Who administers; but to whoever codes an article blind the admin would tell everything."""
        may = bool(super().has_permission(request))
        if may:
            try:
                check_codes_nothing_blind(cast("User", request.user))
            except StillBlind as error:
                raise PermissionDenied(f"{error.reason} {error.remedy}") from error
        return may

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """One sign-in for everything; whoever is signed in already may not open the admin."""
        if request.user.is_authenticated:
            raise PermissionDenied(gettext("Only an administrator may open the administration."))
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
