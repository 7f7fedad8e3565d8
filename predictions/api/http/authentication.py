"""Who asks: a browser with its session, or a program with an API key."""

from typing import Any

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from predictions.accounts.keys import key_of
from predictions.accounts.models import ApiKey, User


class KeyAuthentication(BaseAuthentication):
    """“Authorization: Bearer foresaid_…”; the request acts as the key's user."""

    keyword = "Bearer"

    def authenticate(self, request: Request) -> tuple[User, ApiKey] | None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != self.keyword.lower():
            return None
        key = key_of(now=timezone.now(), token=token.strip())
        if key is None:
            raise AuthenticationFailed("This API key is not known, was revoked, or has expired.")
        return key.user, key

    def authenticate_header(self, request: Request) -> str:
        return f'{self.keyword} realm="Foresaid"'


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The key, as the schema describes it."""

    target_class = KeyAuthentication
    name = "apiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "An API key, issued at `/api/v1/me/keys` or on the page of your account.",
        }


# The key comes first: its header is what the framework answers 401 with.
AUTHENTICATIONS = (KeyAuthentication, SessionAuthentication)
