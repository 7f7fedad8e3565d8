"""How well two coders of the same articles agree."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from predictions.accounts.models import Project
from predictions.forecasts.agreements import of_project
from predictions.statistics import Agreement


@dataclass(frozen=True)
class AgreementCard:
    """Krippendorff's alpha in three respects."""

    articles: int
    rows: list[tuple[str, Agreement]]

    @property
    def reading(self) -> str:
        """The agreement in a sentence; "" where nothing was coded twice."""
        said = [
            gettext("%(alpha).2f (%(interval)s, n = %(n)s) on %(what)s")
            % {
                "alpha": one.alpha,
                "interval": f"{one.interval.low:.2f} to {one.interval.high:.2f}"
                if one.interval
                else gettext("too few for an interval"),
                "n": one.units,
                "what": what,
            }
            for what, one in self.rows
            if one.alpha is not None
        ]
        if not said:
            return ""
        head = ngettext(
            "Two coders read the same %(n)s article: Krippendorff’s alpha",
            "Two coders read the same %(n)s articles: Krippendorff’s alpha",
            self.articles,
        ) % {"n": self.articles}
        return f"{head} {', '.join(said)}."

    @property
    def table(self) -> list[dict[str, Any]]:
        """The three respects for programs."""
        return [
            {
                "what": what,
                "alpha": one.alpha,
                "low": one.interval.low if one.interval else None,
                "high": one.interval.high if one.interval else None,
                "units": one.units,
                "clusters": one.clusters,
            }
            for what, one in self.rows
        ]


def agreement_card(project: Project) -> AgreementCard:
    """Over all articles of a project that were coded twice."""
    found = of_project(project)
    rows = [
        (gettext("places"), found.places),
        (gettext("type"), found.types),
        (gettext("probability"), found.probabilities),
    ]
    return AgreementCard(found.articles, rows if found.articles else [])
