"""Canonical predictions as the database keeps them, in JSON's text, read many at once.

For what `parse` has accepted before. Nothing here says what is wrong with a text: what cannot be read raises
`ValueError`, and rows that `parse` might refuse are not `sound`, so that the caller asks `parse`.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from predictions.scoring_rules.arrays import Booleans, Floats
from predictions.scoring_rules.knots import Knots
from predictions.scoring_rules.outcome import DID_NOT_HAPPEN
from predictions.scoring_rules.space import LARGEST

_DAY = re.compile(rb'"(\d{4})-(\d\d)-(\d\d)"')
_KNOTS = '{"knots": [['
_NOT_BY_HORIZON = '{"not_by_horizon": '
_POINT = '{"point": '

type Shape = tuple[str, int]
type Texts = Sequence[str] | NDArray[np.object_]


def shape(text: str) -> Shape:
    """Return what kind of prediction over numbers or dates a text holds, and how many knots.

    The kind is "knots", "not_by_horizon", "point", or "" for anything else.
    """
    if text.startswith(_KNOTS):
        return ("knots", text.count("[") - 1) if "}" not in text[:-1] else ("", 0)
    for kind, start in (("not_by_horizon", _NOT_BY_HORIZON), ("point", _POINT)):
        if text.startswith(start) and "," not in text:
            return kind, 0
    return "", 0


def knots(texts: Texts, size: int, *, dated: bool = False) -> tuple[Floats, Floats]:
    """Return values and levels, both (n, size), of n texts with so many knots; days for dates."""
    joined = ",".join(text[10:-1] for text in texts).encode()
    if dated:
        joined = _DAY.sub(rb"\1\2\3", joined)
    flat = _floats(joined.translate(None, b"[] "), 2 * size * len(texts)).reshape(-1, size, 2)
    values, levels = np.ascontiguousarray(flat[..., 0]), np.ascontiguousarray(flat[..., 1])
    return (_ends_of_days(values) if dated else values), levels


def single_numbers(texts: Texts, key: str) -> Floats:
    """Return the number (n,) of each of n texts that hold one only, under this key: `{"point": 40}`."""
    start = f'{{"{key}": '
    if not all(text.startswith(start) for text in texts):
        raise ValueError(f"A text does not hold a {key}.")
    return _floats(",".join(text[len(start) : -1] for text in texts).encode(), len(texts))


def plain_numbers(texts: Texts) -> Floats:
    """Return the numbers (n,) of n texts that are one each."""
    return _floats(",".join(texts).encode(), len(texts))


def days(outcomes: Sequence[str]) -> Floats:
    """Return the ends of the days (n,) on which something happened; +inf for what did not."""
    # "NaT" is NumPy's date that is none; as a number it is replaced before anybody sees it.
    dates = np.array(
        [("NaT" if o == DID_NOT_HAPPEN else o) for o in outcomes], dtype="datetime64[D]"
    )
    return np.where(np.isnat(dates), np.inf, dates.astype(np.float64) + 1)


def probabilities(texts: Texts, options: Sequence[Sequence[str]] | NDArray[np.object_]) -> Floats:
    """Return the probabilities (n, K) of n texts in the order of each one's K options."""
    rows: list[dict[str, Any]] = json.loads(f"[{','.join(texts)}]")
    try:
        named = [
            [row["probabilities"][option] for option in names]
            for row, names in zip(rows, options, strict=True)
        ]
    except (LookupError, TypeError) as error:
        raise ValueError("A prediction does not name the options.") from error
    array = np.array(named)
    # Among numbers, NumPy takes true for 1.
    is_truth = any("true" in text or "false" in text for text in texts) and any(
        isinstance(one, bool) for row in named for one in row
    )
    if is_truth or array.dtype.kind not in "fi" or array.ndim != 2:
        raise ValueError("A probability is not a number.")
    return array.astype(np.float64)


def sound(forecast: Knots, *, reference: bool = False) -> Booleans:
    """Return which of n distributions are certainly well formed and inside their bounds.

    A reference may be the default one, which reaches levels 0 and 1.
    """
    values, levels = forecast.values, forecast.levels
    least, most = (-1.0, 2.0) if reference else (0.0, 1.0)
    return (
        np.isfinite(values).all(axis=1)
        & (np.abs(values) <= LARGEST).all(axis=1)
        & (np.diff(values, axis=1) > 0).all(axis=1)
        & (np.diff(levels, axis=1) > 0).all(axis=1)
        & (levels[:, 0] > least)
        & (levels[:, 0] <= 0.25)
        & (levels[:, -1] >= 0.75)
        & (levels[:, -1] < most)
        & (values[:, 0] >= forecast.lower)
        & (values[:, -1] <= forecast.upper)
    )


def distributed(probabilities: Floats) -> Booleans:
    """Return which of n rows (n, K) are probabilities that sum to 1."""
    return (
        (probabilities >= 0).all(axis=1)
        & (probabilities <= 1).all(axis=1)
        & (np.abs(probabilities.sum(axis=1) - 1) <= 1e-9)
    )


def _floats(text: bytes, expected: int) -> Floats:
    try:
        found: Floats = np.fromstring(text.decode(), sep=",")
    except DeprecationWarning as error:  # where warnings are errors
        raise ValueError("Something is not a number.") from error
    if len(found) != expected:
        raise ValueError(f"{len(found)} numbers where {expected} belong.")
    return found


def _ends_of_days(written: Floats) -> Floats:
    """Days from 1970 to the end of days written as the number 20200814."""
    number = written.astype(np.int64)
    months = (number // 10000 - 1970) * 12 + number // 100 % 100 - 1
    month, day = number // 100 % 100, number % 100
    starts = months.astype("datetime64[M]").astype("datetime64[D]")
    following = (months + 1).astype("datetime64[M]").astype("datetime64[D]")
    ends: Floats = starts.astype(np.float64) + day
    if not np.all((month >= 1) & (month <= 12) & (day >= 1) & (ends <= following.astype(float))):
        raise ValueError("A day is none of the calendar's.")
    return ends
