"""What was foretold, word for word, and how it was read."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from predictions.articles.models import Article, Forecaster
from predictions.public_ids import PublicIdField
from predictions.questions.models import Criteria, Event, Hindsight, Question


class Statement(models.Model):
    """Forecasts of one forecaster that say one thing about one event."""

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="statements"
    )
    forecaster = models.ForeignKey(
        Forecaster,
        verbose_name=_("forecaster"),
        on_delete=models.PROTECT,
        related_name="statements",
    )
    label = models.CharField(_("label"), max_length=200)

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "forecaster", "label"], name="one_statement_per_label"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Forecast(models.Model):
    """One utterance: a quote where it stands, who said it, and the question it answers."""

    searched: ClassVar = ("quote",)

    class Voice(models.TextChoices):
        OWN = "own", _("own")
        REPORTED = "reported", _("reported")
        ENDORSED = "endorsed", _("endorsed")

    class NotCheckable(models.TextChoices):
        """Why nobody will be able to say whether it came true."""

        NO_ACT = "no_act", _("no act")
        NO_DATE = "no_date", _("no date")
        NO_MEASURE = "no_measure", _("no measure")
        INTENT = "intent", _("intent, not an observable act")
        NORMATIVE = "normative", _("says what should be, not what will be")
        VAGUE = "vague", _("too vague")

    class Withdrawn(models.TextChoices):
        WRONG_QUOTE = "wrong_quote", _("wrong quote: this was not said")
        WRONG_SPEAKER = "wrong_speaker", _("wrong speaker: somebody else said it")
        OTHER = "other", _("another reason")

    public_id = PublicIdField()
    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.PROTECT, related_name="forecasts"
    )
    key = models.CharField(_("key"), max_length=100)
    forecaster = models.ForeignKey(
        Forecaster, verbose_name=_("forecaster"), on_delete=models.PROTECT, related_name="forecasts"
    )
    voice = models.CharField(_("voice"), max_length=20, choices=Voice)
    quote = models.TextField(_("quote"))
    start = models.PositiveIntegerField(
        _("from character"), help_text=_("Counted in characters of the article's text, from 0.")
    )
    end = models.PositiveIntegerField(_("to character"))
    question = models.ForeignKey(
        Question,
        verbose_name=_("question"),
        on_delete=models.PROTECT,
        related_name="forecasts",
        null=True,
    )
    statement = models.ForeignKey(
        Statement,
        verbose_name=_("statement"),
        on_delete=models.PROTECT,
        related_name="forecasts",
        null=True,
    )
    implied_by = models.ForeignKey(
        "self",
        verbose_name=_("implied by"),
        on_delete=models.PROTECT,
        related_name="implies",
        null=True,
        help_text=_(
            "The principal forecast of the same statement; this one is shown, not counted."
        ),
    )
    not_checkable = models.CharField(
        _("not checkable"), max_length=20, choices=NotCheckable, blank=True
    )
    not_checkable_because = models.CharField(_("because"), max_length=300, blank=True)
    coding = models.OneToOneField(
        "predictions.Coding",
        verbose_name=_("coding"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        help_text=_("The coding that counts; former ones stay."),
    )
    recorded_at = models.DateTimeField(_("recorded"))
    withdrawn_at = models.DateTimeField(
        _("withdrawn"), null=True, help_text=_("Shown and counted, never scored.")
    )
    withdrawn_because = models.CharField(
        _("withdrawn because"), max_length=20, choices=Withdrawn, blank=True
    )
    withdrawal_note = models.TextField(_("what was wrong"), blank=True)

    class Meta:
        verbose_name = _("forecast")
        verbose_name_plural = _("forecasts")
        constraints = [
            models.UniqueConstraint(fields=["article", "key"], name="one_forecast_per_key"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="quote_is_not_empty"),
            models.CheckConstraint(
                condition=Q(question__isnull=False, statement__isnull=False, not_checkable="")
                | Q(question__isnull=True, coding__isnull=True) & ~Q(not_checkable=""),
                name="forecast_answers_a_question_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(implied_by__isnull=True) | ~Q(implied_by=F("id")),
                name="forecast_is_not_implied_by_itself",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="", withdrawal_note="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="") & ~Q(withdrawal_note=""),
                name="withdrawal_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.quote}”"


class Coding(models.Model):
    """How a forecast was read: the prediction, and how its words became numbers. Never edited."""

    append_only: ClassVar = True

    class How(models.TextChoices):
        STATED = "stated", _("stated: the author gave the number")
        LEXICON = "lexicon", _("lexicon")
        YARDSTICK = "yardstick", _("yardstick")
        IMPLICIT = "implicit certainty", _("implicit certainty: a convention of this house")
        JUDGED = "judged", _("judged")

    forecast = models.ForeignKey(
        Forecast, verbose_name=_("forecast"), on_delete=models.PROTECT, related_name="codings"
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    criteria = models.ForeignKey(
        Criteria,
        verbose_name=_("coded under"),
        on_delete=models.PROTECT,
        related_name="codings",
        null=True,
    )
    prediction = models.JSONField(_("prediction"))
    cautious = models.JSONField(_("cautious reading"), null=True)
    bold = models.JSONField(_("bold reading"), null=True)
    phrase = models.CharField(_("as printed"), max_length=300, blank=True)
    how = models.CharField(_("how it became a number"), max_length=20, choices=How)
    because = models.CharField(_("because"), max_length=500, blank=True)
    reason = models.TextField(
        _("why it supersedes the former"), blank=True, help_text=_("Empty for the first version.")
    )
    lexicon_entry = models.CharField(_("lexicon entry"), max_length=200, blank=True)
    lexicon_version = models.CharField(_("lexicon version"), max_length=20, blank=True)
    hindsight = models.CharField(_("coded"), max_length=20, choices=Hindsight)
    coder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("coder"),
        on_delete=models.PROTECT,
        related_name="codings",
        null=True,
    )
    coded_at = models.DateTimeField(_("coded at"))

    class Meta:
        verbose_name = _("coding")
        verbose_name_plural = _("codings")
        constraints = [
            models.UniqueConstraint(fields=["forecast", "number"], name="one_coding_per_number"),
            models.CheckConstraint(
                condition=Q(cautious__isnull=True, bold__isnull=True)
                | Q(cautious__isnull=False, bold__isnull=False),
                name="readings_come_in_pairs",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="superseding_coding_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_how_display()}: {self.prediction}"


class SecondCoding(models.Model):
    """An article coded once more, by somebody who has not seen the first coding."""

    class Given(models.TextChoices):
        TEXT = "text", _("the clean text")
        SPANS = "spans", _("the text, and where the forecasts stand")

    public_id = PublicIdField()
    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.PROTECT, related_name="second_codings"
    )
    coder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("coder"),
        on_delete=models.PROTECT,
        related_name="second_codings",
    )
    given = models.CharField(_("coded from"), max_length=10, choices=Given)
    begun_at = models.DateTimeField(_("begun"))
    finished_at = models.DateTimeField(_("finished"), null=True)
    given_up_at = models.DateTimeField(_("given up"), null=True)
    draft = models.JSONField(
        _("marked so far"),
        default=list,
        blank=True,
        help_text=_("What will be the spans; empty once it is finished."),
    )

    class Meta:
        verbose_name = _("second coding")
        verbose_name_plural = _("second codings")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "coder"], name="one_second_coding_per_coder"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(given_up_at__isnull=True),
                name="second_coding_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.coder}"

    @property
    def is_open(self) -> bool:
        """Whether its coder is still at it."""
        return self.finished_at is None and self.given_up_at is None


class Span(models.Model):
    """Characters of an article that a second coder read as a forecast, and how."""

    append_only: ClassVar = True

    second_coding = models.ForeignKey(
        SecondCoding,
        verbose_name=_("second coding"),
        on_delete=models.PROTECT,
        related_name="spans",
    )
    start = models.PositiveIntegerField(_("from character"))
    end = models.PositiveIntegerField(_("to character"))
    type = models.CharField(_("type"), max_length=20, choices=Question.Type, blank=True)
    prediction = models.JSONField(_("prediction"), null=True)
    cautious = models.JSONField(_("cautious reading"), null=True)
    bold = models.JSONField(_("bold reading"), null=True)
    phrase = models.CharField(_("as printed"), max_length=300, blank=True)
    how = models.CharField(
        _("how it became a number"), max_length=20, choices=Coding.How, blank=True
    )
    not_checkable = models.CharField(
        _("not checkable"), max_length=20, choices=Forecast.NotCheckable, blank=True
    )
    because = models.CharField(_("because"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("span")
        verbose_name_plural = _("spans")
        constraints = [
            models.UniqueConstraint(
                fields=["second_coding", "start", "end"], name="one_span_per_place"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="span_is_not_empty"),
            models.CheckConstraint(
                condition=Q(not_checkable="", prediction__isnull=False) & ~Q(type="") & ~Q(how="")
                | Q(prediction__isnull=True, type="", how="") & ~Q(not_checkable=""),
                name="span_has_a_prediction_or_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"


class Settlement(models.Model):
    """What became of one difference between the first and a second coding, and why."""

    append_only: ClassVar = True

    class Ruling(models.TextChoices):
        FIRST = "first", _("the first reading stands")
        RECODED = "recoded", _("the forecast was read anew")
        WITHDRAWN = "withdrawn", _("the forecast was withdrawn")
        ADDED = "added", _("a forecast was added")

    second_coding = models.ForeignKey(
        SecondCoding,
        verbose_name=_("second coding"),
        on_delete=models.PROTECT,
        related_name="settlements",
    )
    forecast = models.ForeignKey(
        Forecast,
        verbose_name=_("forecast"),
        on_delete=models.PROTECT,
        related_name="settlements",
        null=True,
    )
    span = models.OneToOneField(
        Span,
        verbose_name=_("span"),
        on_delete=models.PROTECT,
        related_name="settlement",
        null=True,
    )
    ruling = models.CharField(_("ruling"), max_length=20, choices=Ruling)
    reason = models.TextField(_("reason"))
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        on_delete=models.PROTECT,
        related_name="settlements",
        null=True,
    )
    settled_at = models.DateTimeField(_("settled"))

    class Meta:
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        constraints = [
            models.UniqueConstraint(
                fields=["second_coding", "forecast"], name="one_settlement_per_forecast"
            ),
            models.CheckConstraint(
                condition=Q(forecast__isnull=False) | Q(span__isnull=False),
                name="settlement_is_about_a_reading",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="settlement_says_why"),
        ]

    def __str__(self) -> str:
        return self.get_ruling_display()
