"""Other readings of numbers and dates: does a judgement survive how the words are read?"""

from predictions.scoring_rules.errors import PredictionError
from predictions.scoring_rules.prediction import Prediction, parse
from predictions.scoring_rules.space import Space

OUTER_LEVELS = {"cautious": (0.10, 0.90), "bold": (0.01, 0.99)}
INTERVAL_LEVELS = {"cautious": (0.25, 0.75), "bold": (0.025, 0.975)}
"""An interval without a level, coded as 80 %, is read as 50 % and as 95 %."""


def readings(data: object, space: Space) -> dict[str, Prediction]:
    """Return the cautious and the bold reading of a numeric or date prediction, canonical.

    `data` is what `parse` takes. The outer knots get other levels, inner knots keep theirs unless
    they no longer lie strictly inside. `not_by_horizon` is a probability with a phrase of its own and
    stays, and with it the upper end; where it leaves no room, and for points, nothing changes.

    Raises `PredictionError` for what `parse` refuses, and for types whose readings come from words.
    """
    if space.type not in ("numeric", "date"):
        reason = f"a {space.type} prediction has no knots"
        raise PredictionError("prediction", reason, "read its phrase instead")
    coded = parse(data, space)
    bare = isinstance(data, dict) and "interval" in data
    return {
        name: _with_outer_levels(coded, *(INTERVAL_LEVELS if bare else OUTER_LEVELS)[name], space)
        for name in OUTER_LEVELS
    }


def _with_outer_levels(coded: Prediction, low: float, high: float, space: Space) -> Prediction:
    if "knots" not in coded:
        return coded
    first, *inner = coded["knots"]
    if "not_by_horizon" in coded:
        ends = []
    else:
        *inner, last = inner
        inner = [knot for knot in inner if knot[1] < high]
        ends = [[last[0], high]]
    changed = coded | {
        "knots": [[first[0], low], *(knot for knot in inner if knot[1] > low), *ends]
    }
    try:
        return parse(changed, space)
    except PredictionError:
        return coded
