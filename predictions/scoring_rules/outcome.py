"""Reading what really happened."""

from predictions.scoring_rules.errors import PredictionError
from predictions.scoring_rules.space import Space, Value, day

DID_NOT_HAPPEN = "did not happen"

type Outcome = bool | Value


def parse_outcome(raw: object, space: Space) -> Outcome:
    """Return an outcome in its canonical, JSON-like form.

    binary: True or False; categorical: the option; numeric: a number within the bounds; date:
    "YYYY-MM-DD" not after the horizon, or `DID_NOT_HAPPEN` (also given as None). A date before
    publication is accepted, since a question has many articles; it is scored as the first moment.

    Raises `PredictionError` for anything else.
    """
    match space.type:
        case "binary":
            if isinstance(raw, bool):
                return raw
            remedy = "give true for yes, false for no"
            raise PredictionError("value", f"{raw!r} is neither true nor false", remedy)
        case "categorical":
            if isinstance(raw, str) and raw in space.options:
                return raw
            remedy = f"choose one of {list(space.options)}"
            raise PredictionError("value", f"{raw!r} is not an option", remedy)
        case "numeric":
            return space.value(raw, "value")
        case "date":
            if raw is None or raw == DID_NOT_HAPPEN:
                return DID_NOT_HAPPEN
            happened = day(raw, "value")
            if space.horizon and happened > space.horizon.isoformat():
                reason = f"{happened} is after the horizon {space.horizon}"
                raise PredictionError("value", reason, f'record "{DID_NOT_HAPPEN}"')
            return happened
