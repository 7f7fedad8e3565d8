"""Checking scores: against the digest that their act carries, and against what they were computed from."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
from django.db import connection

from predictions.columns.reading import Columns, among, read
from predictions.ledger.models import Act, Payload
from predictions.scores.digest import NUMBERS, digest

# Acts whose scores are looked at together.
CHUNK = 20

_LAYOUT = dict.fromkeys(("act_id", "coding_id", "report_id"), "i8") | dict.fromkeys(NUMBERS, "f8")


def problems() -> Iterator[str]:
    """Every discrepancy, as a sentence: rows that their act did not write, or that are gone."""
    acts = list(Act.objects.filter(verb="scored").order_by("pk").values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT act_id FROM predictions_score")
        unknown = sorted({act for (act,) in cursor.fetchall()} - set(acts))
    for act in unknown:
        yield f"Scores name act {act}, which scored nothing: they were not written by Foresaid."
    for start in range(0, len(acts), CHUNK):
        yield from _of_acts(acts[start : start + CHUNK])


def _of_acts(acts: list[int]) -> Iterator[str]:
    chosen, parameter = among("act_id", acts)
    scores = read(
        f"SELECT {', '.join(_LAYOUT)} FROM predictions_score WHERE {chosen}",
        [parameter],
        _LAYOUT,
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


def _facts(body: str | None) -> tuple[int, str] | None:
    """Count and digest; None of a payload that is blank, or that nobody can read.

    Of the latter the tree says that it does not fit its leaf.
    """
    try:
        facts: dict[str, Any] = json.loads(body or "")
        return int(facts["count"]), str(facts["sha256"])
    except (ValueError, LookupError, TypeError):
        return None
