"""What really happened, who says so, and what was adopted."""

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
