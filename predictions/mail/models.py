"""The outbox: every e-mail the service sends is a row first."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from predictions.public_ids import PublicIdField


class Message(models.Model):
    """One e-mail to one addressee.

    Queued until it is sent or failed; while a sender works on it, claimed until the lease ends.
    """

    public_id = PublicIdField()
    kind = models.CharField(_("kind"), max_length=30)
    to = models.EmailField(_("addressee"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"))
    queued_at = models.DateTimeField(_("queued"))
    not_before = models.DateTimeField(_("not before"), help_text=_("The next attempt."))
    claimed_until = models.DateTimeField(_("claimed until"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True)
    failed_at = models.DateTimeField(_("failed"), null=True)
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(failed_at__isnull=True),
                name="message_is_not_both_sent_and_failed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=Q(sent_at__isnull=True, failed_at__isnull=True),
                name="message_queue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.to})"
