"""What can be known one day, and how it will be decided."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from predictions.accounts.models import Project
from predictions.merging import Mergeable
from predictions.public_ids import PublicIdField


class Hindsight(models.TextChoices):
    """How much the one who coded, set criteria or chose a reference could know of the outcome."""

    PROSPECTIVE = "prospective", _("prospective: before the outcome could be known")
    BLIND = "blind", _("blind: afterwards, without knowing it")
    RETROSPECTIVE = "retrospective", _("retrospective: with hindsight")


class Topic(models.Model):
    """A subject that events belong to."""

    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.PROTECT, related_name="topics"
    )
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="one_topic_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Event(Mergeable):
    """One turn of the world that decides a group of questions: the unit of resampling."""

    public_id = PublicIdField()
    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.PROTECT, related_name="events"
    )
    name = models.CharField(_("name"), max_length=300)
    topics = models.ManyToManyField(
        Topic, verbose_name=_("topics"), related_name="events", blank=True
    )

    class Meta(Mergeable.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            *Mergeable.Meta.constraints,
            models.UniqueConstraint(fields=["project", "name"], name="one_event_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Question(Mergeable):
    """One question about an event, with one answer.

    A draft holds forecasts but never becomes due. Whether an open question is due is computed
    from the clock, never stored.
    """

    searched: ClassVar = ("wording",)

    class Type(models.TextChoices):
        BINARY = "binary", _("yes or no")
        CATEGORICAL = "categorical", _("one of several options")
        NUMERIC = "numeric", _("a number")
        DATE = "date", _("a date")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open")
        PROPOSED = "proposed", _("proposed")
        RESOLVED = "resolved", _("resolved")
        MERGED = "merged", _("merged into another")

    public_id = PublicIdField()
    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="questions"
    )
    wording = models.CharField(_("wording"), max_length=500)
    type = models.CharField(_("type"), max_length=20, choices=Type)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    lower = models.FloatField(_("lower bound"), null=True, blank=True)
    upper = models.FloatField(_("upper bound"), null=True, blank=True)
    ordered = models.BooleanField(_("options are ordered"), default=False)
    opens_on = models.DateField(
        _("from"), null=True, blank=True, help_text=_("Date questions: the first day that counts.")
    )
    horizon = models.DateField(
        _("horizon"),
        null=True,
        blank=True,
        help_text=_("Date questions: the last day that counts."),
    )
    yes_sentence = models.CharField(
        _("said when yes"), max_length=300, blank=True, help_text=_("“nobody was killed”")
    )
    no_sentence = models.CharField(
        _("said when no"), max_length=300, blank=True, help_text=_("“somebody was killed”")
    )
    condition = models.TextField(
        _("condition"),
        blank=True,
        help_text=_("If it is not met, the question has no answer and nothing is scored."),
    )
    reviewers_needed = models.PositiveSmallIntegerField(
        _("reviewers needed"),
        null=True,
        blank=True,
        choices=Project.REVIEWERS_NEEDED,
        help_text=_("Empty: as many as the project asks for."),
    )
    sibling_of = models.ForeignKey(
        "self",
        verbose_name=_("sibling of"),
        on_delete=models.PROTECT,
        related_name="siblings",
        null=True,
        help_text=_("The question whose wording a report did not answer: it is of this quantity."),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status)
    resolves_at = models.DateTimeField(_("resolves at"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    registered_at = models.DateTimeField(_("registered"))
    known_at = models.DateTimeField(
        _("known at"),
        null=True,
        help_text=_("When the world could know, by the resolution recorded last."),
    )
    asked_from = models.DateTimeField(
        _("asked from"),
        null=True,
        help_text=_(
            "From when on reviewers are asked: the later of resolves-at and registration, or "
            "when it was last put off or reopened."
        ),
    )
    round = models.PositiveSmallIntegerField(
        _("round of asking"), default=1, help_text=_("A new date or a reopening begins a new one.")
    )
    criteria = models.OneToOneField(
        "predictions.Criteria",
        verbose_name=_("criteria"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    reference = models.OneToOneField(
        "predictions.Reference",
        verbose_name=_("reference forecast"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta(Mergeable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            *Mergeable.Meta.constraints,
            models.UniqueConstraint(fields=["event", "wording"], name="one_question_per_wording"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "merged"])
                | Q(resolves_at__isnull=False, criteria__isnull=False),
                name="open_question_has_criteria_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(type="numeric") | ~Q(unit=""), name="numeric_question_has_unit"
            ),
            models.CheckConstraint(
                condition=Q(type="numeric") | Q(lower__isnull=True, upper__isnull=True),
                name="only_numeric_questions_have_bounds",
            ),
            models.CheckConstraint(
                condition=Q(lower__isnull=True) | Q(upper__isnull=True) | Q(lower__lt=F("upper")),
                name="lower_bound_below_upper",
            ),
            models.CheckConstraint(
                condition=Q(type="categorical") | Q(ordered=False),
                name="only_options_can_be_ordered",
            ),
            models.CheckConstraint(
                condition=Q(
                    type="date",
                    opens_on__isnull=False,
                    horizon__isnull=False,
                    horizon__gt=F("opens_on"),
                )
                | (~Q(type="date") & Q(opens_on__isnull=True, horizon__isnull=True)),
                name="date_question_has_horizon",
            ),
            models.CheckConstraint(
                condition=Q(status="merged", merged_into__isnull=False)
                | ~Q(status="merged") & Q(merged_into__isnull=True),
                name="merged_question_points_to_the_other",
            ),
            models.CheckConstraint(
                condition=Q(sibling_of__isnull=True) | ~Q(sibling_of=F("id")),
                name="question_is_not_its_own_sibling",
            ),
        ]
        indexes = [
            models.Index(
                fields=["resolves_at", "id"],
                condition=Q(status__in=["open", "proposed"]),
                name="question_unresolved",
            ),
            models.Index(
                fields=["asked_from", "id"],
                condition=Q(status__in=["open", "proposed"]),
                name="question_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.wording


class Option(models.Model):
    """One possible answer of a categorical question."""

    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="options"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    label = models.CharField(_("label"), max_length=200)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ("question", "position")
        constraints = [
            models.UniqueConstraint(fields=["question", "position"], name="one_option_per_place"),
            models.UniqueConstraint(fields=["question", "label"], name="one_option_per_label"),
        ]

    def __str__(self) -> str:
        return self.label


class Criteria(models.Model):
    """How a question will be decided, and who says so. Changed only by a new version."""

    append_only: ClassVar = True

    question = models.ForeignKey(
        Question,
        verbose_name=_("question"),
        on_delete=models.PROTECT,
        related_name="criteria_versions",
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    text = models.TextField(_("criteria"))
    deciding_source = models.CharField(_("deciding source"), max_length=300)
    reason = models.TextField(
        _("why it was changed"), blank=True, help_text=_("Empty for the first version.")
    )
    hindsight = models.CharField(_("written"), max_length=20, choices=Hindsight)
    set_at = models.DateTimeField(_("set"))

    class Meta:
        verbose_name = _("criteria")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="one_criteria_per_number"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="changed_criteria_say_why"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Reference(models.Model):
    """What someone who knows nothing special would have said."""

    append_only: ClassVar = True

    class Origin(models.TextChoices):
        STATED = "stated", _("stated: from a data set, by a rule")
        DEFAULT = "default", _("default: ignorance")

    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="references"
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    prediction = models.JSONField(_("prediction"))
    origin = models.CharField(_("origin"), max_length=20, choices=Origin)
    source = models.TextField(_("data set and rule"), blank=True)
    hindsight = models.CharField(_("chosen"), max_length=20, choices=Hindsight)
    set_at = models.DateTimeField(_("set"))

    class Meta:
        verbose_name = _("reference forecast")
        verbose_name_plural = _("reference forecasts")
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="one_reference_per_number"),
            models.CheckConstraint(
                condition=Q(origin="default") | ~Q(source=""),
                name="stated_reference_names_its_source",
            ),
        ]
        indexes = [
            models.Index(
                fields=["question"], condition=Q(number__gt=1), name="reference_beside_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_origin_display()}: {self.prediction}"


class Assignment(models.Model):
    """A reviewer who is asked to record what happened."""

    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="assignments"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.PROTECT,
        related_name="assignments",
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("No longer, once it was handed over or passed on.")
    )
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "reviewer"], name="one_assignment_per_reviewer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.question}"
