"""What if another source were right?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from predictions.outcomes.models.reports import Report
from predictions.public_ids import PublicIdField
from predictions.questions.models import Event, Question


class Scenario(models.Model):
    """An alternative set of reports, for a whole event: its questions are read together."""

    public_id = PublicIdField()
    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="scenarios"
    )
    name = models.CharField(_("name"), max_length=200)
    note = models.TextField(_("note"), help_text=_("Whose account it follows, and why."))
    set_at = models.DateTimeField(_("set"))

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        constraints = [
            models.UniqueConstraint(fields=["event", "name"], name="one_scenario_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Supposition(models.Model):
    """The report that a scenario supposes to be right about one question."""

    scenario = models.ForeignKey(
        Scenario,
        verbose_name=_("scenario"),
        on_delete=models.PROTECT,
        related_name="suppositions",
    )
    question = models.ForeignKey(
        Question,
        verbose_name=_("question"),
        on_delete=models.PROTECT,
        related_name="suppositions",
    )
    report = models.ForeignKey(
        Report, verbose_name=_("report"), on_delete=models.PROTECT, related_name="suppositions"
    )

    class Meta:
        verbose_name = _("supposition")
        verbose_name_plural = _("suppositions")
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "question"], name="one_supposition_per_question"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scenario}: {self.report}"
