"""Ranks with their intervals, from cells."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from predictions.columns.reading import Columns, moment, read
from predictions.columns.writing import append
from predictions.scores.cells import POINTS, SWITCHES, TYPES, firsts, runs
from predictions.scores.models import Standing
from predictions.statistics import (
    PROVISIONAL_BELOW,
    Cells,
    mean_intervals,
    ranks,
    shrink,
)

# The same resamples at each look, so that a figure changes only when its data do.
SEED = 20200808
PREPARED = (0, SWITCHES)
"""The switches whose standings are kept: none of them, and all."""

_SUMS = (*POINTS.values(), "questions")
_LAYOUT = dict.fromkeys(("project", "type", "forecaster", "event"), "i8") | dict.fromkeys(
    _SUMS, "f8"
)
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

    def columns(self) -> dict[str, NDArray[Any]]:
        """Means, intervals, ranks and shrunk means."""
        forecaster = runs(self.sums["forecaster"])
        totals = {name: np.bincount(forecaster, self.sums[name]) for name in _SUMS}
        events = np.bincount(forecaster)
        own = Cells(
            forecaster,
            np.unique(self.sums["event"], return_inverse=True)[1],
            *(self.sums[name] for name in ("points", "worst", "best", "questions")),
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
            **dict.fromkeys(("shrunk", "rank", "rank_first", "rank_last")),
        }
        return columns | _ranked(own, events >= PROVISIONAL_BELOW)


def _ranked(own: Cells, enough: NDArray[np.bool_]) -> dict[str, NDArray[np.float64]]:
    """Ranks among those with events enough, and the means shrunk towards everybody's."""
    columns = {
        name: np.full(len(enough), np.nan)
        for name in ("rank", "rank_first", "rank_last", "shrunk")
    }
    if (shrunk := shrink(own)) is not None:
        columns["shrunk"] = shrunk.estimate
    if enough.any():
        chosen = enough[own.forecasters]
        among = Cells(*(column[chosen] for column in own))
        placed = ranks(
            among._replace(forecasters=runs(among.forecasters)), np.random.default_rng(SEED)
        )
        columns["rank"][enough] = placed.rank
        columns["rank_first"][enough] = placed.first
        columns["rank_last"][enough] = placed.last
    return columns


def tables(
    switches: int, *, now: datetime, project: int | None = None, stated: bool = True
) -> Iterator[Table]:
    """The tables as they stand now with these switches turned on."""
    only = "" if project is None else "AND forecaster.project_id = %s"
    found = read(
        f"""
        SELECT forecaster.project_id AS project, CASE cell.type {_TYPE} END AS type,
            cell.forecaster_id AS forecaster, cell.event_id AS event,
            {", ".join(f"cell.{name} AS {name}" for name in _SUMS)}
        FROM predictions_cell cell
        JOIN predictions_forecaster forecaster ON forecaster.id = cell.forecaster_id
        WHERE cell.stated = %s AND cell.counts_from <= %s AND (cell.switches & %s) = 0 {only}
        ORDER BY 1, 2, 3, 4, cell.switches, cell.counts_from
        """,
        [stated, moment(now), SWITCHES & ~switches, *([] if project is None else [project])],
        _LAYOUT,
    )
    sums = _by_event(found)
    group = runs(sums["project"], sums["type"])
    for number in range(len(firsts(group))):
        own = {name: column[group == number] for name, column in sums.items()}
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
    for switches in PREPARED:
        known = dict(
            ((project, question_type), basis)
            for project, question_type, basis in Standing.objects.filter(switches=switches)
            .order_by()
            .values_list("project_id", "type", "basis")
            .distinct()
        )
        for table in tables(switches, now=now):
            if known.pop((table.project, table.type), None) != table.basis:
                _replace(table, switches, now)
                made += 1
        for project, question_type in known:
            Standing.objects.filter(
                project=project, type=question_type, switches=switches
            ).delete()
            made += 1
    return made


@transaction.atomic
def _replace(table: Table, switches: int, now: datetime) -> None:
    columns = table.columns()
    Standing.objects.filter(
        project=table.project, type=table.type, switches=switches
    ).delete()
    append(
        Standing,
        columns
        | {
            "project_id": table.project,
            "type": table.type,
            "switches": switches,
            "forecaster_id": table.forecasters,
            "basis": table.basis,
            "refreshed_at": now,
        },
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
