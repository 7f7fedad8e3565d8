"""The digest of scores: they can be computed again, so their act carries only this and their number."""

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np

NUMBERS = (
    "score", "score_cautious", "score_bold", "reference_score", "scale", "skill", "skill_cautious",
    "skill_bold", "skill_worst", "skill_best", "log_score", "pit_lower", "pit_upper",
)  # fmt: skip
_ROW = np.dtype([("coding_id", ">i8"), ("report_id", ">i8"), *((name, ">f8") for name in NUMBERS)])


def digest(columns: Mapping[str, Any]) -> str:
    """SHA-256 of rows in the order of coding and report, in hexadecimal.

    A row is coding and report as integers and `NUMBERS` as floats, each of 64 bits, big-endian; what is
    missing is the quiet NaN with the bits 7FF8000000000000.
    """
    order = np.lexsort((columns["report_id"], columns["coding_id"]))
    rows = np.empty(len(order), _ROW)
    for name in _ROW.names or ():
        column = columns[name][order]
        rows[name] = np.where(np.isnan(column), np.nan, column) if name in NUMBERS else column
    return hashlib.sha256(rows.tobytes()).hexdigest()
