"""How good a forecast was, and how much better than its reference."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from predictions.accounts.models import Project
from predictions.articles.models import Forecaster
from predictions.forecasts.models import Coding
from predictions.ledger.models import Act
from predictions.outcomes.models import Report
from predictions.questions.models import Event, Question, Reference


class Score(models.Model):
    """The scores of one coding against one report, by one version of the rules.

    Negatively oriented: 0 is perfect. `skill` is positive when better than the reference.

    The database does not check these foreign keys: that would take three quarters of the time of a full
    run. What they name is never deleted, and `verify_ledger` recomputes each score from it.
    """

    ledgered: ClassVar = False

    class Rule(models.TextChoices):
        BRIER = "brier", _("Brier score")
        RPS = "rps", _("ranked probability score")
        CRPS = "crps", _("CRPS")
        ABSOLUTE_ERROR = "absolute_error", _("absolute error")

    coding = models.ForeignKey(
        Coding,
        verbose_name=_("coding"),
        on_delete=models.PROTECT,
        related_name="scores",
        db_constraint=False,
        db_index=False,  # the unique constraint begins with it
    )
    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="scores",
        db_constraint=False,
        db_index=False,  # scores are found by their coding
    )
    rules_version = models.PositiveSmallIntegerField(_("version of the rules"))
    reference = models.ForeignKey(
        Reference,
        verbose_name=_("reference forecast"),
        on_delete=models.PROTECT,
        related_name="scores",
        null=True,
        db_constraint=False,
        db_index=False,
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
    act = models.ForeignKey(
        Act,
        verbose_name=_("scored by"),
        on_delete=models.PROTECT,
        related_name="scores",
        db_constraint=False,
        db_index=False,
        help_text=_("The act that carries the count and digest of what was scored together."),
    )

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


class Cell(models.Model):
    """What one forecaster's forecasts on one event add to a figure: prepared, and made anew from scores.

    A forecast needs switches before it enters a figure (`Switch`). A cell holds what its switches add: where
    a question has forecasts of one kind only, their mean; where it has several, the cells of more switches
    hold the difference that letting them in makes. So a figure is the sum over the cells whose switches are
    all turned on, exact for every combination.

    Where the time is `counts_from` or later, the cell counts: no clock has to touch it.
    """

    ledgered: ClassVar = False

    class Switch(models.IntegerChoices):
        """What a visible switch lets in; a cell has the sum of those it needs."""

        RETROSPECTIVE = 1, _("coded, decided or referenced with hindsight")
        SELECTIONS = 2, _("from an article of which a selection was coded")
        VOICES = 4, _("reported or endorsed")

    event = models.ForeignKey(
        Event,
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        related_name="cells",
        db_constraint=False,
        db_index=False,  # the unique constraint begins with it
    )
    forecaster = models.ForeignKey(
        Forecaster,
        verbose_name=_("forecaster"),
        on_delete=models.PROTECT,
        related_name="cells",
        db_constraint=False,
        db_index=False,  # nothing looks for the cells of one forecaster
    )
    type = models.CharField(_("type"), max_length=20, choices=Question.Type)
    stated = models.BooleanField(_("against a stated reference"))
    switches = models.PositiveSmallIntegerField(_("switches needed"))
    counts_from = models.DateTimeField(_("counts from"))
    points = models.FloatField(_("sum of the questions' mean skill points"))
    points_cautious = models.FloatField(_("the same, cautious"))
    points_bold = models.FloatField(_("the same, bold"))
    worst = models.FloatField(_("the same, had the worst come"))
    best = models.FloatField(_("the same, had the best come"))
    questions = models.IntegerField(_("questions"))

    class Meta:
        verbose_name = _("prepared figure")
        verbose_name_plural = _("prepared figures")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "forecaster", "type", "stated", "switches", "counts_from"],
                name="one_cell_per_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.forecaster}, {self.event}: {self.points:+.4g} on {self.questions}"


class Standing(models.Model):
    """Where a forecaster stands among those of a project on one type of question: prepared from cells.

    Refreshed apart from the scores, whenever the cells have changed; `refreshed_at` is shown with it. Without
    a rank: provisional, or against default references. Without an interval: too few events for one.
    """

    ledgered: ClassVar = False

    project = models.ForeignKey(
        Project,
        verbose_name=_("project"),
        on_delete=models.PROTECT,
        related_name="standings",
        db_constraint=False,
        db_index=False,  # the unique constraint begins with it
    )
    type = models.CharField(_("type"), max_length=20, choices=Question.Type)
    stated = models.BooleanField(_("against stated references"))
    switches = models.PositiveSmallIntegerField(_("switches turned on"))
    forecaster = models.ForeignKey(
        Forecaster,
        verbose_name=_("forecaster"),
        on_delete=models.PROTECT,
        related_name="standings",
        db_constraint=False,
    )
    mean = models.FloatField(_("mean skill points"))
    mean_cautious = models.FloatField(_("the same, cautious"))
    mean_bold = models.FloatField(_("the same, bold"))
    low = models.FloatField(_("from"), null=True)
    high = models.FloatField(_("to"), null=True)
    shrunk = models.FloatField(_("shrunk mean"), null=True)
    questions = models.PositiveIntegerField(_("questions"))
    events = models.PositiveIntegerField(_("events"))
    rank = models.PositiveIntegerField(_("rank"), null=True)
    rank_first = models.PositiveIntegerField(_("rank at best"), null=True)
    rank_last = models.PositiveIntegerField(_("rank at worst"), null=True)
    basis = models.BigIntegerField(_("digest of the cells"))
    refreshed_at = models.DateTimeField(_("refreshed"))

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "type", "stated", "switches", "forecaster"],
                name="one_standing_per_key",
            ),
        ]
        indexes = [
            models.Index(
                fields=["project", "stated", "switches", "type", "rank", "-mean"],
                name="standing_by_rank",
            )
        ]

    def __str__(self) -> str:
        return f"{self.forecaster}, {self.get_type_display()}: {self.mean:+.4g}"


class Calibration(models.Model):
    """How what was said compares with what came, of a project's questions of one type: prepared from scores.

    Refreshed as `Standing` is. `figures` are those of `Calibrated`: what the cards of calibration, words and
    ranges draw, and on how much they stand.
    """

    ledgered: ClassVar = False

    project = models.ForeignKey(
        Project,
        verbose_name=_("project"),
        on_delete=models.PROTECT,
        related_name="calibrations",
        db_constraint=False,
        db_index=False,  # the unique constraint begins with it
    )
    type = models.CharField(_("type"), max_length=20, choices=Question.Type, blank=True)
    switches = models.PositiveSmallIntegerField(_("switches turned on"))
    figures = models.JSONField(_("figures"))
    basis = models.BigIntegerField(_("digest of the scores"))
    refreshed_at = models.DateTimeField(_("refreshed"))

    class Meta:
        verbose_name = _("calibration")
        verbose_name_plural = _("calibrations")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "type", "switches"], name="one_calibration_per_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}, {self.get_type_display()}"
