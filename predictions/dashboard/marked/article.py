"""One article with its forecasts: what its page shows, in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, ngettext

from predictions.articles.models import Article
from predictions.dashboard.marked import sentences
from predictions.dashboard.marked.cards import (
    Card,
    cards_of,
    is_after_the_fact,
    with_all_that_cards_show,
)
from predictions.dashboard.marked.spans import Paragraph, Span, marked
from predictions.dashboard.marked.states import State
from predictions.forecasts.models import Forecast
from predictions.questions.models import Event, Hindsight


@dataclass(frozen=True)
class Row:
    """A paragraph of the text, with the cards of the forecasts that end in it."""

    paragraph: Paragraph
    cards: Sequence[Card]


@dataclass(frozen=True)
class MarkedArticle:
    """The page: its text in rows, the cards by number, and what stands in its head."""

    article: Article
    rows: Sequence[Row]
    cards: dict[int, Card]
    events: Sequence[Event]

    @property
    def scored(self) -> list[Card]:
        """The cards with a score, in the order of the text."""
        return [card for card in self.cards.values() if card.score]

    @property
    def legend(self) -> list[tuple[State, int]]:
        """Every state with the number of forecasts in it; rare ones only where they occur."""
        rare = {State.KNOWN, State.VOID}
        found = [card.state for card in self.cards.values()]
        return [
            (state, found.count(state)) for state in State if state not in rare or state in found
        ]

    @property
    def standing(self) -> str:
        """The article in two sentences."""
        became = [
            (number, state.became(number))
            for state, number in self.legend
            if number and state != State.NOT_CHECKABLE
        ]
        checkable = sum(card.state != State.NOT_CHECKABLE for card in self.cards.values())
        return sentences.standing(became, checkable, len(self.cards), len(self.events))

    @property
    def reported(self) -> int:
        """How many forecasts are somebody else's."""
        return sum(
            card.forecast.voice != Forecast.Voice.OWN
            or card.forecast.forecaster_id != self.article.forecaster_id
            for card in self.cards.values()
        )

    @property
    def heading(self) -> str:
        """What stands over the table of scores."""
        n = len(self.scored)
        words = ngettext("The forecast, as scored", "The %(n)s forecasts, as scored", n)
        return words % {"n": sentences.count(n)}

    @property
    def is_after_the_fact(self) -> bool:
        """Whether a forecast was recorded only after its question should have been answered."""
        return any(is_after_the_fact(card.forecast, card.question) for card in self.cards.values())

    @property
    def is_retrospective(self) -> bool:
        """Whether a forecast was coded, or its question set, with hindsight."""
        return any(
            Hindsight.RETROSPECTIVE
            in (
                card.coding and card.coding.hindsight,
                card.question and card.question.criteria and card.question.criteria.hindsight,
            )
            for card in self.cards.values()
        )

    @property
    def reading(self) -> str:
        """What the table of scores says, in a sentence."""
        skills: dict[State, list[float]] = {state: [] for state in State}
        for card in self.scored:
            if card.score and card.score.skill is not None:
                skills[card.state].append(card.score.skill)
        n = gettext("n = %(forecasts)s in %(events)s") % {
            "forecasts": ngettext("%(n)s forecast", "%(n)s forecasts", len(self.scored))
            % {"n": len(self.scored)},
            "events": ngettext("%(n)s event", "%(n)s events", len(self.events))
            % {"n": len(self.events)},
        }
        apart = gettext("Single calls say little; a record is on the forecaster’s page.")
        earned = sentences.earned(
            skills[State.CAME_TRUE],
            skills[State.DID_NOT],
            [*skills[State.INSIDE], *skills[State.OUTSIDE]],
        )
        return f"{earned}; {n}. {apart}" if earned else f"{n}. {apart}"


def marked_article(article: Article, *, now: datetime) -> MarkedArticle:
    """The article as its page shows it."""
    forecasts = list(with_all_that_cards_show(Forecast.objects.filter(article=article)))
    for forecast in forecasts:
        forecast.article = article
    cards = cards_of(forecasts, now=now)
    numbers = {card.forecast.pk: number for number, card in cards.items()}
    questions = {card.question for card in cards.values() if card.question}
    spans = [Span(numbers[one.pk], one.start, one.end) for one in forecasts]
    return MarkedArticle(
        article=article,
        rows=[
            Row(paragraph, [cards[number] for number in paragraph.ending])
            for paragraph in marked(article.text, spans)
        ],
        cards=cards,
        events=sorted({question.event for question in questions}, key=lambda one: one.name),
    )
