"""Doing once what is asked for twice: a network that fails says nothing about what was done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from predictions.accounts.models import IdempotencyKey, User
from predictions.errors import DomainError
from predictions.storable import check_storable

KEPT_FOR = timedelta(hours=24)


class KeyReused(DomainError):
    """The idempotency key has been used for another request."""


class AnswerNotKept(DomainError):
    """The request was carried out; its answer held a secret, which is shown once."""


@dataclass(frozen=True)
class Answer:
    """What a request was answered with, as text. One with a secret is not kept."""

    status: int
    body: str
    secret: bool = False


def once(
    *, now: datetime, user: User, key: str, digest: str, act: Callable[[], Answer]
) -> tuple[Answer, bool]:
    """Carry out `act` unless this key has; its answer, and whether that is a replay.

    The key is written first and committed with the act. Of two at once the second waits until
    the first has ended, and is then answered like it; where the first failed, it acts itself.
    """
    row = IdempotencyKey(user=user, key=key, digest=digest, answered_at=now)
    check_storable(row)
    try:
        with transaction.atomic():
            forget(now=now, user=user, key=key)
            row.save(force_insert=True)
            answer = act()
            row.status, row.answer = answer.status, "" if answer.secret else answer.body
            row.save()
            return answer, False
    except IntegrityError:
        known = IdempotencyKey.objects.filter(user=user, key=key).first()
        if known is None:
            raise  # it was the act that met a constraint
    return _replay(known, digest), True


def forget(*, now: datetime, **of: object) -> int:
    """Delete what was answered longer ago than answers are kept; how many rows."""
    return IdempotencyKey.objects.filter(answered_at__lte=now - KEPT_FOR, **of).delete()[0]


def _replay(known: IdempotencyKey, digest: str) -> Answer:
    if known.digest != digest:
        raise KeyReused(
            gettext("This idempotency key was used for another request."),
            field="Idempotency-Key",
            remedy=gettext(
                "Use a new key for each new request, and the same one only to repeat it."
            ),
        )
    if not known.answer:
        raise AnswerNotKept(
            gettext(
                "This request was carried out already; its answer held a secret, which is not kept."
            ),
            field="Idempotency-Key",
            remedy=gettext("Revoke what was made, and ask for a new one with a new key."),
        )
    return Answer(known.status, known.answer)
