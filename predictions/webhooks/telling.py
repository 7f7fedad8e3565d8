"""Telling addresses what is queued for them: claim, sign, send, mark."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.conf import settings
from standardwebhooks import Webhook

from predictions import waking
from predictions.fetching import Fetched, FetchFailed, Guard, Limits, fetch
from predictions.webhooks.models import Delivery
from predictions.webhooks.operations import TELL, claim, mark_accepted, mark_refused

# Messages in one run, and how many of them at once: a run ends within its lease.
BATCH = 40
AT_ONCE = 8
LIMITS = Limits(seconds=20, silence=10, bytes=64 * 1024)

type Clock = Callable[[], datetime]


def tell(*, clock: Clock) -> int:
    """Tell a batch of what waits; how many messages were accepted.

    Outside any transaction, and each marked as soon as it is answered. A crash between the two
    tells it again with the same id, by which its receiver knows it.
    """
    messages = claim(now=clock(), most=BATCH)
    now = clock()
    accepted = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = pool.map(lambda message: _send(message, now), messages)
        for message, answer in zip(messages, answers, strict=True):
            accepted += _mark(clock(), message, answer)
    if len(messages) == BATCH:
        waking.after_commit(TELL)
    return accepted


def signed_headers(message: Delivery, now: datetime) -> dict[str, str]:
    """The headers of Standard Webhooks; signed with the former secret, too, as long as it counts."""
    subscription = message.subscription
    secrets = [subscription.secret]
    if subscription.former_until and now < subscription.former_until:
        secrets.append(subscription.former_secret)
    signatures = [
        Webhook(secret).sign(msg_id=message.message_id, timestamp=now, data=message.body)
        for secret in secrets
    ]
    return {
        "Content-Type": "application/json",
        "webhook-id": message.message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def _send(message: Delivery, now: datetime) -> Fetched | FetchFailed:
    """What the address answers. Runs in a thread, so nothing here reads or writes the database."""
    try:
        return fetch(
            message.subscription.url,
            method="POST",
            user_agent=f"Foresaid (+{settings.BASE_URL})",
            headers=signed_headers(message, now),
            content=message.body.encode(),
            guard=Guard(private_hosts=frozenset(settings.FETCH_PRIVATE_HOSTS)),
            limits=LIMITS,
        )
    except FetchFailed as failure:
        return failure


def _mark(now: datetime, message: Delivery, answer: Fetched | FetchFailed) -> bool:
    if isinstance(answer, FetchFailed):
        mark_refused(now=now, delivery=message, error=answer.reason)
        return False
    if not 200 <= answer.status < 300:
        error = f"The address answered {answer.status}."
        mark_refused(now=now, delivery=message, error=error, status=answer.status)
        return False
    mark_accepted(now=now, delivery=message, status=answer.status)
    return True
