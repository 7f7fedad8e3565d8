"""A forecast as a card: what was said, what came of it, and why it scored as it did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext

from predictions.dashboard.marked import sentences
from predictions.dashboard.marked.density import Density, Words, density
from predictions.dashboard.marked.states import State, state_of
from predictions.forecasts.models import Coding, Forecast
from predictions.merging import effective
from predictions.outcomes.models import Resolution
from predictions.outcomes.queries import current_resolutions
from predictions.questions.models import Hindsight, Question
from predictions.questions.spaces import options_of, space_of
from predictions.scores.models import Score
from predictions.scores.queries import scores_of


@dataclass(frozen=True)
class Card:
    """A forecast beside the text: what was said, what came of it, and why it scored as it did."""

    number: int
    state: State
    forecast: Forecast
    question: Question | None
    title: str
    line: str
    why: str
    facts: Sequence[tuple[str, str]]
    notes: Sequence[str]
    density: Density | None
    score: Score | None

    @property
    def coding(self) -> Coding | None:
        """The coding that counts."""
        return self.forecast.coding


# In the order of the text; of quotes that begin together the longer one comes first.
ORDER = ("start", "-end", "pk")


def number_of(forecast: Forecast) -> int:
    """The number of a forecast's mark and card in its article."""
    in_order = Forecast.objects.filter(article=forecast.article_id).order_by(*ORDER)
    return list(in_order.values_list("pk", flat=True)).index(forecast.pk) + 1


def with_all_that_cards_show(forecasts: QuerySet[Forecast]) -> QuerySet[Forecast]:
    """Forecasts in the order of their text, with what their cards need but outcomes and scores."""
    return (
        forecasts.select_related(
            "forecaster",
            "statement",
            "coding",
            "question__event",
            "question__criteria",
            "question__reference",
            "question__merged_into__event",
            "question__merged_into__criteria",
            "question__merged_into__reference",
        )
        .prefetch_related("question__options", "question__merged_into__options")
        .order_by(*ORDER)
    )


def cards_of(forecasts: Sequence[Forecast], *, now: datetime) -> dict[int, Card]:
    """The cards of forecasts, numbered as they come."""
    questions = {effective(one.question) for one in forecasts if one.question}
    resolutions = {
        one.question_id: one
        for one in current_resolutions()
        .filter(question__in=questions)
        .select_related("report")
        .prefetch_related("report__evidence")
    }
    scores = {
        one.coding_id: one
        for one in scores_of([one.coding_id for one in forecasts if one.coding_id]).select_related(
            "reference", "report"
        )
    }
    numbers = {forecast.pk: number for number, forecast in enumerate(forecasts, start=1)}
    cards: dict[int, Card] = {}
    for forecast in forecasts:
        question = effective(forecast.question) if forecast.question else None
        cards[numbers[forecast.pk]] = _card(
            forecast,
            question,
            numbers,
            resolutions.get(question.pk) if question else None,
            scores.get(forecast.coding_id) if forecast.coding_id else None,
            now,
        )
    return cards


def _card(
    forecast: Forecast,
    question: Question | None,
    numbers: dict[int, int],
    resolution: Resolution | None,
    score: Score | None,
    now: datetime,
) -> Card:
    coding = forecast.coding
    state = state_of(
        forecast,
        resolution=resolution,
        prediction=coding.prediction if coding else None,
        now=now,
    )
    return Card(
        number=numbers[forecast.pk],
        state=state,
        forecast=forecast,
        question=question,
        title=question.wording if question else forecast.quote,
        line=_line(forecast, question, state, resolution),
        why=_why(forecast, resolution, score),
        facts=_facts(forecast, question, resolution, score),
        notes=list(_notes(forecast, question, numbers, score, state)),
        density=_density(forecast, question, resolution),
        score=score,
    )


