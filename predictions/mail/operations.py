"""Writing the outbox: queueing, claiming, marking, suppressing."""

import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext

from predictions.errors import DomainError
from predictions.ledger.operations import record_act
from predictions.mail.models import Address, Message, Picture
from predictions.mail.queries import queued, suppressed, unfinished

# How long a sender may hold what it has claimed. When a sender dies, its batch is taken up
# again after this.
LEASE = max(timedelta(minutes=5), timedelta(seconds=6 * settings.EMAIL_TIMEOUT))
RETRIED_FOR = timedelta(days=3)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)


class NotSendable(DomainError):
    """The message cannot be sent again as it stands."""


def queue(
    *,
    now: datetime,
    kind: str,
    to: str,
    subject: str,
    text: str,
    html: str,
    headers: Mapping[str, str] | None = None,
    instead_of: Message | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> Message:
    """Put a message into the outbox; the transaction it is part of decides whether it exists.

    `pictures` are PNG files by the name that the HTML gives after `cid:`.
    One that stands `instead_of` another takes over its attempts, and the pause it is in.
    """
    message = Message.objects.create(
        kind=kind,
        to=to,
        # A line break would begin another header.
        subject=" ".join(subject.split())[:200],
        text=text,
        html=html,
        headers=dict(headers or {}),
        queued_at=instead_of.queued_at if instead_of else now,
        not_before=instead_of.not_before if instead_of else now,
        attempts=instead_of.attempts if instead_of else 0,
    )
    Picture.objects.bulk_create(
        Picture(message=message, name=name, png=png) for name, png in (pictures or {}).items()
    )
    return message


@transaction.atomic
def claim(*, now: datetime, most: int) -> list[Message]:
    """Take up to `most` messages whose time has come; nobody else gets them until the lease ends.

    What goes to a suppressed address fails here, before anything is sent.
    """
    skips = connection.features.has_select_for_update_skip_locked
    waiting = queued(now=now).prefetch_related("pictures")
    messages = list(waiting.select_for_update(skip_locked=skips)[:most])
    addresses = {message.to.lower() for message in messages}
    known = dict(suppressed().filter(email__in=addresses).values_list("email", "reason"))
    refused = [message for message in messages if message.to.lower() in known]
    for message in refused:
        mark_failed(
            now=now, message=message, error=f"address suppressed: {known[message.to.lower()]}"
        )
    claimed = [message for message in messages if message not in refused]
    Message.objects.filter(pk__in=[message.pk for message in claimed]).update(
        claimed_until=now + LEASE
    )
    return claimed


def mark_sent(*, now: datetime, message: Message) -> None:
    """The server has accepted it."""
    Message.objects.filter(pk=message.pk).update(
        sent_at=now, withdrawn_at=None, failed_at=None, claimed_until=None, last_error=""
    )


def mark_retry(*, now: datetime, message: Message, error: str) -> None:
    """The server was not there or said "later": try again after a pause that doubles."""
    if now - message.queued_at > RETRIED_FOR:
        mark_failed(now=now, message=message, error=error)
        return
    pause = min(FIRST_PAUSE * 2**message.attempts, LONGEST_PAUSE)
    # Spread by half, so that what failed together does not come back together.
    spread = zlib.crc32(f"{message.public_id}/{message.attempts}".encode()) / 2**32
    Message.objects.filter(pk=message.pk).update(
        attempts=message.attempts + 1,
        not_before=now + pause * (0.75 + spread / 2),
        claimed_until=None,
        last_error=error,
    )


def mark_failed(*, now: datetime, message: Message, error: str) -> None:
    """It will never be accepted."""
    Message.objects.filter(pk=message.pk).update(
        attempts=message.attempts + 1, failed_at=now, claimed_until=None, last_error=error
    )


def mark_reported(*, now: datetime, messages: Sequence[Message]) -> None:
    """The editors know of these failures."""
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(reported_at=now)


def release(*, messages: Sequence[Message]) -> None:
    """Give back what was claimed and not tried."""
    Message.objects.filter(
        pk__in=[message.pk for message in messages], sent_at__isnull=True
    ).update(claimed_until=None)


def withdraw(*, now: datetime, messages: Sequence[Message]) -> list[Message]:
    """Take back messages that no sender holds; those that could be taken back."""
    free = list(
        unfinished(now=now)
        .filter(pk__in=[message.pk for message in messages])
        .select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
    )
    Message.objects.filter(pk__in=[message.pk for message in free]).update(withdrawn_at=now)
    return free


@transaction.atomic
def suppress(*, now: datetime, email: str, reason: str, detail: str) -> Address:
    """Send nothing to this address any more."""
    address = Address.objects.select_for_update().filter(email=email.lower()).first()
    if address is None:
        return Address.objects.create(
            email=email.lower(), reason=reason, detail=detail, suppressed_at=now
        )
    # What is suppressed stays so for its first reason; news from before a restoration is old.
    if address.restored_at and now > address.restored_at:
        address.reason, address.detail = reason, detail
        address.suppressed_at, address.restored_at = now, None
        address.save()
    elif reason == Address.Reason.COMPLAINED:
        address.reason, address.detail = reason, detail
        address.save()
    return address


@transaction.atomic
def restore(*, now: datetime, actor: Model | None, address: Address) -> Address:
    """Send to this address again."""
    address = Address.objects.select_for_update().get(pk=address.pk)
    address.restored_at = now
    address.save()
    record_act(now=now, actor=actor, verb="restored", on=address, wrote=[])
    return address


@transaction.atomic
def resend(*, now: datetime, actor: Model | None, message: Message) -> Message:
    """Queue a copy of a message, with a Message-ID of its own."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if suppressed().filter(email=message.to.lower()).exists():
        raise NotSendable(
            gettext("Nothing is sent to %(to)s: the address is suppressed.") % {"to": message.to},
            field="to",
            remedy=gettext("Restore the address first, if it works again."),
        )
    if not (message.sent_at or message.failed_at or message.withdrawn_at):
        raise NotSendable(
            gettext("This message is still queued."),
            field="sent_at",
            remedy=gettext("It goes out by itself."),
        )
    record_act(now=now, actor=actor, verb="sent again", on=message, wrote=[])
    return queue(
        now=now,
        kind=message.kind,
        to=message.to,
        subject=message.subject,
        text=message.text,
        html=message.html,
        headers=message.headers,
        pictures={one.name: bytes(one.png) for one in message.pictures.all()},
    )


@transaction.atomic
def forget(*, now: datetime, email: str) -> None:
    """Blank what the outbox keeps of an address; what still waits for it is taken back."""
    mine = Message.objects.filter(to__iexact=email)
    blank(now=now, messages=mine)
    mine.update(to="erased@erased.invalid")
    for address in Address.objects.filter(email=email.lower()):
        address.email, address.detail = f"erased-{address.pk}@erased.invalid", ""
        address.save()


def blank(*, now: datetime, messages: QuerySet[Message]) -> None:
    """Keep nothing of what messages said; what still waits of them is taken back."""
    withdraw(now=now, messages=list(unfinished(now=now).filter(pk__in=messages.values("pk"))))
    Picture.objects.filter(message__in=messages).delete()
    messages.update(subject="", text="", html="", headers={}, last_error="")
