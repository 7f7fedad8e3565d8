"""Asking reviewers to look: a row first, an e-mail second."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from predictions.accounts.models import Project
from predictions.mail.models import Message
from predictions.questions.models import Question


class Policy(models.Model):
    """When reviewers are reminded: of a project, or of one question, which goes before it.

    What is empty is taken from the project's policy, and there from `DEFAULTS`.
    """

    DEFAULTS: ClassVar = {
        "enabled": True,
        "heads_up_days": 0,
        "again_days": 3,
        "later_days": 7,
        "escalate_days": 14,
        "repeat_days": 14,
    }

    project = models.OneToOneField(
        Project,
        verbose_name=_("project"),
        on_delete=models.PROTECT,
        related_name="policy",
        null=True,
        blank=True,
    )
    question = models.OneToOneField(
        Question,
        verbose_name=_("question"),
        on_delete=models.PROTECT,
        related_name="policy",
        null=True,
        blank=True,
    )
    enabled = models.BooleanField(_("remind"), null=True)
    heads_up_days = models.PositiveSmallIntegerField(
        _("days before, for a heads-up"), null=True, blank=True, help_text=_("0: none")
    )
    again_days = models.PositiveSmallIntegerField(_("days until again"), null=True, blank=True)
    later_days = models.PositiveSmallIntegerField(_("days until later"), null=True, blank=True)
    escalate_days = models.PositiveSmallIntegerField(
        _("days until editors are told"), null=True, blank=True
    )
    repeat_days = models.PositiveSmallIntegerField(
        _("days between all that follow"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("reminder policy")
        verbose_name_plural = _("reminder policies")
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False, question__isnull=True)
                | Q(project__isnull=True, question__isnull=False),
                name="policy_of_a_project_or_a_question",
            ),
            models.CheckConstraint(
                condition=Q(repeat_days__isnull=True) | Q(repeat_days__gte=1),
                name="policy_repeats_after_a_day_at_least",
            ),
            models.CheckConstraint(
                condition=Q(again_days__isnull=True)
                | Q(later_days__isnull=True)
                | Q(escalate_days__isnull=True)
                | Q(again_days__lte=F("later_days"), later_days__lte=F("escalate_days")),
                name="policy_stages_follow_each_other",
            ),
        ]

    def __str__(self) -> str:
        return str(self.question or self.project)


class Preference(models.Model):
    """What one person wants to get, and at which hour of their morning."""

    GROUPS: ClassVar = ("heads_up", "due", "escalated", "weekly")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.PROTECT,
        related_name="preference",
    )
    hour = models.PositiveSmallIntegerField(
        _("hour"), default=8, help_text=_("Of the person's own time zone.")
    )
    heads_up = models.BooleanField(_("heads-ups"), default=True)
    due = models.BooleanField(_("due questions"), default=True)
    escalated = models.BooleanField(_("escalations"), default=True)
    weekly = models.BooleanField(_("the week's figures, as an editor"), default=True)

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [
            models.CheckConstraint(condition=Q(hour__lte=23), name="hour_is_of_a_day"),
        ]

    def __str__(self) -> str:
        return str(self.user)


class Snooze(models.Model):
    """One reviewer is not asked about one question until a moment, and asked then."""

    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="snoozes"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.PROTECT,
        related_name="snoozes",
    )
    round = models.PositiveSmallIntegerField(_("round"))
    until = models.DateTimeField(_("until"))
    snoozed_at = models.DateTimeField(_("snoozed"))

    class Meta:
        verbose_name = _("snooze")
        verbose_name_plural = _("snoozes")
        indexes = [models.Index(fields=["question", "reviewer", "until"], name="snooze_until")]

    def __str__(self) -> str:
        return f"{self.reviewer}, {self.until:%Y-%m-%d}: {self.question}"


class Digest(models.Model):
    """Everything one reviewer is asked on one local day, handed to the outbox as one message."""

    ledgered: ClassVar = False

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
    """One notice owed to one reviewer about one question, round and step.

    Steps count within a round: -1 the heads-up, 0 due, 1 and 2 again, 3 escalated, and one more
    for every repetition.
    """

    ledgered: ClassVar = False

    class Stage(models.TextChoices):
        HEADS_UP = "heads_up", _("heads-up")
        DUE = "due", _("due")
        AGAIN = "again", _("again")
        ESCALATED = "escalated", _("escalated")
        SNOOZED = "snoozed", _("after a snooze")

    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="reminders"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.PROTECT,
        related_name="reminders",
    )
    round = models.PositiveSmallIntegerField(_("round"))
    step = models.SmallIntegerField(_("step"))
    stage = models.CharField(_("stage"), max_length=20, choices=Stage)
    snooze = models.OneToOneField(
        Snooze,
        verbose_name=_("snooze"),
        on_delete=models.PROTECT,
        related_name="reminder",
        null=True,
    )
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
                fields=["question", "reviewer", "round", "step"],
                condition=Q(snooze__isnull=True),
                name="one_reminder_per_step",
            ),
        ]
        indexes = [
            models.Index(
                fields=["reviewer", "question"],
                condition=Q(digest__isnull=True),
                name="reminder_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.question} ({self.reviewer})"


class Link(models.Model):
    """A link of an e-mail that has done what it was for; it does nothing more."""

    ledgered: ClassVar = False

    digest = models.CharField(_("SHA-256 of the link"), max_length=64, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.PROTECT
    )
    question = models.ForeignKey(Question, verbose_name=_("question"), on_delete=models.PROTECT)
    act = models.CharField(_("act"), max_length=20)
    spent_at = models.DateTimeField(_("spent"))

    class Meta:
        verbose_name = _("spent link")
        verbose_name_plural = _("spent links")

    def __str__(self) -> str:
        return f"{self.user}: {self.act}"
