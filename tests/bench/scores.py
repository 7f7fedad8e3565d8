"""What scoring costs beside PostgreSQL moving the same columns, and figures beside `SELECT 1`.

Figures are fetched through the whole stack of a request, as is `SELECT 1`.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client, override_settings
from django.urls import path

from predictions.dashboard.selection import Selection
from predictions.dashboard.skill import skill
from predictions.ledger.models import Unread
from predictions.ledger.operations import record_act
from predictions.outcomes.models import Report, Resolution
from predictions.scores.models import Standing
from predictions.scores.operations import score_all, score_pending
from predictions.scores.sources import CODED_FORECASTS
from predictions.scores.standings import refresh_standings
from tests.bench.measuring import MOST, Pair
from tests.bench.population import NOW, Population, populate

SIZE = 1_000_000
PAGE = 50


@cache
def population(size: int) -> Population:
    """One record of this size for all measures; each leaves it as it found it."""
    return populate(size)


@cache
def scored(size: int) -> Population:
    """The same, scored and ranked."""
    made = population(size)
    score_all(now=NOW)
    refresh_standings(now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return made


def full_run(size: int) -> Pair:
    """`score --all` of a record in which nothing is scored, cells included.

    The floor: binary COPY of the inputs out, and of the finished scores into an equal table.
    """
    scored(size)
    with connection.cursor() as cursor:
        with cursor.copy("COPY predictions_score TO STDOUT (FORMAT BINARY)") as copy:
            results = b"".join(copy)
        cursor.execute("DROP TABLE IF EXISTS floor")
        cursor.execute("CREATE UNLOGGED TABLE floor (LIKE predictions_score INCLUDING ALL)")
        cursor.execute("ALTER TABLE floor SET LOGGED")

    def ours() -> None:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE predictions_score, predictions_cell")
        run = score_all(now=NOW)
        if run.scored != size:
            raise AssertionError(f"{run.scored} scored, {run.left_out[:3]} left out")

    def floor() -> None:
        inputs = f"""
            SELECT coding.id, report.id, reference.id, coding.prediction, coding.cautious,
                coding.bold, coding.how, report.value, reference.prediction, question.type,
                question.lower, question.upper, question.horizon, article.published_on
            FROM {CODED_FORECASTS}
            LEFT JOIN predictions_reference reference ON reference.id = question.reference_id
        """
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE floor")
            with cursor.copy(f"COPY ({inputs}) TO STDOUT (FORMAT BINARY)") as copy:
                for _ in copy:
                    pass
            with cursor.copy("COPY floor FROM STDIN (FORMAT BINARY)") as copy:
                copy.write(results)

    return ours, floor


def one_resolution(size: int) -> Pair:
    """From a committed correction to committed scores and cells: one event, some 50 forecasts.

    The floor: one row, committed. Both wait until the disk has what they wrote, as in production: without
    that (where a commit takes 0.04 ms) ours takes some 500 times as long, most of it in Python and in some
    fifteen statements. Each run takes in another event's correction.
    """
    scored(size)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT question.event_id FROM predictions_forecast forecast
            JOIN predictions_question question ON question.id = forecast.question_id
            GROUP BY 1 ORDER BY abs(count(*) - 50), 1 LIMIT %s
            """,
            [MOST + 1],
        )
        events = [event for (event,) in cursor.fetchall()]
        cursor.execute("CREATE TABLE IF NOT EXISTS single (id bigserial PRIMARY KEY, x int)")
    for event in events:
        _correct(Resolution.objects.filter(question__event=event), acts=1)
    untold = list(Unread.objects.filter(reader=Unread.Reader.SCORES).order_by("-act"))
    Unread.objects.filter(reader=Unread.Reader.SCORES).delete()

    def ours() -> None:
        untold.pop().save(force_insert=True)
        with waiting_for_the_disk():
            score_pending(now=NOW)

    def floor() -> None:
        with waiting_for_the_disk(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO single (x) VALUES (1)")

    return ours, floor


def thousand_resolutions(size: int) -> Pair:
    """A thousand corrections taken in, beside making everything anew."""
    scored(size)
    _correct(Resolution.objects.order_by("question__wording"), acts=1000)

    def ours() -> None:
        with rolled_back():
            score_pending(now=NOW)

    def floor() -> None:
        with rolled_back(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM predictions_score; DELETE FROM predictions_cell")
            score_all(now=NOW)

    return ours, floor


@contextmanager
def waiting_for_the_disk() -> Iterator[None]:
    """Commits that are safe from a power cut once they return."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")
        yield
        cursor.execute("SET synchronous_commit = off")


@contextmanager
def rolled_back() -> Iterator[None]:
    """Everything but keeping it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@transaction.atomic
def _correct(resolutions: Any, *, acts: int) -> None:
    """Supersede what was adopted by other reports of the same; what follows is not taken in yet."""
    chosen = list(resolutions.filter(superseded_by=None).select_related("report")[:1000])
    reports = [one.report for one in chosen]
    for report in reports:
        report.pk = None
    Report.objects.bulk_create(reports)
    later = Resolution.objects.bulk_create(
        Resolution(
            question_id=one.question_id,
            kind="answered",
            report=report,
            known_at=one.known_at,
            rationale="A correction.",
            supersedes_id=one.pk,
            resolved_at=NOW,
        )
        for one, report in zip(chosen, reports, strict=True)
    )
    each = len(later) // acts
    for start in range(0, each * acts, each):
        part = later[start : start + each]
        record_act(now=NOW, actor=None, verb="resolved", on=part[0], wrote=part)


def leaderboard(size: int) -> Pair:
    """The first fifty of a type of question, from standings."""
    return _through_the_stack(scored(size), "leaderboard")


def scorecard(size: int) -> Pair:
    """One forecaster's figures, from standings."""
    return _through_the_stack(scored(size), "scorecard")


def _through_the_stack(made: Population, name: str) -> Pair:
    forecaster = Standing.objects.filter(project=made.project).order_by("-events").first()
    if forecaster is None:
        raise AssertionError("nobody was ranked")
    client = Client(SERVER_NAME="localhost")

    def fetch(address: str) -> Callable[[], None]:
        def get() -> None:
            with override_settings(ROOT_URLCONF=__name__):
                response = client.get(address)
            if response.status_code != 200 or not json.loads(response.content):
                raise AssertionError(f"{address}: {response.status_code}")

        return get

    asked = f"/{name}/{made.project.pk}/{forecaster.forecaster_id}"
    return fetch(asked), fetch("/select-1")


def _select_1(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return JsonResponse({"one": cursor.fetchone()[0]})


def _leaderboard(request: HttpRequest, project: int, forecaster: int) -> HttpResponse:
    table = skill(Selection(project=project, type="binary"), now=NOW, most=PAGE)
    return JsonResponse({"ranked": [asdict(one) for one in table.ranked]})


def _scorecard(request: HttpRequest, project: int, forecaster: int) -> HttpResponse:
    table = skill(Selection(project=project, forecaster=forecaster), now=NOW)
    return JsonResponse({"ranked": [asdict(one) for one in (*table.ranked, *table.provisional)]})


urlpatterns = [
    path("select-1", _select_1),
    path("leaderboard/<int:project>/<int:forecaster>", _leaderboard),
    path("scorecard/<int:project>/<int:forecaster>", _scorecard),
]


def standing(size: int) -> Pair:
    """Intervals and ranks of all forecasters, beside reading the cells they are made of."""
    made = scored(size)
    columns = "forecaster_id, event_id, points, worst, best, questions"

    def ours() -> None:
        Standing.objects.filter(project=made.project).delete()
        refresh_standings(now=NOW)

    def floor() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM predictions_cell ORDER BY 1, 2")
            cursor.fetchall()

    return ours, floor


# What is corrected waits to be taken in; so the smaller one comes first.
MEASURES = {
    "scores.full_run": full_run,
    "scores.leaderboard": leaderboard,
    "scores.scorecard": scorecard,
    "scores.standing": standing,
    "scores.one_resolution": one_resolution,
    "scores.thousand_resolutions": thousand_resolutions,
}
