"""What scores and cells are made of: one row for each forecast and the report that it is held against.

Read once for both: what has a score brings its skill along, what lacks one the documents to compute it from.
"""

from collections.abc import Iterable, Mapping

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
_TO_SCORE = {
    **{name: ("O", f"CAST({column} AS text)") for name, column in _DOCUMENTS.items()},
    "coding": ("i8", "coding.id"),
    "report": ("i8", "report.id"),
    "reference": ("i8", "COALESCE(reference.id, 0)"),
    "stated": ("?", "COALESCE(reference.origin = 'stated', false)"),
    "question": ("i8", "question.id"),
    "type": ("i8", f"CAST(CASE question.type {_TYPE} END AS bigint)"),
    "ordered": ("?", "question.ordered"),
    "lower": ("f8", "question.lower"),
    "upper": ("f8", "question.upper"),
    "published": ("M8[D]", "article.published_on"),
    "opens_on": ("M8[D]", "COALESCE(question.opens_on, article.published_on)"),
    "horizon": ("M8[D]", "COALESCE(question.horizon, article.published_on)"),
    "said_levels": ("?", "coding.how = 'stated'"),
}
_TO_COUNT = {
    **{name: ("f8", f"score.{name}") for name in POINTS},
    "scored": ("?", "score.id IS NOT NULL"),
    "event": ("i8", EFFECTIVE_EVENT),
    "forecaster": ("i8", EFFECTIVE_FORECASTER),
    "statement": ("i8", "forecast.statement_id"),
    "implied": ("?", "forecast.implied_by_id IS NOT NULL"),
    "switches": ("i8", f"CAST({NEEDED} AS bigint)"),
    "counts_from": ("M8[us]", "question.resolves_at"),
}
_UNLESS_SCORED = {
    name: ("O", f"CASE WHEN score.id IS NULL THEN {_TO_SCORE[name][1]} END") for name in _DOCUMENTS
}
_COLUMNS = _TO_SCORE | _UNLESS_SCORED | _TO_COUNT


def _selected(columns: Mapping[str, tuple[str, str]]) -> str:
    return ", ".join(f"{column} AS {name}" for name, (_, column) in columns.items())


def _layout(columns: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    return {name: kind for name, (kind, _) in columns.items()}


_SELECT = f"""
    SELECT {_selected(_COLUMNS)}
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
    return read(f"{select} AND {chosen}", [parameter], _layout(_COLUMNS))


def of_acts(acts: Iterable[int], kept: dict[str, tuple[str, str]]) -> Columns:
    """What these acts scored by the rules of today, as it stands now, with columns that the scores have.

    The question is the one that the report answers: forecasts may have been moved to another since.
    """
    columns = _TO_SCORE | kept
    chosen, parameter = among("score.act_id", acts)
    return read(
        f"""
        SELECT {_selected(columns)}
        FROM predictions_score score
        JOIN predictions_coding coding ON coding.id = score.coding_id
        JOIN predictions_forecast forecast ON forecast.id = coding.forecast_id
        JOIN predictions_article article ON article.id = forecast.article_id
        JOIN predictions_report report ON report.id = score.report_id
        JOIN predictions_question question ON question.id = report.question_id
        LEFT JOIN predictions_reference reference ON reference.id = score.reference_id
        WHERE score.rules_version = {RULES_VERSION} AND {chosen}
        """,
        [parameter],
        _layout(columns),
    )
