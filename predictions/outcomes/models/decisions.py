"""How an answer is decided: proposed, confirmed or declined, adopted."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from predictions.outcomes.models.reports import Report
from predictions.public_ids import PublicIdField
from predictions.questions.models import Question


class Kind(models.TextChoices):
    """What becomes of a question: an answer, or why none counts."""

    ANSWERED = "answered", _("answered")
    ANNULLED = "annulled", _("annulled")
    AMBIGUOUS = "ambiguous", _("ambiguous")
    CONDITION_NOT_MET = "condition_not_met", _("condition not met")


ADOPTS_A_REPORT_OR_SAYS_WHY = Q(kind="answered", report__isnull=False) | (
    ~Q(kind="answered") & Q(report__isnull=True) & ~Q(rationale="")
)


class Proposal(models.Model):
    """What a reviewer would adopt. It waits until it is confirmed or declined, and is never edited."""

    Kind = Kind

    public_id = PublicIdField()
    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="proposals"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    report = models.ForeignKey(
        Report,
        verbose_name=_("report to adopt"),
        on_delete=models.PROTECT,
        related_name="proposals",
        null=True,
    )
    known_at = models.DateTimeField(_("known at"), help_text=_("When the world could know."))
    rationale = models.TextField(_("rationale"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.PROTECT,
        related_name="proposals",
    )
    proposed_at = models.DateTimeField(_("proposed"))
    closed_at = models.DateTimeField(
        _("closed"),
        null=True,
        help_text=_("When it was confirmed or declined; until then it waits."),
    )

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(closed_at__isnull=True),
                name="one_proposal_waits_per_question",
            ),
            models.CheckConstraint(
                condition=ADOPTS_A_REPORT_OR_SAYS_WHY,
                name="proposal_adopts_a_report_or_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return self.report.sentence if self.report else self.get_kind_display()


class Confirmation(models.Model):
    """What a reviewer answered to a proposal: confirmed, or declined for another one."""

    append_only: ClassVar = True

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")

    proposal = models.ForeignKey(
        Proposal,
        verbose_name=_("proposal"),
        on_delete=models.PROTECT,
        related_name="confirmations",
    )
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="confirmations",
    )
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"), blank=True)
    counter = models.ForeignKey(
        Proposal,
        verbose_name=_("counter-proposal"),
        on_delete=models.PROTECT,
        related_name="preferred_by",
        null=True,
        help_text=_("What should be adopted instead."),
    )

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        constraints = [
            # One that was declined first can still be confirmed, by the third who decides.
            models.UniqueConstraint(
                fields=["proposal", "verdict"], name="one_verdict_of_a_kind_per_proposal"
            ),
            models.CheckConstraint(
                condition=Q(verdict="confirmed", counter__isnull=True)
                | Q(verdict="declined", counter__isnull=False) & ~Q(reason=""),
                name="declining_gives_a_reason_and_a_counter_proposal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.get_verdict_display()}"


class Resolution(models.Model):
    """The adopted report, or the reason why no answer counts. Superseded, never edited."""

    append_only: ClassVar = True

    Kind = Kind

    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="resolutions"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    report = models.ForeignKey(
        Report,
        verbose_name=_("adopted report"),
        on_delete=models.PROTECT,
        related_name="resolutions",
        null=True,
    )
    proposal = models.OneToOneField(
        Proposal,
        verbose_name=_("proposal"),
        on_delete=models.PROTECT,
        related_name="resolution",
        null=True,
        help_text=_("Empty where one reviewer was enough and recorded it at once."),
    )
    known_at = models.DateTimeField(
        _("known at"), help_text=_("When the world could know; later forecasts are not scored.")
    )
    rationale = models.TextField(_("rationale"), blank=True)
    supersedes = models.OneToOneField(
        "self",
        verbose_name=_("supersedes"),
        on_delete=models.PROTECT,
        related_name="superseded_by",
        null=True,
    )
    resolved_at = models.DateTimeField(_("resolved"))
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("resolved by"),
        on_delete=models.PROTECT,
        related_name="resolutions",
        null=True,
    )

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        constraints = [
            # With `supersedes` unique, the resolutions of a question form one chain: each has at
            # most one successor, and the one without successor counts.
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(supersedes__isnull=True),
                name="one_first_resolution_per_question",
            ),
            models.CheckConstraint(
                condition=ADOPTS_A_REPORT_OR_SAYS_WHY,
                name="resolution_adopts_a_report_or_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return self.report.sentence if self.report else self.get_kind_display()
