"""One question and one event: what was foretold about it, what happened, and how that was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects

from predictions.accounts.models import User
from predictions.dashboard.desk import state_and_days
from predictions.dashboard.marked import sentences
from predictions.dashboard.marked.cards import Card, cards_of, with_all_that_cards_show
from predictions.dashboard.references import Other, others_of
from predictions.forecasts.blind_coding import questions_hidden_from, visible_to
from predictions.outcomes.models import Report, Resolution
from predictions.outcomes.queries import current_resolutions
from predictions.outcomes.states import State, state_of
from predictions.questions.models import Event, Question
from predictions.questions.queries import UNRESOLVED

# Most forecasts, reports and questions that a page shows.
MOST = 100


@dataclass(frozen=True)
class Standing:
    """Where a question stands: the state as a sign shows it, and what happened."""

    question: Question
    state: str
    words: str
    outcome: str


@dataclass(frozen=True)
class QuestionPage:
    """A question with its forecasts, and where the decision about it stands.

    `hides`: it has forecasts that a second coder must not see yet.
    """

    standing: Standing
    decision: State
    resolution: Resolution | None
    resolves_on: str
    known_on: str
    cards: Sequence[Card]
    others: Sequence[Other]
    hides: bool

    @property
    def reports(self) -> list[tuple[Report, str]]:
        """What is said to have happened, with the day on which it was known where the question is at home."""
        question = self.standing.question
        return [(one, sentences.day(one.known_at, question)) for one in self.decision.reports]


def question_page(question: Question, user: User, *, now: datetime) -> QuestionPage:
    """What a question's page shows to somebody, in a constant number of queries."""
    forecasts = list(
        with_all_that_cards_show(visible_to(user).filter(question=question))
        .select_related("article")
        .order_by("article__published_on", "start", "pk")[:MOST]
    )
    decision = state_of(question, now=now)
    prefetch_related_objects(decision.reports, "evidence__capture", "evidence__file")
    is_resolved = question.status == Question.Status.RESOLVED
    resolution = decision.resolution if is_resolved else None
    hides = questions_hidden_from(user).filter(pk=question.pk).exists()
    return QuestionPage(
        standing=standing_of(question, resolution, now),
        decision=decision,
        resolution=resolution,
        resolves_on=sentences.day(question.resolves_at, question) if question.resolves_at else "",
        known_on=sentences.day(resolution.known_at, question) if resolution else "",
        cards=list(cards_of(forecasts, now=now).values()),
        others=[] if hides else others_of(question, now=now),
        hides=hides,
    )


def event_page(event: Event, user: User, *, now: datetime) -> list[Standing]:
    """The questions of an event that somebody may see, in the order in which they are to be known."""
    questions = list(
        Question.objects.filter(event=event, merged_into__isnull=True)
        .exclude(pk__in=questions_hidden_from(user).values("pk"))
        .order_by("resolves_at", "pk")[:MOST]
    )
    resolutions = {
        one.question_id: one
        for one in current_resolutions().filter(question__in=questions).select_related("report")
    }
    return [standing_of(one, resolutions.get(one.pk), now) for one in questions]


def standing_of(question: Question, resolution: Resolution | None, now: datetime) -> Standing:
    """A question's sign and words, and what happened where that is decided."""
    if question.status in UNRESOLVED:
        state, words = state_and_days(question, now)
        return Standing(question, state, words, "")
    if question.status != Question.Status.RESOLVED or resolution is None:
        return Standing(question, "open", question.get_status_display(), "")
    if resolution.report is None:
        return Standing(question, "void", resolution.get_kind_display(), resolution.rationale)
    return Standing(question, "known", resolution.get_kind_display(), str(resolution))
