"""Scoring rules: predictions in, proper scores out. Pure Python and NumPy.

`parse` and `parse_outcome` read JSON-like data and refuse what cannot be scored; `score_cases` scores
a batch of what they return, and `score` columns prepared elsewhere. Scores are negatively oriented (0 is
perfect); skill points are positively oriented. The kernels themselves check nothing.
"""

from predictions.scoring_rules.columns import (
    BinaryColumns,
    Case,
    CategoricalColumns,
    Columns,
    KnotColumns,
    PointColumns,
    columns,
)
from predictions.scoring_rules.distributions import distributions
from predictions.scoring_rules.errors import PredictionError
from predictions.scoring_rules.knots import Knots, quantile
from predictions.scoring_rules.outcome import DID_NOT_HAPPEN, Outcome, parse_outcome
from predictions.scoring_rules.prediction import Prediction, parse
from predictions.scoring_rules.readings import readings
from predictions.scoring_rules.references import check_reference, default_reference
from predictions.scoring_rules.score import RULES_VERSION, Scores, rule_score, score, score_cases
from predictions.scoring_rules.space import Space

__all__ = [
    "DID_NOT_HAPPEN",
    "RULES_VERSION",
    "BinaryColumns",
    "Case",
    "CategoricalColumns",
    "Columns",
    "KnotColumns",
    "Knots",
    "Outcome",
    "PointColumns",
    "Prediction",
    "PredictionError",
    "Scores",
    "Space",
    "check_reference",
    "columns",
    "default_reference",
    "distributions",
    "parse",
    "parse_outcome",
    "quantile",
    "readings",
    "rule_score",
    "score",
    "score_cases",
]
