"""What scores and cells are made of: one row for each forecast and the report that it is held against.

What is asked, and how it turned out, is read once for all who said something about it.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from predictions.columns.reading import Columns, among, read
from predictions.scores.cells import (
    EFFECTIVE_FORECASTER,
    NEEDED_BY_FORECAST,
    NEEDED_BY_REFERENCE,
    POINTS,
    TYPES,
)
from predictions.scores.sources import (
    ANSWERED_QUESTIONS,
    CODED_FORECASTS_APART,
    EFFECTIVE_EVENT,
    KNOWN_AT,
    KNOWN_AT_SUPPOSED,
    SUPPOSED_QUESTIONS,
)
from predictions.scoring_rules import RULES_VERSION

type Selected = Mapping[str, tuple[str, str]]
"""Columns by name: their types in NumPy, and their SQL."""

_TYPE = " ".join(f"WHEN '{name}' THEN {number}" for number, name in enumerate(TYPES))
_ASKED: Selected = {
    "question": ("i8", "question.id"),
    "type": ("i8", f"CAST(CASE question.type {_TYPE} END AS bigint)"),
    "ordered": ("?", "question.ordered"),
    "lower": ("f8", "question.lower"),
    "upper": ("f8", "question.upper"),
    "opens_on": ("M8[D]", "question.opens_on"),
    "horizon": ("M8[D]", "question.horizon"),
    "report": ("i8", "report.id"),
    "outcome": ("O", "CAST(report.value AS text)"),
    "reference": ("i8", "COALESCE(reference.id, 0)"),
    "stated": ("?", "COALESCE(reference.origin = 'stated', false)"),
    "base": ("O", "CAST(reference.prediction AS text)"),
}
_SAID: Selected = {
    "coding": ("i8", "coding.id"),
    "prediction": ("O", "CAST(coding.prediction AS text)"),
    "cautious": ("O", "CAST(coding.cautious AS text)"),
    "bold": ("O", "CAST(coding.bold AS text)"),
    "said_levels": ("?", "coding.how = 'stated'"),
    "published": ("M8[D]", "article.published_on"),
}
_ASKED_AND_COUNTED: Selected = {
    **_ASKED,
    "event": ("i8", EFFECTIVE_EVENT),
    "counts_from": ("M8[us]", "question.resolves_at"),
    "needed_by_reference": ("i8", f"CAST({NEEDED_BY_REFERENCE} AS bigint)"),
}
_SAID_AND_COUNTED: Selected = {
    **_SAID,
    "question": ("i8", "COALESCE(asked.merged_into_id, asked.id)"),
    "forecaster": ("i8", EFFECTIVE_FORECASTER),
    "statement": ("i8", "forecast.statement_id"),
    "implied": ("?", "forecast.implied_by_id IS NOT NULL"),
    "switches": ("i8", f"CAST({NEEDED_BY_FORECAST} AS bigint)"),
}
_SCORED: Selected = {
    **{name: ("f8", f"score.{name}") for name in POINTS},
    "coding_id": ("i8", "score.coding_id"),
    "report_id": ("i8", "score.report_id"),
    "stated": _ASKED["stated"],
    "needed_by_reference": _ASKED_AND_COUNTED["needed_by_reference"],
}


def _select(columns: Selected) -> str:
    return "SELECT " + ", ".join(f"{column} AS {name}" for name, (_, column) in columns.items())


def _layout(columns: Selected) -> dict[str, str]:
    return {name: kind for name, (kind, _) in columns.items()}


def of_events(events: Iterable[int]) -> Columns:
    """The forecasts that count in these events, against adopted reports and those that scenarios suppose.

    What has a score brings its skill along, and the reference that it was held against.
    """
    asked = _asked(list(events))
    said = _said(asked["question"])
    place, of = _pairs(said["question"], asked["question"])
    foretold = said["published"][place] <= asked["known_on"][of]
    place, of = place[foretold], of[foretold]
    rows = {name: column[of] for name, column in asked.items()}
    rows |= {name: column[place] for name, column in said.items()}
    _name_days(rows)
    rows |= {name: np.full(len(rows["coding"]), np.nan) for name in POINTS}
    rows["scored"] = np.zeros(len(rows["coding"]), np.bool_)
    if len(rows["coding"]):
        known = _scores(rows["coding"])
        rows["scored"][take_in(rows, known, [*POINTS, "stated", "needed_by_reference"])] = True
    rows["switches"] |= rows.pop("needed_by_reference")
    return rows


def unscored(rows: Columns) -> Columns:
    """Of those that lack a score, what it is computed from."""
    chosen = slice(None) if not rows["scored"].any() else ~rows["scored"]
    return {name: rows[name][chosen] for name in (*_ASKED, *_SAID)}


def take_in(rows: Columns, scores: Columns, names: Iterable[str]) -> NDArray[np.intp]:
    """Put these columns of scores into the rows that the scores are of; where that is."""
    most = 1 + max(rows["report"].max(), scores["report_id"].max(initial=0))
    keys = rows["coding"] * most + rows["report"]
    wanted = scores["coding_id"] * most + scores["report_id"]
    order = np.argsort(keys)
    near = np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)
    found = keys[order[near]] == wanted
    places: NDArray[np.intp] = order[near[found]]
    for name in names:
        rows[name][places] = scores[name][found]
    return places


def _asked(events: list[int]) -> Columns:
    """Questions with reports, one row for each report."""
    own, parameter = among("event.id", events)
    merged, _ = among("event.merged_into_id", events)
    either = [
        f"""
        {_select(_ASKED_AND_COUNTED)}, date({known_at}) AS known_on, {adopted} AS adopted
        FROM {questions}
        LEFT JOIN predictions_reference reference ON reference.id = question.reference_id
        WHERE ({own} AND event.merged_into_id IS NULL OR {merged})
            AND question.merged_into_id IS NULL
        """
        for questions, known_at, adopted in (
            (ANSWERED_QUESTIONS, KNOWN_AT, "true"),
            (SUPPOSED_QUESTIONS, KNOWN_AT_SUPPOSED, "false"),
        )
    ]
    layout = _layout(_ASKED_AND_COUNTED) | {"known_on": "M8[D]", "adopted": "?"}
    return read(" UNION ALL ".join(either), [parameter] * 4, layout)


def _said(questions: NDArray[np.int64]) -> Columns:
    own, parameter = among("asked.id", questions.tolist())
    merged, _ = among("asked.merged_into_id", questions.tolist())
    return read(
        f"""
        {_select(_SAID_AND_COUNTED)}
        FROM {CODED_FORECASTS_APART}
        JOIN predictions_forecaster forecaster ON forecaster.id = forecast.forecaster_id
        LEFT JOIN predictions_criteria criteria ON criteria.id = coding.criteria_id
        WHERE forecast.withdrawn_at IS NULL AND ({own} OR {merged})
        """,
        [parameter] * 2,
        _layout(_SAID_AND_COUNTED),
    )


def _scores(codings: NDArray[np.int64]) -> Columns:
    chosen, parameter = among("score.coding_id", np.unique(codings).tolist())
    return read(
        f"""
        {_select(_SCORED)}
        FROM predictions_score score
        LEFT JOIN predictions_reference reference ON reference.id = score.reference_id
        WHERE score.rules_version = {RULES_VERSION} AND {chosen}
        """,
        [parameter],
        _layout(_SCORED),
    )


def _pairs(
    keys: NDArray[np.int64], others: NDArray[np.int64]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The places of equal keys, in both: every pair of them."""
    order = np.argsort(others, kind="stable")
    first, end = (np.searchsorted(others, keys, side, order) for side in ("left", "right"))
    times = end - first
    place = np.repeat(np.arange(len(keys)), times)
    within = np.arange(len(place)) - np.repeat(np.cumsum(times) - times, times)
    return place, order[np.repeat(first, times) + within]


def _name_days(rows: Columns) -> None:
    """Where a question names no day, that of publication stands."""
    for name in ("opens_on", "horizon"):
        rows[name] = np.where(np.isnat(rows[name]), rows["published"], rows[name])


def of_acts(acts: Iterable[int], kept: Selected) -> Columns:
    """What these acts scored by the rules of today, as it stands now, with columns that the scores have.

    The question is the one that the report answers: forecasts may have been moved to another since.
    """
    columns = {**_ASKED, **_SAID, **kept}
    chosen, parameter = among("score.act_id", acts)
    rows = read(
        f"""
        {_select(columns)}
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
    _name_days(rows)
    return rows
