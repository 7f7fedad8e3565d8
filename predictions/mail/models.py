"""The outbox: every e-mail the service sends is a row first."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from predictions.public_ids import PublicIdField


class Message(models.Model):
    """One e-mail to one addressee.

    Queued until it is sent, failed or withdrawn; while a sender works on it, claimed until the
    lease ends.
    """

    ledgered: ClassVar = False

    public_id = PublicIdField()
    kind = models.CharField(_("kind"), max_length=30)
    to = models.EmailField(_("addressee"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"))
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    queued_at = models.DateTimeField(_("queued"))
    not_before = models.DateTimeField(_("not before"), help_text=_("The next attempt."))
    claimed_until = models.DateTimeField(_("claimed until"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True)
    failed_at = models.DateTimeField(_("failed"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    reported_at = models.DateTimeField(
        _("failure reported"), null=True, help_text=_("When the editors were told.")
    )
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, failed_at__isnull=True)
                | Q(sent_at__isnull=True, withdrawn_at__isnull=True)
                | Q(failed_at__isnull=True, withdrawn_at__isnull=True),
                name="message_has_one_end",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=Q(
                    sent_at__isnull=True, failed_at__isnull=True, withdrawn_at__isnull=True
                ),
                name="message_queue",
            ),
            models.Index(
                fields=["sent_at"], condition=Q(sent_at__isnull=False), name="message_sent"
            ),
            models.Index(
                fields=["failed_at"],
                condition=Q(failed_at__isnull=False, reported_at__isnull=True),
                name="message_unreported",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.to})"

    @property
    def state(self) -> str:
        """Where the message stands, in a word."""
        if self.sent_at:
            return str(_("sent"))
        if self.failed_at:
            return str(_("failed"))
        return str(_("withdrawn") if self.withdrawn_at else _("queued"))


class Picture(models.Model):
    """A picture that stands inside a message, where its HTML says `cid:` and the name."""

    ledgered: ClassVar = False

    message = models.ForeignKey(
        Message, verbose_name=_("message"), on_delete=models.CASCADE, related_name="pictures"
    )
    name = models.SlugField(_("name"), max_length=60)
    png = models.BinaryField(_("PNG"))

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.UniqueConstraint(fields=["message", "name"], name="one_picture_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Address(models.Model):
    """An address to which nothing is sent any more, and why."""

    ledgered: ClassVar = False

    class Reason(models.TextChoices):
        REFUSED = "refused", _("the server refused it for good")
        BOUNCED = "bounced", _("a message bounced")
        COMPLAINED = "complained", _("its owner complained")

    email = models.EmailField(_("e-mail address"), unique=True)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    detail = models.TextField(_("what the server said"), blank=True)
    suppressed_at = models.DateTimeField(_("suppressed"))
    restored_at = models.DateTimeField(
        _("restored"), null=True, help_text=_("When somebody found it working again.")
    )

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")

    def __str__(self) -> str:
        return self.email
