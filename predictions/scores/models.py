"""How good a forecast was, and how much better than its reference."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from predictions.forecasts.models import Coding
from predictions.outcomes.models import Report
from predictions.questions.models import Reference


class Score(models.Model):
    """The scores of one coding against one report, by one version of the rules.

    Negatively oriented: 0 is perfect. `skill` is positive when better than the reference.
    """

    ledgered: ClassVar = False

    class Rule(models.TextChoices):
        BRIER = "brier", _("Brier score")
        RPS = "rps", _("ranked probability score")
        CRPS = "crps", _("CRPS")
        ABSOLUTE_ERROR = "absolute_error", _("absolute error")

    coding = models.ForeignKey(
        Coding, verbose_name=_("coding"), on_delete=models.PROTECT, related_name="scores"
    )
    report = models.ForeignKey(
        Report, verbose_name=_("report"), on_delete=models.PROTECT, related_name="scores"
    )
    rules_version = models.PositiveSmallIntegerField(_("version of the rules"))
    reference = models.ForeignKey(
        Reference,
        verbose_name=_("reference forecast"),
        on_delete=models.PROTECT,
        related_name="scores",
        null=True,
    )
    rule = models.CharField(_("scoring rule"), max_length=20, choices=Rule)
    score = models.FloatField(_("score"))
    score_cautious = models.FloatField(_("score, cautious"))
    score_bold = models.FloatField(_("score, bold"))
    reference_score = models.FloatField(_("reference's score"), null=True)
    scale = models.FloatField(_("scale"), null=True)
    skill = models.FloatField(_("skill points"), null=True)
    skill_cautious = models.FloatField(_("skill points, cautious"), null=True)
    skill_bold = models.FloatField(_("skill points, bold"), null=True)
    skill_worst = models.FloatField(_("skill points at worst"), null=True)
    skill_best = models.FloatField(_("skill points at best"), null=True)
    log_score = models.FloatField(_("log score"), null=True)
    log_clipped = models.BooleanField(_("log score was clipped"), null=True)
    pit_lower = models.FloatField(_("PIT from"), null=True)
    pit_upper = models.FloatField(_("PIT to"), null=True)
    covered = models.BooleanField(_("inside the stated range"), null=True)
    scored_at = models.DateTimeField(_("scored"))

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(
                fields=["coding", "report", "rules_version"], name="one_score_per_coding_and_report"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rule_display()} {self.score:.4g}"
