"""What recording forecasts costs beside PostgreSQL taking the same rows by COPY."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from django.db import connection, transaction
from django.db.models import Max, Model

from predictions.accounts.operations import create_project
from predictions.articles.models import Article
from predictions.articles.operations import ensure_forecaster, record_article
from predictions.forecasts.models import Coding, Forecast, Statement
from predictions.forecasts.operations import NewForecast, record_forecasts
from predictions.ledger.models import Act, Payload
from predictions.questions.operations import NewQuestion, ensure_event, register_questions
from tests.bench.measuring import Pair

SIZE = 10_000
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
QUESTIONS = 100


def record(size: int) -> Pair:
    """`size` forecasts of one article, on a hundred questions, in one batch.

    The floor is COPY FROM STDIN of the very rows that ours writes, its statements, codings and
    act included, ready as text. Both check the foreign keys and are then rolled back.
    """
    article, asked = _prepare(size)

    def write() -> None:
        record_forecasts(now=NOW, actor=None, article=article, forecasts=asked)

    def ours() -> None:
        with rolled_back():
            write()

    rows = _written(write, [Payload, Act, Statement, Forecast, Coding])

    def floor() -> None:
        with rolled_back(), connection.cursor() as cursor:
            for model, text in rows.items():
                with cursor.copy(f"COPY {model._meta.db_table} FROM STDIN") as copy:
                    copy.write(text)

    return ours, floor


@contextmanager
def rolled_back() -> Iterator[None]:
    """Do everything that a transaction does but keeping it."""
    with transaction.atomic():
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def _written(write: Callable[[], object], tables: list[type[Model]]) -> dict[type[Model], bytes]:
    """The rows that `write` adds to these tables, as COPY has them; rolled back."""
    rows: dict[type[Model], bytes] = {}
    with rolled_back(), connection.cursor() as cursor:
        last = {model: model._default_manager.aggregate(Max("pk"))["pk__max"] for model in tables}
        write()
        for model in tables:
            new = f"SELECT * FROM {model._meta.db_table} WHERE id > {last[model] or 0}"
            with cursor.copy(f"COPY ({new}) TO STDOUT") as copy:
                rows[model] = b"".join(copy)
    return rows


def _prepare(size: int) -> tuple[Article, list[NewForecast]]:
    project = create_project(now=NOW, actor=None, slug=f"bench-{size}", name="Bench")
    forecaster = ensure_forecaster(now=NOW, actor=None, project=project, name="Somebody")
    quotes = [f"Number {i} will come true with a probability of {i % 100} %." for i in range(size)]
    article = record_article(
        now=NOW,
        actor=None,
        project=project,
        forecaster=forecaster,
        title="A long article",
        text="\n".join(quotes),
        published_on=date(2026, 3, 1),
        medium="text",
        language="en",
        extent="full",
        coding_sha256="",
    )
    event = ensure_event(now=NOW, actor=None, project=project, name="Everything")
    questions = register_questions(
        now=NOW,
        actor=None,
        questions=[
            NewQuestion(
                event=event,
                wording=f"Will number {i} come true?",
                type="binary",
                hindsight="prospective",
                criteria="It came true.",
                deciding_source="The world.",
                resolves_at=datetime(2026, 6, 1, tzinfo=UTC),
            )
            for i in range(QUESTIONS)
        ],
    )
    asked, start = [], 0
    for i, quote in enumerate(quotes):
        asked.append(
            NewForecast(
                key=str(i),
                quote=quote,
                start=start,
                end=start + len(quote),
                forecaster=forecaster,
                voice="own",
                hindsight="prospective",
                question=questions[i % QUESTIONS],
                prediction={"p": i % 100 / 100},
                how="stated",
            )
        )
        start += len(quote) + 1
    return article, asked


MEASURES = {"forecasts.record": record}
