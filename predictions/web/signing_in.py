"""Signing in, which django-allauth does: who may, what is kept of it, and which mails go out."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from predictions.accounts.models import User
from predictions.accounts.operations import keep_new_address
from predictions.accounts.permissions import needs_second_factor
from predictions.mail.operations import queue

# Where somebody without a second factor may still go: to set one up, or out.
OPEN = ("/account/", "/sign-in/", "/sign-out/", "/static/", "/theme/")


class SignInForm(LoginForm):  # type: ignore[misc]
    """Address and password; whoever works here stays signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People come by invitation; what is sent goes through the outbox, what changes into the ledger."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        context = {"base_url": settings.BASE_URL, "email": email, **context}
        subject = render_to_string(f"{template_prefix}_subject.txt", context)
        text = render_to_string(f"{template_prefix}_message.txt", context)
        queue(
            now=timezone.now(),
            kind=template_prefix.rpartition("/")[2],
            to=email,
            subject=subject,
            text=text,
            html=render_to_string("predictions/mail/plain.html", {"text": text}),
        )

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        confirmed: bool = super().confirm_email(request, email_address)
        if confirmed:
            keep_new_address(now=timezone.now(), user=email_address.user)
        return confirmed


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets lie encrypted in the database; who must have a second factor cannot drop it."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not (settings.SECOND_FACTOR and needs_second_factor(authenticator.user))


def _cipher() -> Fernet:
    key = hashlib.sha256(f"second factor {settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class SecondFactorMiddleware:
    """Editors and administrators set up a second factor before they do anything else.

    Until then a program that uses their session is a stranger to the API.
    """

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SECOND_FACTOR and not request.path.startswith(OPEN) and _is_missing(request):
            if not request.path.startswith("/api/"):
                return redirect("mfa_activate_totp")
            request.user = AnonymousUser()
        response: HttpResponse = self.get_response(request)
        return response


def _is_missing(request: HttpRequest) -> bool:
    user = request.user
    if not isinstance(user, User) or request.session.get("second_factor"):
        return False
    if not needs_second_factor(user):
        return False
    # Once there it cannot be dropped, so that one look per session is enough.
    has_one = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    request.session["second_factor"] = has_one
    return not has_one
