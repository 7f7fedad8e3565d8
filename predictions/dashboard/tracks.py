"""How a forecaster's forecast on one question moved over time, against what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext, ngettext

from predictions.articles.models import Forecaster
from predictions.dashboard.saying import percent
from predictions.forecasts.queries import standing
from predictions.outcomes.queries import current_resolutions
from predictions.questions.models import Question
from predictions.questions.queries import effective_question


@dataclass(frozen=True)
class Step:
    """What was said on one day: the mean, where several forecasts were published on it."""

    on: date
    p: float


@dataclass(frozen=True)
class Track:
    """The steps on one yes-or-no question, its reference, and how it ended."""

    question: Question
    steps: Sequence[Step]
    reference: float | None
    outcome: bool | None
    happened: str
    ended_on: date

    @property
    def last(self) -> str:
        """What was said last."""
        return gettext("said %(p)s") % {"p": f"{100 * self.steps[-1].p:.0f}"}

    @property
    def reading(self) -> str:
        """Whether it moved towards the outcome, in a sentence."""
        first, last = self.steps[0].p, self.steps[-1].p
        given = {"first": percent(first), "last": percent(last)}
        n = ngettext(
            "(%(n)s forecast on 1 question: n = 1)",
            "(%(n)s forecasts on 1 question: n = 1)",
            len(self.steps),
        ) % {"n": len(self.steps)}
        if self.outcome is None:
            moved = gettext("From %(first)s to %(last)s; the question is open") % given
        elif abs(last - self.outcome) < abs(first - self.outcome):
            moved = gettext("From %(first)s to %(last)s: towards what happened") % given
        elif abs(last - self.outcome) > abs(first - self.outcome):
            moved = gettext("From %(first)s to %(last)s: away from what happened") % given
        else:
            moved = gettext("From %(first)s to %(last)s: no nearer to what happened") % given
        return f"{moved} {n}."

    @property
    def table(self) -> list[dict[str, Any]]:
        """The steps for programs."""
        return [{"published": one.on.isoformat(), "p": one.p} for one in self.steps]


def track(forecaster: Forecaster) -> Track | None:
    """The forecaster's track on the question with the most days of saying; None if no question has two."""
    said = (
        standing()
        .filter(
            Q(forecaster=forecaster) | Q(forecaster__merged_into=forecaster),
            coding__isnull=False,
            implied_by__isnull=True,
            question__type=Question.Type.BINARY,
        )
        .annotate(asked=effective_question())
    )
    most = (
        said.values("asked")
        .annotate(days=Count("article__published_on", distinct=True))
        .filter(days__gte=2)
        .order_by("-days", "asked")
        .first()
    )
    if most is None:
        return None
    question = Question.objects.select_related("reference").get(pk=most["asked"])
    steps = _steps(said.filter(asked=question.pk))
    resolution = current_resolutions().filter(question=question).select_related("report").first()
    answer = resolution.report.value if resolution and resolution.report else None
    reference = question.reference.prediction if question.reference else {}
    ended = [steps[-1].on]
    if resolution:
        ended.append(resolution.known_at.date())
    return Track(
        question=question,
        steps=steps,
        reference=reference.get("p"),
        outcome=answer if isinstance(answer, bool) else None,
        happened=str(resolution) if resolution else "",
        ended_on=max(ended),
    )


def _steps(said: Any) -> list[Step]:
    days: dict[date, list[float]] = {}
    rows = said.order_by("article__published_on").values_list(
        "article__published_on", "coding__prediction"
    )
    for on, prediction in rows:
        days.setdefault(on, []).append(prediction["p"])
    return [Step(on, sum(some) / len(some)) for on, some in days.items()]
