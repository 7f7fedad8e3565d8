"""A reasoned challenge to what was recorded."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from predictions.accounts.models import Project
from predictions.forecasts.models import Coding, Forecast
from predictions.outcomes.models.decisions import Resolution
from predictions.public_ids import PublicIdField
from predictions.questions.models import Criteria


def _only(target: str) -> Q:
    """That of the four things an objection can concern, this one is given."""
    fields = ("forecast", "coding", "criteria", "resolution")
    return Q(**{f"{field}__isnull": field != target for field in fields})


class Objection(models.Model):
    """A challenge to one thing, by a member, perhaps for somebody else; and what was replied."""

    class Concerns(models.TextChoices):
        QUOTE = "quote", _("a quote")
        ATTRIBUTION = "attribution", _("an attribution: who said it")
        CODING = "coding", _("a coding")
        CRITERIA = "criteria", _("criteria")
        RESOLUTION = "resolution", _("a resolution")

    public_id = PublicIdField()
    project = models.ForeignKey(
        Project, verbose_name=_("project"), on_delete=models.PROTECT, related_name="objections"
    )
    concerns = models.CharField(_("concerns"), max_length=20, choices=Concerns)
    forecast = models.ForeignKey(
        Forecast,
        verbose_name=_("forecast"),
        on_delete=models.PROTECT,
        related_name="objections",
        null=True,
    )
    coding = models.ForeignKey(
        Coding,
        verbose_name=_("coding"),
        on_delete=models.PROTECT,
        related_name="objections",
        null=True,
    )
    criteria = models.ForeignKey(
        Criteria,
        verbose_name=_("criteria"),
        on_delete=models.PROTECT,
        related_name="objections",
        null=True,
    )
    resolution = models.ForeignKey(
        Resolution,
        verbose_name=_("resolution"),
        on_delete=models.PROTECT,
        related_name="objections",
        null=True,
    )
    text = models.TextField(_("objection"))
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("filed by"),
        on_delete=models.PROTECT,
        related_name="objections",
    )
    on_behalf_of = models.CharField(
        _("on behalf of"), max_length=300, blank=True, help_text=_("Somebody who is no member.")
    )
    filed_at = models.DateTimeField(_("filed"))
    late = models.BooleanField(
        _("late"),
        default=False,
        help_text=_(
            "Filed after the days for objections; it can reopen the question all the same."
        ),
    )
    upheld = models.BooleanField(
        _("upheld"), null=True, help_text=_("Unknown until it is decided.")
    )
    reply = models.TextField(_("reply"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="decided_objections",
        null=True,
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    uninvolved = models.BooleanField(
        _("decided by somebody uninvolved"),
        null=True,
        help_text=_("No, where everybody who could decide had a hand in it."),
    )

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        constraints = [
            models.CheckConstraint(
                condition=Q(concerns__in=["quote", "attribution"]) & _only("forecast")
                | Q(concerns="coding") & _only("coding")
                | Q(concerns="criteria") & _only("criteria")
                | Q(concerns="resolution") & _only("resolution"),
                name="objection_concerns_one_thing",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="objection_says_why"),
            models.CheckConstraint(
                condition=Q(concerns="resolution") | Q(late=False),
                name="only_resolutions_have_days_for_objections",
            ),
            models.CheckConstraint(
                condition=Q(
                    upheld__isnull=True,
                    reply="",
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                    uninvolved__isnull=True,
                )
                | Q(
                    upheld__isnull=False,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    uninvolved__isnull=False,
                )
                & ~Q(reply=""),
                name="decided_objection_has_a_reply",
            ),
        ]
        indexes = [
            models.Index(
                fields=["project", "id"],
                condition=Q(decided_at__isnull=True),
                name="objection_undecided",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def target(self) -> Forecast | Coding | Criteria | Resolution:
        """The one thing that is challenged."""
        target = self.forecast or self.coding or self.criteria or self.resolution
        if target is None:
            raise ValueError("An objection concerns something.")
        return target
