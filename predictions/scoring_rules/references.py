"""Reference forecasts: what stands in for one, and what cannot serve as one."""

from predictions.scoring_rules.crps import expected_crps
from predictions.scoring_rules.dates import given_nothing_before
from predictions.scoring_rules.distributions import distributions
from predictions.scoring_rules.errors import PredictionError
from predictions.scoring_rules.prediction import Prediction
from predictions.scoring_rules.skill import usable
from predictions.scoring_rules.space import Space


def default_reference(space: Space) -> Prediction | None:
    """Return what ignorance says: 0.5, or uniform over the options, or uniform over the bounds.

    None for a number without bounds. The levels 0 and 1 of the uniform distribution are for scoring;
    `parse` refuses them.
    """
    match space.type:
        case "binary":
            return {"p": 0.5}
        case "categorical":
            return {"probabilities": dict.fromkeys(space.options, 1 / len(space.options))}
        case "numeric":
            if space.lower is None or space.upper is None:
                return None
            return {"knots": [[space.lower, 0.0], [space.upper, 1.0]]}
        case "date":
            return {"not_by_horizon": 0.0}


def check_reference(reference: Prediction, space: Space) -> None:
    """Refuse a canonical prediction that cannot serve as a reference.

    A date reference is judged as seen from `space.published`, which must be given: what is already
    past by then may leave no spread.

    Raises `PredictionError` for a point or a certainty, a binary reference outside [0.01, 0.99], and one
    whose expected CRPS is below 1 % of the bounds.
    """
    remedy = "widen it until it says what someone without special knowledge would have said"
    if "p" in reference and not 0.01 <= reference["p"] <= 0.99:
        reason = f"{reference['p']} is nearly certain"
        raise PredictionError("reference.p", reason, "keep it from 0.01 to 0.99")
    if "probabilities" in reference and max(reference["probabilities"].values()) >= 1:
        raise PredictionError("reference.probabilities", "one option is certain", remedy)
    if "point" in reference:
        raise PredictionError("reference.point", "a point has no spread", remedy)
    if space.type in ("numeric", "date"):
        knots = distributions([reference], [space])
        if space.type == "date":
            knots = given_nothing_before(knots)
        if not usable(expected_crps(knots), knots.lower, knots.upper).all():
            raise PredictionError("reference", "its spread is below 1 % of the bounds", remedy)
