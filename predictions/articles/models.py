"""What was published, where, and by whom."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from predictions.accounts.models import Project
from predictions.merging import Mergeable
from predictions.public_ids import PublicIdField


class Outlet(models.Model):
    """Who published."""

    public_id = PublicIdField()
    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.PROTECT, related_name="outlets"
    )
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="one_outlet_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Forecaster(Mergeable):
    """Who said it: a person, an organisation or a model; never a user of Foresaid."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANISATION = "organisation", _("organisation")
        MODEL = "model", _("statistical model")

    public_id = PublicIdField()
    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.PROTECT, related_name="forecasters"
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.PERSON)

    class Meta(Mergeable.Meta):
        verbose_name = _("forecaster")
        verbose_name_plural = _("forecasters")

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """A name a forecaster goes by, the one shown included: each means one forecaster."""

    searched: ClassVar = ("name",)

    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.PROTECT, related_name="aliases"
    )
    forecaster = models.ForeignKey(
        Forecaster, verbose_name=_("forecaster"), on_delete=models.PROTECT, related_name="aliases"
    )
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="one_forecaster_per_alias"),
        ]

    def __str__(self) -> str:
        return self.name


class Article(models.Model):
    """One published text, broadcast, post or transcript, with the text as it was recorded."""

    searched: ClassVar = ("title",)

    class Extent(models.TextChoices):
        FULL = "full", _("fully coded")
        SELECTION = "selection", _("a selection")

    class Precision(models.TextChoices):
        DAY = "day", _("to the day")
        MONTH = "month", _("to the month: its last day stands for it")
        YEAR = "year", _("to the year: its last day stands for it")

    public_id = PublicIdField()
    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.PROTECT, related_name="articles"
    )
    outlet = models.ForeignKey(
        Outlet,
        verbose_name=_("outlet"),
        on_delete=models.PROTECT,
        related_name="articles",
        null=True,
        blank=True,
    )
    forecaster = models.ForeignKey(
        Forecaster, verbose_name=_("author"), on_delete=models.PROTECT, related_name="articles"
    )
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    medium = models.CharField(_("medium"), max_length=60)
    language = models.CharField(_("language"), max_length=20)
    translation = models.CharField(_("translation"), max_length=300, blank=True)
    published_on = models.DateField(_("published"))
    published_precision = models.CharField(
        _("date known"), max_length=10, choices=Precision, default=Precision.DAY
    )
    published_inferred = models.TextField(
        _("date inferred from"),
        blank=True,
        help_text=_("Empty where the publication states its date."),
    )
    extent = models.CharField(_("coded"), max_length=20, choices=Extent)
    note = models.TextField(_("note"), blank=True)
    version_of = models.ForeignKey(
        "self",
        verbose_name=_("version of"),
        on_delete=models.PROTECT,
        related_name="later_versions",
        null=True,
        help_text=_("The first version, where this text is a correction of it."),
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    original = models.ForeignKey(
        "self",
        verbose_name=_("original"),
        on_delete=models.PROTECT,
        related_name="renderings",
        null=True,
        help_text=_("What this is a translation or a reprint of."),
    )
    retracted_on = models.DateField(
        _("retracted"), null=True, help_text=_("Shown; what it foretold stays scored.")
    )
    retraction_note = models.TextField(_("as the retraction says"), blank=True)
    licensed = models.BooleanField(
        _("full text may be published"),
        default=False,
        help_text=_("Otherwise outsiders see the quotes and where they stand."),
    )
    text = models.TextField(_("text"))
    text_sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    coding_sha256 = models.CharField(_("SHA-256 of the coding as recorded"), max_length=64)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.UniqueConstraint(fields=["project", "text_sha256"], name="one_article_per_text"),
            models.CheckConstraint(condition=~Q(text=""), name="article_has_text"),
            models.UniqueConstraint(fields=["version_of", "number"], name="one_text_per_version"),
            models.CheckConstraint(
                condition=Q(version_of__isnull=True, number=1)
                | Q(version_of__isnull=False, number__gt=1) & ~Q(version_of=F("id")),
                name="later_version_points_to_the_first",
            ),
            models.CheckConstraint(
                condition=Q(original__isnull=True) | ~Q(original=F("id")),
                name="article_is_not_its_own_original",
            ),
            models.CheckConstraint(
                condition=Q(retracted_on__isnull=True, retraction_note="")
                | Q(retracted_on__isnull=False) & ~Q(retraction_note=""),
                name="retraction_says_what_was_retracted",
            ),
        ]

    def __str__(self) -> str:
        return self.title
