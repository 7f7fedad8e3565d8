"""What scores and cells are made of: one row for each forecast and the report that it is held against.

Read once for both: what has a score brings its skill along, what lacks one the documents to compute it from.
"""

from collections.abc import Iterable

from predictions.columns.reading import Columns, among, read
from predictions.scores.cells import EFFECTIVE_FORECASTER, NEEDED, POINTS, TYPES
from predictions.scores.sources import (
    CODED_FORECASTS,
    CODED_FORECASTS_SUPPOSED,
    EFFECTIVE_EVENT,
    FORETOLD,
    FORETOLD_SUPPOSED,
)
from predictions.scoring_rules import RULES_VERSION

_TYPE = " ".join(f"WHEN '{name}' THEN {number}" for number, name in enumerate(TYPES))
_DOCUMENTS = {
    "prediction": "coding.prediction",
    "cautious": "coding.cautious",
    "bold": "coding.bold",
    "outcome": "report.value",
    "base": "reference.prediction",
}
_COLUMNS = {
    **{
        name: ("O", f"CASE WHEN score.id IS NULL THEN CAST({column} AS text) END")
        for name, column in _DOCUMENTS.items()
    },
    **{name: ("f8", f"score.{name}") for name in POINTS},
    "coding": ("i8", "coding.id"),
    "report": ("i8", "report.id"),
    "reference": ("i8", "COALESCE(reference.id, 0)"),
    "scored": ("?", "score.id IS NOT NULL"),
    "question": ("i8", "question.id"),
    "type": ("i8", f"CAST(CASE question.type {_TYPE} END AS bigint)"),
    "ordered": ("?", "question.ordered"),
    "lower": ("f8", "question.lower"),
    "upper": ("f8", "question.upper"),
    "published": ("M8[D]", "article.published_on"),
    "horizon": ("M8[D]", "COALESCE(question.horizon, article.published_on)"),
    "said_levels": ("?", "coding.how = 'stated'"),
    "event": ("i8", EFFECTIVE_EVENT),
    "forecaster": ("i8", EFFECTIVE_FORECASTER),
    "statement": ("i8", "forecast.statement_id"),
    "implied": ("?", "forecast.implied_by_id IS NOT NULL"),
    "stated": ("?", "COALESCE(reference.origin = 'stated', false)"),
    "switches": ("i8", f"CAST({NEEDED} AS bigint)"),
    "counts_from": ("M8[us]", "question.resolves_at"),
}
_LAYOUT = {name: kind for name, (kind, _) in _COLUMNS.items()}
_SELECTED = ", ".join(f"{column} AS {name}" for name, (_, column) in _COLUMNS.items())
_SELECT = f"""
    SELECT {_SELECTED}
    FROM {{coded_forecasts}}
    JOIN predictions_forecaster forecaster ON forecaster.id = forecast.forecaster_id
    LEFT JOIN predictions_score score
      ON score.coding_id = coding.id AND score.report_id = report.id
     AND score.rules_version = {RULES_VERSION}
    LEFT JOIN predictions_criteria criteria ON criteria.id = coding.criteria_id
    LEFT JOIN predictions_reference reference ON reference.id =
        CASE WHEN score.id IS NULL THEN question.reference_id ELSE score.reference_id END
    WHERE {{foretold}}
"""
_ADOPTED = _SELECT.format(coded_forecasts=CODED_FORECASTS, foretold=FORETOLD)
_SUPPOSED = _SELECT.format(coded_forecasts=CODED_FORECASTS_SUPPOSED, foretold=FORETOLD_SUPPOSED)


def against_adopted(asked: Iterable[int]) -> Columns:
    """The forecasts on these questions, against the reports that were adopted."""
    return _rows(_ADOPTED, asked)


def against_supposed(asked: Iterable[int]) -> Columns:
    """The same, against reports that only scenarios suppose."""
    return _rows(_SUPPOSED, asked)


def _rows(select: str, asked: Iterable[int]) -> Columns:
    chosen, parameter = among("asked.id", asked)
    return read(f"{select} AND {chosen}", [parameter], _LAYOUT)
