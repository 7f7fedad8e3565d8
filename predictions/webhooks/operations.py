"""Writing subscriptions, and what becomes of their messages."""

import base64
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext

from predictions import waking
from predictions.accounts.models import Project, User
from predictions.errors import DomainError
from predictions.ledger.models import Leaf
from predictions.ledger.operations import record_act
from predictions.mail.operations import queue
from predictions.storable import check_storable
from predictions.webhooks.models import Delivery, EventType, Subscription
from predictions.webhooks.queries import waiting

TELL = "predictions.tell_webhooks"
# While a new secret is taken over at the other end, messages are signed with the former, too.
BOTH_FOR = timedelta(hours=24)
RETRIED_FOR = timedelta(days=3)
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=4)
# Whoever takes a message up moves its next attempt, so that it comes back where a worker dies.
LEASE = timedelta(minutes=5)


class SubscriptionRefused(DomainError):
    """A webhook has an address and at least one kind of event."""


class NotTold(DomainError):
    """Only what has been told, or has failed, can be told again."""


@transaction.atomic
def subscribe(
    *, now: datetime, actor: User, project: Project, url: str, events: Collection[str]
) -> Subscription:
    """Tell an address of some kinds of events from now on; its secret signs what is told."""
    _check(url, events)
    last = Leaf.objects.order_by("index").last()
    subscription = Subscription(
        project=project,
        url=url,
        events=sorted(set(events)),
        secret=_new_secret(),
        since_leaf=last.index + 1 if last else 0,
        created_at=now,
        created_by=actor,
    )
    check_storable(subscription)
    subscription.save()
    record_act(now=now, actor=actor, verb="subscribed", on=subscription, wrote=[subscription])
    return subscription


@transaction.atomic
def change_subscription(
    *,
    now: datetime,
    actor: User,
    subscription: Subscription,
    url: str,
    events: Collection[str],
    enabled: bool,
) -> Subscription:
    """Change what is told and where, or whether; what waited meanwhile is told then."""
    _check(url, events)
    subscription = Subscription.objects.select_for_update().get(pk=subscription.pk)
    subscription.url, subscription.events = url, sorted(set(events))
    if enabled and subscription.disabled_at:
        subscription.disabled_at, subscription.disabled_because = None, ""
        # Three days begin anew for what waits, now that the address is said to work.
        _unfinished(subscription).update(queued_at=now, not_before=now)
    elif not enabled and not subscription.disabled_at:
        subscription.disabled_at = now
        subscription.disabled_because = f"{actor} has disabled it."
    check_storable(subscription)
    subscription.save()
    record_act(now=now, actor=actor, verb="changed", on=subscription, wrote=[subscription])
    waking.after_commit(TELL)
    return subscription


@transaction.atomic
def rotate_secret(*, now: datetime, actor: User, subscription: Subscription) -> Subscription:
    """Sign with a new secret; for a day with the former one, too."""
    subscription = Subscription.objects.select_for_update().get(pk=subscription.pk)
    subscription.former_secret, subscription.secret = subscription.secret, _new_secret()
    subscription.former_until = now + BOTH_FOR
    subscription.save()
    record_act(now=now, actor=actor, verb="rotated secret", on=subscription, wrote=[subscription])
    return subscription


@transaction.atomic
def replay(*, now: datetime, actor: User, delivery: Delivery) -> Delivery:
    """Tell a message again, with the id it had, so that its receiver knows it."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if delivery.accepted_at is None and delivery.failed_at is None:
        raise NotTold(
            gettext("This message waits to be told."), remedy=gettext("It is told by itself.")
        )
    delivery.accepted_at, delivery.failed_at, delivery.attempts = None, None, 0
    delivery.queued_at = delivery.not_before = now
    delivery.save()
    record_act(now=now, actor=actor, verb="replayed", on=delivery, wrote=[])
    waking.after_commit(TELL)
    return delivery


@transaction.atomic
def claim(*, now: datetime, most: int) -> list[Delivery]:
    """Take up to `most` messages whose time has come; nobody else gets them until the lease ends."""
    skips = connection.features.has_select_for_update_skip_locked
    messages = list(
        waiting(now=now)
        .select_related("subscription__project", "subscription__created_by")
        .select_for_update(skip_locked=skips, of=("self",))[:most]
    )
    Delivery.objects.filter(pk__in=[one.pk for one in messages]).update(not_before=now + LEASE)
    return messages


def mark_accepted(*, now: datetime, delivery: Delivery, status: int) -> None:
    """The address has taken it."""
    Delivery.objects.filter(pk=delivery.pk).update(
        accepted_at=now, attempts=delivery.attempts + 1, last_status=status, last_error=""
    )


@transaction.atomic
def mark_refused(
    *, now: datetime, delivery: Delivery, error: str, status: int | None = None
) -> None:
    """It was not taken: try again after a pause that doubles; after three days disable the address."""
    given_up = now - delivery.queued_at > RETRIED_FOR
    pause = min(FIRST_PAUSE * 2 ** min(delivery.attempts, 12), LONGEST_PAUSE)
    Delivery.objects.filter(pk=delivery.pk).update(
        attempts=delivery.attempts + 1,
        not_before=now + pause,
        failed_at=now if given_up else None,
        last_status=status,
        last_error=error,
    )
    if given_up:
        _disable(now, delivery.subscription, error)


def _disable(now: datetime, seen: Subscription, error: str) -> None:
    subscription = (
        Subscription.objects.select_for_update(of=("self",))
        .select_related("created_by", "project")
        .get(pk=seen.pk)
    )
    if subscription.disabled_at:
        return
    subscription.disabled_at = now
    subscription.disabled_because = f"For three days it has accepted nothing: {error}"
    subscription.save()
    record_act(now=now, actor=None, verb="disabled", on=subscription, wrote=[subscription])
    text = gettext(
        "The webhook %(url)s of %(project)s was disabled. %(because)s\n\n"
        "Correct the address, and enable it again; what waits is told then."
    ) % {
        "url": subscription.url,
        "project": subscription.project,
        "because": subscription.disabled_because,
    }
    queue(
        now=now,
        kind="webhook",
        to=subscription.created_by.email,
        subject=gettext("Webhook disabled: %(url)s") % {"url": subscription.url},
        text=text,
        html=render_to_string("predictions/mail/plain.html", {"text": text}),
    )
    waking.after_commit("predictions.send_mail")


def _unfinished(subscription: Subscription) -> QuerySet[Delivery]:
    return Delivery.objects.filter(
        subscription=subscription, accepted_at__isnull=True, failed_at__isnull=True
    )


def _check(url: str, events: Collection[str]) -> None:
    if not events or set(events) - set(EventType.values):
        raise SubscriptionRefused(
            gettext("The webhook names no kind of event, or one that does not exist."),
            field="events",
            remedy=gettext("Give one or more of: %(choices)s.")
            % {"choices": ", ".join(EventType.values)},
        )
    if not url.startswith(("https://", "http://")):
        raise SubscriptionRefused(
            gettext("“%(url)s” is not an address of the web.") % {"url": url[:80]},
            field="url",
            remedy=gettext("Begin it with https://."),
        )


def _new_secret() -> str:
    return f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"
