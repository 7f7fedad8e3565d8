"""How much of what somebody foretold can be checked at all, and why the rest cannot."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from predictions.articles.models import Forecaster
from predictions.articles.queries import effective_forecaster
from predictions.dashboard.selection import Selection
from predictions.forecasts.models import Forecast


@dataclass(frozen=True)
class Checkable:
    """A forecaster's utterances: how many, how many can be checked, and the others by reason code."""

    key: int
    forecaster: str
    forecasts: int
    checkable: int
    reasons: Mapping[str, int]

    @property
    def share(self) -> float:
        """The share that can be checked, 0 to 1."""
        return self.checkable / self.forecasts


def checkable(selection: Selection) -> list[Checkable]:
    """By forecaster, the least checkable first; of fully coded articles, unless selections count too.

    A selection is made of what can be checked, so its share would say nothing.
    """
    found = Forecast.objects.filter(withdrawn_at__isnull=True)
    if not selection.selections:
        found = found.filter(article__extent="full")
    if not selection.voices:
        found = found.filter(voice=Forecast.Voice.OWN)
    if selection.project is not None:
        found = found.filter(article__project=selection.project)
    counts: dict[int, Counter[str]] = {}
    for key, reason, number in (
        found.annotate(who=effective_forecaster())
        .values("who", "not_checkable")
        .annotate(number=Count("pk"))
        .values_list("who", "not_checkable", "number")
    ):
        counts.setdefault(key, Counter())[reason] += number
    names = dict(Forecaster.objects.filter(pk__in=counts).values_list("pk", "name"))
    rows = [
        Checkable(
            key=key,
            forecaster=names[key],
            forecasts=reasons.total(),
            checkable=reasons[""],
            reasons={reason: number for reason, number in reasons.items() if reason},
        )
        for key, reasons in counts.items()
    ]
    return sorted(rows, key=lambda one: (one.share, one.forecaster))
