"""What somebody is recorded to have said: how much of it can be checked, and why the rest cannot."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from predictions.articles.models import Article
from predictions.dashboard.saying import percent
from predictions.forecasts.models import Forecast
from predictions.questions.models import Question
from predictions.statistics import shares


@dataclass(frozen=True)
class Said:
    """What somebody is recorded to have said, and how much of it can be checked."""

    forecasts: int
    articles: int
    since: date | None
    checkable: int
    answered: int
    afterwards: int
    share: float
    low: float
    high: float
    of: int
    fully_coded: int
    reasons: Mapping[str, int]

    @property
    def sentence(self) -> str:
        """The record in a sentence."""
        if self.since is None:
            return gettext("No forecast is recorded yet.")
        recorded = ngettext(
            "%(n)s forecast recorded", "%(n)s forecasts recorded", self.forecasts
        ) % {"n": self.forecasts}
        places = ngettext("in %(n)s article", "in %(n)s articles", self.articles) % {
            "n": self.articles
        }
        open_ones = self.checkable - self.answered
        given = {
            "recorded": recorded,
            "places": places,
            "since": date_format(self.since, "F Y"),
            "checkable": self.checkable,
            "answered": self.answered,
            "open": open_ones,
        }
        return (
            gettext(
                "%(recorded)s %(places)s since %(since)s; %(checkable)s of them checkable: "
                "%(answered)s answered, %(open)s not yet."
            )
            % given
        )

    @property
    def share_words(self) -> str:
        """The share that is checkable."""
        return percent(self.share)

    @property
    def interval(self) -> str:
        """Its interval, and on how many it stands."""
        words = ngettext(
            "%(low)s to %(high)s, n = %(n)s in %(articles)s article",
            "%(low)s to %(high)s, n = %(n)s in %(articles)s articles",
            self.fully_coded,
        )
        return words % {
            "low": f"{100 * self.low:.0f}",
            "high": f"{100 * self.high:.0f}",
            "n": self.of,
            "articles": self.fully_coded,
        }

    @property
    def why_not(self) -> str:
        """Why the others cannot be checked, the most frequent reason first; "" where all can."""
        if not self.reasons:
            return ""
        named = [
            f"{Forecast.NotCheckable(reason).label} ({n})"
            for reason, n in sorted(self.reasons.items(), key=lambda one: (-one[1], one[0]))
        ]
        return gettext("The others: %(reasons)s.") % {"reasons": "; ".join(named)}

    @property
    def places(self) -> dict[str, str]:
        """Where share and interval are drawn, in percent of the plot."""
        ends = {"at": self.share, "low": self.low, "high": self.high}
        return {name: f"{1 + 98 * end:.1f}%" for name, end in ends.items()}


def said_of(said: QuerySet[Forecast]) -> Said:
    """What these forecasts are, in one query: a row for each article and whatever is counted apart.

    Share, interval and reasons are of fully coded articles: of a selection only what can be checked
    was coded, so its share would say nothing.
    """
    rows = list(
        said.annotate(
            is_answered=Q(question__status=Question.Status.RESOLVED),
            is_afterwards=Q(recorded_at__gt=F("question__resolves_at")),
        )
        .values_list(
            "article",
            "article__published_on",
            "article__extent",
            "not_checkable",
            "is_answered",
            "is_afterwards",
        )
        .annotate(Count("pk"))
        .order_by("article")
    )
    drawn = [row for row in rows if row[2] == Article.Extent.FULL]
    of = sum(row[-1] for row in drawn)
    # Articles, not forecasts, are what was drawn: who hedges does so throughout a column.
    found = shares(
        [float(not row[3]) for row in drawn],
        [row[-1] for row in drawn],
        [0] * len(drawn),
        [row[0] for row in drawn],
        count=1,
    )
    reasons: Counter[str] = Counter()
    for row in drawn:
        if row[3]:
            reasons[row[3]] += row[-1]
    return Said(
        forecasts=sum(row[-1] for row in rows),
        articles=len({row[0] for row in rows}),
        since=min((row[1] for row in rows), default=None),
        checkable=sum(row[-1] for row in rows if not row[3]),
        answered=sum(row[-1] for row in rows if row[4]),
        afterwards=sum(row[-1] for row in rows if row[5]),
        share=float(found.share[0]) if drawn else 0.0,
        low=float(found.low[0]),
        high=float(found.high[0]),
        of=of,
        fully_coded=len({row[0] for row in drawn}),
        reasons=reasons,
    )
