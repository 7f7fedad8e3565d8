"""What the ledger costs: the same forecasts recorded with it and, in the same run, without it.

Without it `record_act` does nothing; all else is as in production. With it the time includes the
sequencer, which places the acts and signs a checkpoint.
"""

import multiprocessing
from collections.abc import Callable
from datetime import UTC, date, datetime
from unittest.mock import patch

from django.db import connections

from predictions.accounts.models import Project
from predictions.accounts.operations import create_project
from predictions.articles.models import Article, Forecaster
from predictions.articles.operations import ensure_forecaster, record_article
from predictions.forecasts.operations import NewForecast, record_forecasts
from predictions.ledger.operations import sequence
from predictions.questions.models import Question
from predictions.questions.operations import NewQuestion, ensure_event, register_questions
from tests.bench.forecasts import rolled_back
from tests.bench.measuring import FEWEST, Pair

# Rows of one repetition. `measure` repeats at least five times, so that 10,000 forecasts are
# recorded one by one on either side.
SIZES = {"ledger.record": 2_000, "ledger.writers": 2_000, "ledger.batch": 100_000}
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WRITERS = 8

# Forecasts of one article, where they are recorded one by one.
PER_ARTICLE = 100

type Part = list[tuple[Article, list[NewForecast]]]
"""Articles, and forecasts of them that nobody has recorded yet."""


def record(size: int) -> Pair:
    """Forecasts of several articles, each in an operation and a transaction of its own."""
    parts = iter(_parts("record", size))

    def work() -> None:
        _one_by_one(next(parts))

    return _with_and_without(work, then=lambda: sequence(now=NOW))


def writers(size: int) -> Pair:
    """The same by eight processes at once, each with articles of its own."""
    shares = [iter(_parts(f"writer {writer}", size // WRITERS)) for writer in range(WRITERS)]

    def work() -> None:
        _in_processes([next(share) for share in shares])

    return _with_and_without(work, then=lambda: sequence(now=NOW))


def batch(size: int) -> Pair:
    """Forecasts of one long article, checked and recorded in one batch; rolled back."""
    (((article, asked),),) = _parts("batch", size, parts=1, per_article=size)

    def work() -> None:
        record_forecasts(now=NOW, actor=None, article=article, forecasts=asked)

    def both(then: Callable[[], object]) -> None:
        with rolled_back():
            work()
            then()

    return (
        lambda: both(lambda: sequence(now=NOW)),
        lambda: _without(lambda: both(lambda: None)),
    )


def _with_and_without(work: Callable[[], None], then: Callable[[], object]) -> Pair:
    def ours() -> None:
        work()
        then()

    return ours, lambda: _without(work)


def _without(work: Callable[[], None]) -> None:
    with patch(f"{record_forecasts.__module__}.record_act"):
        work()


def _one_by_one(part: Part) -> None:
    for article, asked in part:
        for one in asked:
            record_forecasts(now=NOW, actor=None, article=article, forecasts=[one])


def _in_processes(parts: list[Part]) -> None:
    connections.close_all()
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_one_by_one, args=(part,)) for part in parts]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        if process.exitcode:
            raise AssertionError("a writer failed")


def _parts(
    name: str, size: int, *, parts: int = 2 * (FEWEST + 1), per_article: int = PER_ARTICLE
) -> list[Part]:
    """So many times `size` forecasts of articles, on a hundred questions of one project."""
    project = create_project(
        now=NOW, actor=None, slug=f"{name}-{size}".replace(" ", "-"), name=name
    )
    forecaster = ensure_forecaster(now=NOW, actor=None, project=project, name="Somebody")
    questions = _questions(project)

    def article(first: int, last: int) -> tuple[Article, list[NewForecast]]:
        quotes = [_quote(number) for number in range(first, last)]
        made = record_article(
            now=NOW,
            actor=None,
            project=project,
            forecaster=forecaster,
            title=f"From {first}",
            text="\n".join(quotes),
            published_on=date(2026, 3, 1),
            medium="text",
            language="en",
            extent="full",
            coding_sha256="",
        )
        return made, [
            _forecast(forecaster, questions, first + place, place) for place in range(len(quotes))
        ]

    return [
        [
            article(first, min(first + per_article, begin + size))
            for first in range(begin, begin + size, per_article)
        ]
        for begin in range(0, size * parts, size)
    ]


def _quote(number: int) -> str:
    return f"Number {number:07} will come true with a probability of {number % 100:02} %."


def _questions(project: Project) -> list[Question]:
    event = ensure_event(now=NOW, actor=None, project=project, name="Everything")
    return register_questions(
        now=NOW,
        actor=None,
        questions=[
            NewQuestion(
                event=event,
                wording=f"Will number {number} come true?",
                type="binary",
                hindsight="prospective",
                criteria="It came true.",
                deciding_source="The world.",
                resolves_at=datetime(2026, 6, 1, tzinfo=UTC),
            )
            for number in range(100)
        ],
    )


def _forecast(
    forecaster: Forecaster, questions: list[Question], number: int, place: int
) -> NewForecast:
    quote = _quote(number)
    start = place * (len(quote) + 1)
    return NewForecast(
        key=str(number),
        quote=quote,
        start=start,
        end=start + len(quote),
        forecaster=forecaster,
        voice="own",
        hindsight="prospective",
        question=questions[number % len(questions)],
        prediction={"p": number % 100 / 100},
        how="stated",
    )


MEASURES = {"ledger.record": record, "ledger.writers": writers, "ledger.batch": batch}
