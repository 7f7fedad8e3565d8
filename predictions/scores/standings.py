"""Ranks with their intervals, from cells."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise, product
from typing import Any

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from predictions.accounts.models import Project
from predictions.columns.reading import Columns, moment, read
from predictions.columns.writing import append
from predictions.scores.cells import POINTS, SWITCHES, TYPES, firsts, runs
from predictions.scores.models import Cell, Standing
from predictions.statistics import (
    PROVISIONAL_BELOW,
    Cells,
    mean_intervals,
    ranks,
    shrink,
)

# The same resamples at each look, so that a figure changes only when its data do.
SEED = 20200808
STANDINGS_KEPT = (0, Cell.Switch.RETROSPECTIVE, SWITCHES)
"""The switches whose standings are kept: none, hindsight alone (does a record hold?), and all."""

_SUMS = (*POINTS.values(), "questions")
_LAYOUT = {
    **dict.fromkeys(("project", "type", "forecaster", "event", "switches"), "i8"),
    "stated": "?",
    **dict.fromkeys(_SUMS, "f8"),
}
_TYPE = " ".join(f"WHEN '{name}' THEN {number}" for number, name in enumerate(TYPES))


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The forecasters of a project on one type of question; columns (j,) by the names of `Standing`.

    What is missing (an interval, a rank) is NaN. `basis` changes with what the table was made of.
    """

    project: int
    type: str
    forecasters: NDArray[np.int64]
    basis: int
    sums: Columns

    def means(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Mean skill points over questions, and the number of events."""
        forecaster = runs(self.sums["forecaster"])
        points, questions = (
            np.bincount(forecaster, self.sums[name]) for name in ("points", "questions")
        )
        return points / questions, np.bincount(forecaster)

    def columns(self, *, ranked: bool) -> dict[str, NDArray[Any]]:
        """Means, intervals, shrunk means, and where they may be ranked, ranks."""
        forecaster = runs(self.sums["forecaster"])
        totals = {name: np.bincount(forecaster, self.sums[name]) for name in _SUMS}
        events = np.bincount(forecaster)
        own = Cells(
            forecasters=forecaster,
            events=np.unique(self.sums["event"], return_inverse=True)[1],
            sums=self.sums["points"],
            worst=self.sums["worst"],
            best=self.sums["best"],
            questions=self.sums["questions"],
        )
        low, high = mean_intervals(own, np.random.default_rng(SEED))
        columns = {
            "mean": totals["points"] / totals["questions"],
            "mean_cautious": totals["points_cautious"] / totals["questions"],
            "mean_bold": totals["points_bold"] / totals["questions"],
            "low": low,
            "high": high,
            "questions": totals["questions"].astype(np.int64),
            "events": events,
        }
        shrunk = shrink(own)
        columns["shrunk"] = np.full(len(events), np.nan) if shrunk is None else shrunk.estimate
        return columns | _ranked(own, (events >= PROVISIONAL_BELOW) & ranked)


def _ranked(own: Cells, enough: NDArray[np.bool_]) -> dict[str, NDArray[np.float64]]:
    """Ranks among those who may be ranked; NaN for the others."""
    columns = {name: np.full(len(enough), np.nan) for name in ("rank", "rank_first", "rank_last")}
    if enough.any():
        chosen = enough[own.forecasters]
        those = Cells(
            forecasters=runs(own.forecasters[chosen]),
            events=own.events[chosen],
            **{name: getattr(own, name)[chosen] for name in ("sums", "worst", "best", "questions")},
        )
        placed = ranks(those, np.random.default_rng(SEED))
        columns["rank"][enough] = placed.rank
        columns["rank_first"][enough] = placed.first
        columns["rank_last"][enough] = placed.last
    return columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What of the cells enters tables; `reading` is "", "_cautious" or "_bold".

    `stated` is whether references were stated; None stands for both.
    """

    switches: int = 0
    stated: bool | None = True
    reading: str = ""
    project: int | None = None
    type: str | None = None
    forecaster: int | None = None
    event: int | None = None
    topic: int | None = None


def tables(of: Filter, *, now: datetime) -> Iterator[Table]:
    """The tables as they stand now, from cells."""
    yield from grouped(_cells(of, now), reading=of.reading)


def _cells(of: Filter, now: datetime) -> Columns:
    """Cells sorted by project, type, forecaster and event."""
    conditions = {
        "cell.stated = %s": of.stated,
        "forecaster.project_id = %s": of.project,
        "cell.type = %s": of.type,
        "cell.forecaster_id = %s": of.forecaster,
        "cell.event_id = %s": of.event,
        "EXISTS (SELECT 1 FROM predictions_event_topics topics "
        "WHERE topics.event_id = cell.event_id AND topics.topic_id = %s)": of.topic,
    }
    asked = {sql: value for sql, value in conditions.items() if value is not None}
    return read(
        f"""
        SELECT forecaster.project_id AS project, CASE cell.type {_TYPE} END AS type,
            cell.forecaster_id AS forecaster, cell.event_id AS event,
            cell.switches AS switches, cell.stated AS stated,
            {", ".join(f"cell.{name} AS {name}" for name in _SUMS)}
        FROM predictions_cell cell
        JOIN predictions_forecaster forecaster ON forecaster.id = cell.forecaster_id
        WHERE cell.counts_from <= %s AND (cell.switches & %s) = 0
            {" ".join(f"AND {sql}" for sql in asked)}
        ORDER BY 1, 2, 3, 4, cell.switches, cell.counts_from
        """,
        [moment(now), SWITCHES & ~of.switches, *asked.values()],
        _LAYOUT,
    )


def grouped(found: Columns, *, reading: str = "") -> Iterator[Table]:
    """Tables of cells, which come sorted by project, type, forecaster and event."""
    sums = _by_event(found)
    if reading:
        # What was at stake is that of the coding; a reading may lie outside it.
        sums["points"] = sums[f"points{reading}"]
        sums["worst"] = np.minimum(sums["worst"], sums["points"])
        sums["best"] = np.maximum(sums["best"], sums["points"])
    group = runs(sums["project"], sums["type"])
    for start, stop in pairwise([*firsts(group), len(group)]):
        own = {name: column[start:stop] for name, column in sums.items()}
        yield Table(
            project=int(own["project"][0]),
            type=TYPES[own["type"][0]],
            forecasters=own["forecaster"][firsts(runs(own["forecaster"]))],
            basis=_basis(own),
            sums=own,
        )


def refresh_standings(*, now: datetime) -> int:
    """Make the standings anew whose cells have changed; how many tables were."""
    made = 0
    every = _cells(Filter(switches=SWITCHES, stated=None), now)
    for switches, stated in product(STANDINGS_KEPT, (True, False)):
        kept = Standing.objects.filter(switches=switches, stated=stated)
        known = {
            (project, question_type): basis
            for project, question_type, basis in kept.values_list(
                "project_id", "type", "basis"
            ).distinct()
        }
        let_in = (every["stated"] == stated) & ((every["switches"] & ~switches) == 0)
        for table in grouped({name: column[let_in] for name, column in every.items()}):
            if known.pop((table.project, table.type), None) != table.basis:
                _replace(table, switches, stated, now)
                made += 1
        for project, question_type in known:
            kept.filter(project=project, type=question_type).delete()
            made += 1
    return made


@transaction.atomic
def _replace(table: Table, switches: int, stated: bool, now: datetime) -> None:
    # Two refreshes at once: the second waits here, and replaces what the first wrote.
    Project.objects.select_for_update(no_key=True).get(pk=table.project)
    key = {
        "project_id": table.project,
        "type": table.type,
        "stated": stated,
        "switches": switches,
    }
    Standing.objects.filter(**key).delete()
    append(
        Standing,
        table.columns(ranked=stated)
        | key
        | {"forecaster_id": table.forecasters, "basis": table.basis, "refreshed_at": now},
    )


def _by_event(found: Columns) -> Columns:
    """One row per forecaster and event; what different switches add is summed."""
    row = runs(*(found[name] for name in ("project", "type", "forecaster", "event")))
    first = firsts(row)
    summed = {name: found[name][first] for name in ("project", "type", "forecaster", "event")}
    for name in _SUMS:
        summed[name] = np.bincount(row, found[name], len(first))
    counted = summed["questions"] > 0
    return {name: column[counted] for name, column in summed.items()}


def _basis(own: Columns) -> int:
    digest = hashlib.sha256()
    for name in ("forecaster", "event", *_SUMS):
        digest.update(np.ascontiguousarray(own[name]).tobytes())
    return int.from_bytes(digest.digest()[:8], signed=True)
