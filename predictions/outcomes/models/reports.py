"""What really happened, who says so, and where anybody can look."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from predictions.accounts.models import Project
from predictions.articles.models import Article
from predictions.public_ids import PublicIdField
from predictions.questions.models import Question


class Upload(models.Model):
    """A file that somebody handed in; its content lies in the storage, under its SHA-256."""

    append_only: ClassVar = True

    public_id = PublicIdField()
    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.PROTECT, related_name="uploads"
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    content_type = models.CharField(
        _("content type"), max_length=60, help_text=_("By its content, whatever its name says.")
    )
    size = models.PositiveIntegerField(_("bytes"))
    name = models.CharField(_("name"), max_length=200)
    uploaded_at = models.DateTimeField(_("uploaded"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.PROTECT,
        related_name="uploads",
        null=True,
    )

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        constraints = [
            models.UniqueConstraint(fields=["project", "sha256"], name="one_upload_per_content"),
        ]

    def __str__(self) -> str:
        return self.name


class Capture(models.Model):
    """The page behind an address as it was when Foresaid fetched it: an evidence's, or an article's.

    Wanted until it is kept or has failed. Whoever takes it up moves the next attempt, so that nobody
    else does meanwhile, and so that it comes back where a worker dies.
    """

    # What every attempt changes; the page itself stands in the ledger.
    unledgered: ClassVar = {"attempts", "not_before", "last_error"}

    class State(models.TextChoices):
        WANTED = "wanted", _("wanted")
        KEPT = "kept", _("kept")
        LACKS_QUOTATION = "lacks_quotation", _("lacks the quotation")
        UNREADABLE = "unreadable", _("kept, but no text to compare")
        FAILED = "failed", _("failed")

    public_id = PublicIdField()
    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.PROTECT, related_name="captures"
    )
    url = models.URLField(_("address"), max_length=1000)
    article = models.ForeignKey(
        Article,
        verbose_name=_("article"),
        on_delete=models.PROTECT,
        related_name="captures",
        null=True,
        help_text=_("Whose page it is; empty: the page of evidence."),
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.WANTED)
    wanted_at = models.DateTimeField(_("wanted"))
    taken_at = models.DateTimeField(_("fetched"), null=True)
    final_url = models.TextField(
        _("final address"), blank=True, help_text=_("After every redirect.")
    )
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    headers = models.JSONField(_("headers"), default=list)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    text = models.TextField(_("text"), blank=True, help_text=_("Extracted, for reading."))
    supersedes = models.OneToOneField(
        "self",
        verbose_name=_("supersedes"),
        on_delete=models.PROTECT,
        related_name="superseded_by",
        null=True,
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"), help_text=_("The next attempt."))
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["wanted", "failed"], sha256="", taken_at__isnull=True)
                | Q(state__in=["kept", "lacks_quotation", "unreadable"], taken_at__isnull=False)
                & ~Q(sha256=""),
                name="capture_is_kept_with_its_content",
            ),
            # With `supersedes` unique, the captures of an article's page form one chain.
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(supersedes__isnull=True),
                name="one_first_capture_per_article",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"], condition=Q(state="wanted"), name="capture_queue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.url} ({self.get_state_display()})"


class Evidence(models.Model):
    """One thing anybody can look at; it may serve several questions."""

    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.PROTECT, related_name="evidence"
    )
    url = models.URLField(_("address"), max_length=1000, blank=True)
    quotation = models.TextField(_("quotation"), blank=True)
    where = models.CharField(
        _("where it stands"),
        max_length=300,
        blank=True,
        help_text=_("For example “page 7, second table”."),
    )
    file = models.ForeignKey(
        Upload,
        verbose_name=_("file"),
        on_delete=models.PROTECT,
        related_name="evidence",
        null=True,
    )
    capture = models.OneToOneField(
        Capture,
        verbose_name=_("page as fetched"),
        on_delete=models.PROTECT,
        related_name="evidence",
        null=True,
    )

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=~Q(url="") | ~Q(quotation="") | Q(file__isnull=False),
                name="evidence_can_be_looked_at",
            ),
        ]

    def __str__(self) -> str:
        return self.url or self.quotation or str(self.file)


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
    quantity = models.CharField(
        _("another quantity"),
        max_length=300,
        blank=True,
        help_text=_("What was measured, where it is not what the question asks; never adopted."),
    )
    observed_at = models.DateTimeField(
        _("observed"), null=True, help_text=_("When the source saw or counted it.")
    )
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
