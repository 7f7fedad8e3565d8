"""Links that let a person set a password once."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from predictions.accounts.models import User


def one_time_link(user: User) -> str:
    """An address where this user sets a password; void once that is done, or after three days."""
    path = reverse(
        "welcome",
        args=[
            urlsafe_base64_encode(force_bytes(user.pk)),
            default_token_generator.make_token(user),
        ],
    )
    return f"{settings.BASE_URL}{path}"
