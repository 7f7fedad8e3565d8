"""Webhooks: being told of what happens in a project."""

from typing import Any

import django_filters
from rest_framework import serializers

from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Flag, Given, Text
from predictions.api.http.filtering import Filters
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.webhooks.models import Delivery, EventType, Subscription
from predictions.webhooks.operations import (
    change_subscription,
    replay,
    rotate_secret,
    subscribe,
)


class WebhookShape(Shape):
    """A webhook; never its secret."""

    id = columns.name_of()
    url = columns.text("The address that is told.")
    events = columns.Words(choices=EventType.choices, help_text="What it is told of.")
    created_at = columns.moment("When it was set up.")
    former_until = columns.moment(
        "Until when messages are signed with the former secret, too.", allow_null=True
    )
    disabled_at = columns.moment("When it was disabled; null: it is told.", allow_null=True)
    disabled_because = columns.text("Why it was disabled.")


class WebhookWithSecret(WebhookShape):
    """A webhook with its new secret."""

    attached = ("secret",)
    secret = columns.text("What signs the messages. It is shown in this answer and never again.")


class GivenWebhook(Given):
    """A webhook to set up."""

    url = Text(max_length=1000, help_text="The address to tell, as https://...")
    events = serializers.ListField(
        child=Choice(choices=EventType.choices), min_length=1, max_length=len(EventType),
        help_text="What to tell it of.",
    )  # fmt: skip


class ChangedWebhook(Given):
    """What may be changed; what is left out stays as it is."""

    url = Text(required=False, max_length=1000, help_text="The address to tell.")
    events = serializers.ListField(
        child=Choice(choices=EventType.choices), required=False, min_length=1,
        max_length=len(EventType), help_text="What to tell it of.",
    )  # fmt: skip
    enabled = Flag(required=False, help_text="Whether it is told; what waits is told then.")


class MessageShape(Shape):
    """A message to a webhook."""

    id = columns.text("Its id, the same however often it is told.", source="message_id")
    type = columns.word(EventType.choices, "What it tells of.")
    queued_at = columns.moment("When it was queued.")
    attempts = columns.whole("How often it was tried.")
    accepted_at = columns.moment("When it was accepted; null: not yet.", allow_null=True)
    failed_at = columns.moment("When it was given up; null: it was not.", allow_null=True)
    last_status = columns.whole("The last HTTP status; null: none.", allow_null=True)
    last_error = columns.text("What went wrong last.")


class MessageFilters(Filters):
    """By what it tells of."""

    type = django_filters.ChoiceFilter(choices=EventType.choices, label="Telling of this.")


class Webhooks(ApiView):
    """The webhooks of a project."""

    tag = "webhooks"

    @endpoint(id="list_webhooks", may="webhooks.manage", lists=WebhookShape)
    def get(self) -> Any:
        """List webhooks.

        Those that were disabled as well, with the reason.
        """
        return Subscription.objects.filter(project=self.project)

    @endpoint(
        id="add_webhook",
        may="webhooks.manage",
        takes=GivenWebhook,
        gives=WebhookWithSecret,
        status=201,
        secret=True,
    )
    def post(self, given: Any) -> Row:
        """Set up a webhook.

        From now on the address is told, signed as Standard Webhooks says, of what it asks for. What
        is not accepted is told again for three days; after that the webhook is disabled, and you are
        written to.
        """
        subscription = subscribe(**self.by, project=self.project, **given)
        return _shown(subscription.pk) | {"secret": subscription.secret}


class OfWebhook(ApiView):
    """Something about one webhook."""

    tag = "webhooks"

    def show(self, pk: int) -> Row:
        return _shown(pk)

    def subscription(self, public_id: str) -> Subscription:
        """The webhook that the address names."""
        return self.one(Subscription.objects.filter(project=self.project), public_id=public_id)


class OneWebhook(OfWebhook):
    """One webhook."""

    @endpoint(id="get_webhook", may="webhooks.manage", gives=WebhookShape)
    def get(self, webhook: str) -> Row:
        """Show a webhook.

        What it is told of, and whether it is.
        """
        return self.show(self.subscription(webhook).pk)

    @endpoint(id="change_webhook", may="webhooks.manage", takes=ChangedWebhook, gives=WebhookShape)
    def patch(self, webhook: str, given: Any) -> Row:
        """Change a webhook.

        One that was disabled is told what waits as soon as it is enabled.
        """
        row = self.subscription(webhook)
        kept = {"url": row.url, "events": row.events, "enabled": row.disabled_at is None}
        change_subscription(**self.by, subscription=row, **(kept | given))
        return self.show(row.pk)


class RotateSecret(OfWebhook):
    """A new secret."""

    @endpoint(
        id="rotate_webhook_secret",
        may="webhooks.manage",
        gives=WebhookWithSecret,
        secret=True,
    )
    def post(self, webhook: str) -> Row:
        """Rotate a webhook's secret.

        For a day messages are signed with both, so that none is refused meanwhile.
        """
        row = rotate_secret(**self.by, subscription=self.subscription(webhook))
        return self.show(row.pk) | {"secret": row.secret}


class Messages(OfWebhook):
    """What a webhook was told."""

    @endpoint(
        id="list_webhook_messages",
        may="webhooks.manage",
        lists=MessageShape,
        filters=MessageFilters,
    )
    def get(self, webhook: str) -> Any:
        """List the messages of a webhook.

        The last first, with what became of them.
        """
        return Delivery.objects.filter(subscription=self.subscription(webhook))


class ReplayMessage(ApiView):
    """Telling a message again."""

    tag = "webhooks"

    def show(self, pk: int) -> Row:
        return rows(MessageShape, Delivery.objects.filter(pk=pk))[0]

    @endpoint(id="replay_webhook_message", may="webhooks.manage", gives=MessageShape)
    def post(self, webhook: str, message: str) -> Row:
        """Tell a message again.

        With the same id, by which its receiver knows it.
        """
        row = self.one(
            Delivery.objects.filter(
                subscription__project=self.project, subscription__public_id=webhook
            ),
            message_id=message,
        )
        return self.show(replay(**self.by, delivery=row).pk)


def _shown(pk: int) -> Row:
    return rows(WebhookShape, Subscription.objects.filter(pk=pk))[0]