def _line(
    forecast: Forecast, question: Question | None, state: State, resolution: Resolution | None
) -> str:
    """What a closed card says: what was said, and what happened or when it will be known."""
    if forecast.coding is None or question is None:
        voice = (
            ""
            if forecast.voice == Forecast.Voice.OWN
            else f"{forecast.get_voice_display().capitalize()}: {forecast.forecaster} · "
        )
        return f"{voice}{sentences.not_checkable(forecast)}"
    said = sentences.said(forecast.coding)
    if forecast.withdrawn_at:
        return f"{said} · {forecast.get_withdrawn_because_display()}"
    if resolution:
        return f"{said} · {sentences.outcome(resolution)}"
    if question.resolves_at is None:
        return f"{said} · {gettext('a draft: nobody has said yet how it will be decided')}"
    day = sentences.day(question.resolves_at, question)
    words = gettext("due since %(day)s") if state == State.DUE else gettext("known on %(day)s")
    return f"{said} · {words % {'day': day}}"


def _why(forecast: Forecast, resolution: Resolution | None, score: Score | None) -> str:
    if forecast.withdrawn_at:
        return gettext("Withdrawn: %(note)s") % {"note": forecast.withdrawal_note}
    return sentences.why(forecast, resolution, score)


def _facts(
    forecast: Forecast,
    question: Question | None,
    resolution: Resolution | None,
    score: Score | None,
) -> list[tuple[str, str]]:
    coding = forecast.coding
    if coding is None or question is None:
        return []
    facts = [(gettext("Words"), sentences.wording(coding))]
    if readings := sentences.readings(coding, score):
        facts.append((gettext("Readings"), readings))
    if forecast.voice != Forecast.Voice.OWN:
        facts.append((forecast.get_voice_display().capitalize(), str(forecast.forecaster)))
    if question.reference:
        source = question.reference.source or question.reference.get_origin_display()
        facts.append((gettext("Reference"), source))
    if resolution and resolution.report:
        known = gettext("known %(day)s, by %(source)s") % {
            "day": sentences.day(resolution.known_at, question),
            "source": resolution.report.source,
        }
        facts.append((gettext("Outcome"), known))
    if score:
        facts.append(("n", gettext("1 question, 1 event: no interval")))
    return facts


def _notes(
    forecast: Forecast,
    question: Question | None,
    numbers: dict[int, int],
    score: Score | None,
    state: State,
) -> list[str]:
    if question is None:
        return [gettext("Kept and counted, never scored.")]
    notes = []
    if forecast.implied_by_id in numbers:
        notes.append(
            gettext("The same statement as %(number)s, counted once.")
            % {"number": numbers[forecast.implied_by_id]}
        )
    if score and state in (State.INSIDE, State.OUTSIDE):
        inside = gettext("“Inside” is not the same as good.") if state == State.INSIDE else ""
        notes.append(" ".join(filter(None, (inside, sentences.below(score)))))
    if is_after_the_fact(forecast, question):
        notes.append(
            gettext("Recorded after the fact, on %(day)s.")
            % {"day": date_format(forecast.recorded_at, "j F Y")}
        )
    if forecast.coding and forecast.coding.hindsight == Hindsight.RETROSPECTIVE:
        notes.append(gettext("Coded with hindsight."))
    if forecast.coding and forecast.coding.hindsight == Hindsight.BLIND:
        notes.append(gettext("Coded afterwards, without knowing the outcome."))
    return notes


def _density(
    forecast: Forecast, question: Question | None, resolution: Resolution | None
) -> Density | None:
    if forecast.coding is None or question is None:
        return None
    report = resolution.report if resolution else None
    return density(
        forecast.coding.prediction,
        space=space_of(question, options_of(question), forecast.article.published_on),
        unit=question.unit,
        reference=question.reference.prediction if question.reference else None,
        outcome=report.value if report else None,
        words=Words(
            forecast=gettext("forecast"),
            reference=gettext("reference"),
            outcome=gettext("outcome"),
            description=gettext(
                "Density of the forecast and of its reference on one scale: %(why)s"
            )
            % {"why": sentences.why(forecast, resolution, None)},
        ),
    )


def is_after_the_fact(forecast: Forecast, question: Question | None) -> bool:
    """Whether a forecast was recorded only after its question should have been answered."""
    return bool(question and question.resolves_at and forecast.recorded_at > question.resolves_at)
