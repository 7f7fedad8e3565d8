"""What really happened, who says so, and what was adopted."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from predictions.accounts.models import Project
from predictions.questions.models import Question


class Evidence(models.Model):
    """One thing anybody can look at; it may serve several questions."""

    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.PROTECT, related_name="evidence"
    )
    url = models.URLField(_("address"), max_length=1000, blank=True)
    quotation = models.TextField(_("quotation"), blank=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=~Q(url="") | ~Q(quotation=""), name="evidence_can_be_looked_at"
            ),
        ]

    def __str__(self) -> str:
        return self.url or self.quotation


class Report(models.Model):
    """One source's account of what happened."""

    append_only: ClassVar = True

    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="reports"
    )
    source = models.CharField(_("source"), max_length=300)
    value = models.JSONField(
        _("value"),
        help_text=_("true or false, a number, an option, a date, or “did not happen”."),
    )
    sentence = models.CharField(_("as a sentence"), max_length=500)
    evidence = models.ManyToManyField(Evidence, verbose_name=_("evidence"), related_name="reports")
    reported_at = models.DateTimeField(_("reported"))
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reported by"),
        on_delete=models.PROTECT,
        related_name="reports",
        null=True,
    )
    known_at = models.DateTimeField(
        _("known at"), help_text=_("When the world could know, by this report.")
    )

    class Meta:
        verbose_name = _("outcome report")
        verbose_name_plural = _("outcome reports")

    def __str__(self) -> str:
        return self.sentence


class Resolution(models.Model):
    """The adopted report, or the reason why no answer counts. Superseded, never edited."""

    append_only: ClassVar = True

    class Kind(models.TextChoices):
        ANSWERED = "answered", _("answered")
        ANNULLED = "annulled", _("annulled")
        AMBIGUOUS = "ambiguous", _("ambiguous")
        CONDITION_NOT_MET = "condition_not_met", _("condition not met")

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
                condition=Q(kind="answered", report__isnull=False)
                | ~Q(kind="answered") & Q(report__isnull=True),
                name="answered_resolution_adopts_a_report",
            ),
            models.CheckConstraint(
                condition=Q(kind="answered") | ~Q(rationale=""),
                name="resolution_without_answer_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.report.sentence if self.report else self.get_kind_display()
