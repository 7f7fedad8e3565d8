"""Telling other programs: who wants to know what, and what each was told."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from predictions.accounts.models import Project
from predictions.public_ids import PublicIdField


class EventType(models.TextChoices):
    """What a program can be told of."""

    QUESTION_DUE = "question.due", _("a question is due")
    OUTCOME_PROPOSED = "outcome.proposed", _("an outcome was proposed")
    OUTCOME_RESOLVED = "outcome.resolved", _("an outcome was adopted")
    OUTCOME_OBJECTED = "outcome.objected", _("an objection was filed")
    FORECAST_SCORED = "forecast.scored", _("forecasts were scored")
    ARTICLE_RECORDED = "article.recorded", _("an article was recorded")


class Subscription(models.Model):
    """An address that wants to be told of some kinds of events in a project."""

    # The secrets sign messages, so they must be kept; nobody else should read them.
    unledgered: ClassVar = {"secret", "former_secret"}

    public_id = PublicIdField()
    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.PROTECT, related_name="subscriptions"
    )
    url = models.URLField(_("address"), max_length=1000)
    events = models.JSONField(_("events"))
    secret = models.CharField(_("secret"), max_length=100)
    former_secret = models.CharField(_("former secret"), max_length=100, blank=True)
    former_until = models.DateTimeField(
        _("former secret counts until"),
        null=True,
        help_text=_("So long messages are signed with both."),
    )
    since_leaf = models.BigIntegerField(
        _("from leaf"), help_text=_("What the ledger holds before it is not told.")
    )
    created_at = models.DateTimeField(_("created"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        related_name="subscriptions",
    )
    disabled_at = models.DateTimeField(_("disabled"), null=True)
    disabled_because = models.TextField(_("disabled because"), blank=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints = [
            models.CheckConstraint(
                condition=Q(former_secret="", former_until__isnull=True)
                | ~Q(former_secret="") & Q(former_until__isnull=False),
                name="former_secret_counts_for_a_time",
            ),
            models.CheckConstraint(
                condition=Q(disabled_at__isnull=True, disabled_because="")
                | Q(disabled_at__isnull=False) & ~Q(disabled_because=""),
                name="disabled_webhook_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.url


class Position(models.Model):
    """How far the ledger has been read for webhooks: one row."""

    ledgered: ClassVar = False

    leaf = models.BigIntegerField(_("next leaf"))

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_position")]

    def __str__(self) -> str:
        return f"leaf {self.leaf}"


class Delivery(models.Model):
    """One message owed to one subscription; told until its address has accepted it."""

    ledgered: ClassVar = False

    subscription = models.ForeignKey(
        Subscription,
        verbose_name=_("webhook"),
        on_delete=models.PROTECT,
        related_name="deliveries",
    )
    message_id = models.CharField(
        _("id"), max_length=100, help_text=_("The same however often it is told.")
    )
    type = models.CharField(_("event"), max_length=30, choices=EventType)
    body = models.TextField(_("body"))
    queued_at = models.DateTimeField(_("queued"))
    not_before = models.DateTimeField(_("not before"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    failed_at = models.DateTimeField(_("failed"), null=True)
    last_status = models.PositiveSmallIntegerField(_("last HTTP status"), null=True)
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("webhook message")
        verbose_name_plural = _("webhook messages")
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "message_id"], name="one_message_per_event"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(failed_at__isnull=True),
                name="message_is_not_accepted_and_failed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=Q(accepted_at__isnull=True, failed_at__isnull=True),
                name="webhook_message_queue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.message_id}"
