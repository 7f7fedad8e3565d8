"""Scoring what has been resolved, and preparing the figures that follow from it."""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from django.db import connection, transaction
from django.db.models import CharField, Value

from predictions.columns.reading import plan_as_written, read
from predictions.columns.selecting import insert_selected
from predictions.columns.writing import append, remeasure
from predictions.ledger.models import Payload, Unread
from predictions.ledger.operations import record_act
from predictions.outcomes.models import Resolution, Supposition
from predictions.questions.models import Event
from predictions.scores import cells, inputs
from predictions.scores.careful import LeftOut
from predictions.scores.digest import digest
from predictions.scores.models import Cell, Score
from predictions.scores.refreshing import tell_figures
from predictions.scores.scoring import Written, score_rows
from predictions.scores.sources import EFFECTIVE_EVENT
from predictions.scores.touched import touched_events
from predictions.scoring_rules import RULES_VERSION

logger = logging.getLogger(__name__)

type Window = tuple[list[int], int]
"""Events, and how many forecasts count in them."""

# Forecasts scored in one transaction: array work pays off, and memory stays bounded.
WINDOW = 200_000
# Windows at once: while PostgreSQL reads or writes for one of them, another is computed.
AT_ONCE = 2
# Acts taken in by one transaction.
ACTS = 1000


@dataclass
class Run:
    """What a run did: how many were scored, and what could not be."""

    scored: int = 0
    left_out: list[LeftOut] = field(default_factory=list)

    def add(self, other: "Run") -> None:
        """Count another part of the same run."""
        self.scored += other.scored
        self.left_out += other.left_out


def score_pending(*, now: datetime) -> int:
    """Take in what acts have changed: missing scores, and the cells of the events touched.

    Where the rules have changed since the latest score, all that was ever answered is taken in anew. Returns
    how many were scored. Idempotent, safe when two runs overlap, and nothing is lost when one is killed: an
    act stays unread until what follows from it is committed.
    """
    _notice_new_rules()
    total, more = 0, True
    while more:
        run, more = _take_in(now)
        for one in run.left_out:
            logger.warning("%s", one)
        total += run.scored
    return total


def score_all(
    *, now: datetime, progress: Callable[[int, int], object] = lambda done, of: None
) -> Run:
    """Score everything that lacks a current score, and make every cell anew.

    Also what nobody has told it about: other rules, or rows that were put there by other means.
    `progress` is called with the number of forecasts looked at, and of all.
    """
    run, done = Run(), 0
    windows = _windows()
    total = sum(forecasts for _, forecasts in windows)
    for one, (_, forecasts) in zip(_refreshed(now, windows), windows, strict=True):
        run.add(one)
        done += forecasts
        progress(done, total)
    remeasure(Score, Cell)
    score_pending(now=now)
    return run


def _refreshed(now: datetime, windows: Sequence[Window]) -> Iterator[Run]:
    """Each window in a transaction of its own, some at once."""
    if connection.in_atomic_block or connection.vendor != "postgresql":
        # Nobody else sees what the caller's transaction has written; SQLite has one writer.
        for events, _ in windows:
            yield _refresh(now, events)
        return
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        yield from pool.map(lambda window: _refresh_apart(now, window[0]), windows)
    finally:
        pool.shutdown(cancel_futures=True)


def _refresh_apart(now: datetime, events: Sequence[int]) -> Run:
    """In a thread, whose connection nobody else would close."""
    try:
        return _refresh(now, events)
    finally:
        connection.close()


def _notice_new_rules() -> None:
    """Have every answer read again where the latest score is by former rules.

    The acts to be read are the only memory of it, so that a run that is killed is gone on with.
    """
    latest = Score.objects.order_by("-pk").values_list("rules_version", flat=True).first()
    if latest is None or latest == RULES_VERSION:
        return
    answered = Payload.objects.filter(
        table__in=[Resolution._meta.db_table, Supposition._meta.db_table]
    )
    reader = Value(Unread.Reader.SCORES, CharField())
    acts = answered.annotate(reader=reader).values_list("reader", "act").distinct()
    insert_selected(Unread, acts, ["reader", "act_id"])


@transaction.atomic
def _take_in(now: datetime) -> tuple[Run, bool]:
    """What the next unread acts have touched, and whether more of them may wait."""
    unread = list(
        Unread.objects.filter(reader=Unread.Reader.SCORES)
        .select_for_update(skip_locked=True)
        .order_by("act")[:ACTS]
    )
    if not unread:
        return Run(), False
    events = touched_events([one.act_id for one in unread])
    run = Run()
    if events:
        run = _refresh(now, events)
        tell_figures(unread[-1].act_id)
    Unread.objects.filter(pk__in=[one.pk for one in unread]).delete()
    return run, len(unread) == ACTS


@transaction.atomic(savepoint=False)
def _refresh(now: datetime, events: Sequence[int]) -> Run:
    """Scores and cells of events, one run at a time for each of them."""
    plan_as_written()
    list(
        Event.objects.select_for_update(no_key=True)
        .filter(pk__in=events)
        .order_by("pk")
        .values_list("pk")
    )
    rows = inputs.of_events(events)
    parts, left_out = score_rows(inputs.unscored(rows))
    if parts:
        written = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        inputs.take_in(rows, written, cells.POINTS)
        _write(now, events, written)
    cells.rebuild(events, rows)
    return Run(sum(len(part["coding_id"]) for part in parts), left_out)


def _write(now: datetime, events: Sequence[int], columns: Written) -> None:
    act = record_act(
        now=now,
        actor=None,
        verb="scored",
        on=Event(pk=events[0]),
        wrote=[],
        tells_nothing_to=[Unread.Reader.SCORES],
        facts={
            "count": len(columns["coding_id"]),
            "sha256": digest(columns),
            "rules": RULES_VERSION,
        },
    )
    append(Score, columns | {"rules_version": RULES_VERSION, "scored_at": now, "act_id": act.pk})


def _windows() -> list[Window]:
    """All events that have forecasts, in parts of about `WINDOW` forecasts, with their number."""
    found = read(
        f"""
        SELECT {EFFECTIVE_EVENT} AS event, count(*) AS forecasts
        FROM predictions_forecast forecast
        JOIN predictions_question asked ON asked.id = forecast.question_id
        JOIN predictions_question question
          ON question.id = COALESCE(asked.merged_into_id, asked.id)
        JOIN predictions_event event ON event.id = question.event_id
        GROUP BY 1 ORDER BY 1
        """,
        [],
        {"event": "i8", "forecasts": "i8"},
    )
    upto = np.cumsum(found["forecasts"])
    size = min(WINDOW, upto[-1] // AT_ONCE + 1) if len(upto) else WINDOW
    part = (upto - 1) // size
    return [
        (found["event"][part == number].tolist(), int(found["forecasts"][part == number].sum()))
        for number in np.unique(part)
    ]
