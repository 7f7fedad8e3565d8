"""Asking reviewers to look: a row first, an e-mail second."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from predictions.mail.models import Message
from predictions.questions.models import Question


class Digest(models.Model):
    """Everything one reviewer is asked on one local day, handed to the outbox as one message."""

    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.PROTECT,
        related_name="digests",
    )
    local_day = models.DateField(_("local day"))
    message = models.OneToOneField(
        Message, verbose_name=_("message"), on_delete=models.PROTECT, related_name="digest"
    )
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = [
            models.UniqueConstraint(
                fields=["reviewer", "local_day"], name="one_digest_per_reviewer_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}, {self.local_day}"


class Reminder(models.Model):
    """One notice owed to one reviewer about one question, round and stage."""

    class Stage(models.TextChoices):
        DUE = "due", _("due")

    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="reminders"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.PROTECT,
        related_name="reminders",
    )
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    owed_since = models.DateTimeField(_("owed since"))
    planned_at = models.DateTimeField(_("planned"))
    digest = models.ForeignKey(
        Digest,
        verbose_name=_("digest"),
        on_delete=models.PROTECT,
        related_name="reminders",
        null=True,
    )

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "reviewer", "round", "stage"], name="one_reminder_per_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.question} ({self.reviewer})"
