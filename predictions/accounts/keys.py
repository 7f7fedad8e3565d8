"""API keys: issued once, kept as a hash, limited by scopes, ended by date or at any time."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from hmac import compare_digest

from django.db import transaction
from django.utils.translation import gettext

from predictions.accounts.models import ApiKey, Membership, User
from predictions.accounts.permissions import LOWEST
from predictions.errors import DomainError
from predictions.ledger.operations import record_act
from predictions.storable import check_storable

# So that whoever finds one, a program that looks for leaked secrets included, knows what it is.
MARK = "foresaid_"
# Requests a minute that nobody exceeds who waits for answers.
MOST_PER_MINUTE = 60_000
# "Last used" is that exact, so that a busy key does not write at each request.
USED_WITHIN = timedelta(minutes=1)

_SCOPE_OF_ROLE = {
    Membership.Role.VIEWER: ApiKey.Scope.READ,
    Membership.Role.CODER: ApiKey.Scope.RECORD,
    Membership.Role.REVIEWER: ApiKey.Scope.REVIEW,
    Membership.Role.EDITOR: ApiKey.Scope.ADMIN,
    Membership.Role.ADMINISTRATOR: ApiKey.Scope.ADMIN,
}
# What everybody may who is signed in, with what is their own.
OWN = {
    "own.read": ApiKey.Scope.READ,
    "own.change": ApiKey.Scope.RECORD,
    "own.keys": ApiKey.Scope.ADMIN,
}


class KeyRefused(DomainError):
    """A key cannot be issued as it was asked for."""


class ScopeMissing(DomainError):
    """The key was issued without the scope that this needs."""


@transaction.atomic
def issue_key(
    *,
    now: datetime,
    actor: User,
    name: str,
    scopes: Collection[str],
    expires_at: datetime | None = None,
    per_minute: int = 600,
) -> tuple[ApiKey, str]:
    """Issue a key to the one who asks for it; with the key itself, which is shown this once."""
    if not name.strip():
        raise KeyRefused(
            gettext("The key has no name."),
            field="name",
            remedy=gettext("Say which program will use it."),
        )
    if not scopes or set(scopes) - set(ApiKey.Scope.values):
        raise KeyRefused(
            gettext("The key has no scope, or one that does not exist."),
            field="scopes",
            remedy=gettext("Give one or more of: %(choices)s.")
            % {"choices": ", ".join(ApiKey.Scope.values)},
        )
    if expires_at is not None and expires_at <= now:
        raise KeyRefused(
            gettext("The key would have expired already."),
            field="expires_at",
            remedy=gettext("Choose a later day."),
        )
    if not 1 <= per_minute <= MOST_PER_MINUTE:
        raise KeyRefused(
            gettext("The limit of requests is out of range."),
            field="per_minute",
            remedy=gettext("Give a number from 1 to %(most_per_minute)s.")
            % {"most_per_minute": MOST_PER_MINUTE},
        )
    prefix, secret = MARK + secrets.token_hex(3), secrets.token_urlsafe(32)
    key = ApiKey(
        user=actor,
        name=name,
        prefix=prefix,
        secret_sha256=_digest(secret),
        scopes=sorted(set(scopes)),
        per_minute=per_minute,
        created_at=now,
        expires_at=expires_at,
    )
    check_storable(key)
    key.save()
    record_act(now=now, actor=actor, verb="issued", on=key, wrote=[key])
    return key, f"{prefix}.{secret}"


@transaction.atomic
def revoke_key(*, now: datetime, actor: User, key: ApiKey) -> ApiKey:
    """End a key at once; revoking it again changes nothing."""
    key = ApiKey.objects.select_for_update().get(pk=key.pk)
    if key.revoked_at is None:
        key.revoked_at = now
        key.save()
        record_act(now=now, actor=actor, verb="revoked", on=key, wrote=[key])
    return key


def key_of(*, now: datetime, token: str) -> ApiKey | None:
    """The key with its user, if the token is that of a key that counts today; notes that it is used."""
    prefix, _, secret = token.partition(".")
    key = ApiKey.objects.select_related("user").filter(prefix=prefix).first()
    if key is None or not compare_digest(key.secret_sha256, _digest(secret)):
        return None
    is_over = key.expires_at is not None and key.expires_at <= now
    if is_over or key.revoked_at is not None or not key.user.is_active:
        return None
    if key.last_used_at is None or now - key.last_used_at > USED_WITHIN:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
    return key


def require_scope(key: ApiKey, operation: str) -> None:
    """Refuse an operation that the key was not issued for."""
    scope = OWN.get(operation) or _SCOPE_OF_ROLE[LOWEST[operation]]
    if scope not in key.scopes:
        raise ScopeMissing(
            gettext("This key may %(choices)s; this needs the scope “%(scope)s”.")
            % {"choices": ", ".join(key.scopes), "scope": scope},
            remedy=gettext("Use a key that has the scope, or issue one."),
        )


def _digest(secret: str) -> str:
    # The secret is 256 random bits, so that a slow hash would protect nothing.
    return hashlib.sha256(secret.encode()).hexdigest()
