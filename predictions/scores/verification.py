"""Checking scores: against the digest that their act carries, and against what they were computed from."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from django.db import connection

from predictions.columns.reading import Columns, among, read
from predictions.ledger.models import Act, Payload
from predictions.scores import inputs
from predictions.scores.digest import NUMBERS, digest
from predictions.scores.scoring import score_rows

# Scores looked at together.
WINDOW = 200_000

_KEPT = dict.fromkeys(("act_id", "coding_id", "report_id"), "i8") | dict.fromkeys(NUMBERS, "f8")
_COMPARED = {
    **{f"kept_{name}": ("f8", f"score.{name}") for name in NUMBERS},
    **{
        f"kept_{name}": ("f8", f"CASE WHEN score.{name} THEN 1 WHEN NOT score.{name} THEN 0 END")
        for name in ("log_clipped", "covered")
    },
}


def problems() -> Iterator[str]:
    """Every discrepancy, as a sentence: rows that no act wrote, that are gone, or that are wrong."""
    acts = list(Act.objects.filter(verb="scored").order_by("pk").values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT act_id, count(*) FROM predictions_score GROUP BY act_id")
        there = dict(cursor.fetchall())
    for act in sorted(set(there) - set(acts)):
        yield f"Scores name act {act}, which scored nothing: they were not written by Foresaid."
    before = np.cumsum([0, *(there.get(act, 0) for act in acts)])[:-1] // WINDOW
    for window in np.unique(before):
        chosen = [act for act, number in zip(acts, before, strict=True) if number == window]
        yield from _against_digests(chosen)
        yield from _against_inputs(chosen)


def _against_digests(acts: list[int]) -> Iterator[str]:
    chosen, parameter = among("act_id", acts)
    scores = read(
        f"SELECT {', '.join(_KEPT)} FROM predictions_score WHERE {chosen}", [parameter], _KEPT
    )
    bodies = Payload.objects.filter(act__in=acts, table="").values_list("act", "body")
    for act, body in bodies.order_by("act"):
        facts = _facts(body)
        if facts is None:
            continue
        count, sha256 = facts
        own = scores["act_id"] == act
        found: Columns = {name: column[own] for name, column in scores.items()}
        if np.count_nonzero(own) != count:
            yield f"Act {act} scored {count} forecasts; {np.count_nonzero(own)} of its scores are there."
        elif digest(found) != sha256:
            yield f"The scores of act {act} are not those it wrote: their digest differs."


def _against_inputs(acts: list[int]) -> Iterator[str]:
    """Scores by the rules of today that differ from what these rules say of their inputs now."""
    rows = inputs.of_acts(acts, _COMPARED)
    again, left_out = score_rows(rows)
    for one in left_out:
        yield f"The score of coding {one.coding} cannot be computed again: {one.reason}"
    pairs = zip(rows["coding"].tolist(), rows["report"].tolist(), strict=True)
    place_of = {pair: place for place, pair in enumerate(pairs)}
    for part in again:
        pairs = zip(part["coding_id"].tolist(), part["report_id"].tolist(), strict=True)
        places = np.array([place_of[pair] for pair in pairs])
        for kept_name in _COMPARED:
            name = kept_name.removeprefix("kept_")
            kept, computed = rows[kept_name][places], part[name]
            # Another machine may round the last digits of a logarithm or an exponential otherwise.
            same = np.isclose(kept, computed, rtol=1e-9, atol=1e-9, equal_nan=True)
            for place in np.flatnonzero(~same):
                yield (
                    f"The score of coding {part['coding_id'][place]} against report "
                    f"{part['report_id'][place]} is wrong: its {name} is {kept[place]:g}, and "
                    f"{computed[place]:g} when computed again."
                )


def _facts(body: str | None) -> tuple[int, str] | None:
    """Count and digest; None of a payload that is blank, or that nobody can read.

    Of the latter the tree says that it does not fit its leaf.
    """
    try:
        facts: dict[str, Any] = json.loads(body or "")
        return int(facts["count"]), str(facts["sha256"])
    except (ValueError, LookupError, TypeError):
        return None
