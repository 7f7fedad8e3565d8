"""The single forecasts that a selection asks for."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

import numpy as np
from django.db.models import Q

from predictions.articles.models import Forecaster
from predictions.columns.reading import among, moment
from predictions.dashboard.selection import Selection
from predictions.scores.cells import COUNTED_NOW, COUNTED_THEN, COUNTED_UNDER, NEEDED, SWITCHES
from predictions.scores.sources import EFFECTIVE_EVENT, KNOWN_AT, KNOWN_AT_UNDER, questions_in
from predictions.scores.values import Condition, Values, read_values
from predictions.statistics import LEAD_TIME_BANDS


def values(selection: Selection, *, now: datetime) -> Values:
    """The forecasts selected, straight from their scores."""
    counted: str = COUNTED_NOW
    parameters: list[Any] = []
    known_at = KNOWN_AT
    if selection.as_of is not None:
        counted, parameters = COUNTED_THEN, [moment(selection.as_of)] * 5
    elif selection.scenario is not None:
        counted, parameters, known_at = COUNTED_UNDER, [selection.scenario], KNOWN_AT_UNDER
    selected = read_values(
        _conditions(selection, now, known_at),
        counted=counted,
        parameters=parameters,
        known_at=known_at,
        reading=selection.reading,
    )
    if selection.lead is not None:
        band = np.digitize(selected.lead, LEAD_TIME_BANDS)
        selected = selected.only(band == selection.lead)
    return selected


def _conditions(selection: Selection, now: datetime, known_at: str) -> list[Condition]:
    by = now
    if selection.as_of is not None:
        by = min(by, selection.as_of)
    known_by = None
    if selection.known_by is not None:
        known_by = datetime.combine(selection.known_by, time.max, tzinfo=UTC)
        by = min(by, known_by)
    conditions: list[Condition] = [
        ("question.resolves_at <= %s", [moment(by)]),
        (f"(({NEEDED}) & %s) = 0", [SWITCHES & ~selection.switches]),
    ]
    if known_by is not None:
        conditions.append((f"{known_at} <= %s", [moment(known_by)]))
    asked = {
        "article.project_id": selection.project,
        "article.id": selection.article,
        "article.outlet_id": selection.outlet,
        "question.type": selection.type or None,
    }
    conditions += [(f"{sql} = %s", [key]) for sql, key in asked.items() if key is not None]
    # Keys rather than the expressions that follow merges, for which there is no index.
    if selection.forecaster is not None:
        names = Forecaster.objects.filter(
            Q(pk=selection.forecaster, merged_into=None) | Q(merged_into=selection.forecaster)
        )
        conditions.append(_among("forecast.forecaster_id", names.values_list("pk", flat=True)))
    if selection.event is not None:
        conditions += [
            _among("asked.id", questions_in([selection.event])),
            (f"{EFFECTIVE_EVENT} = %s", [selection.event]),
        ]
    if selection.topic is not None:
        conditions.append(
            (
                "EXISTS (SELECT 1 FROM predictions_event_topics topics WHERE topics.topic_id = %s "
                f"AND topics.event_id = {EFFECTIVE_EVENT})",
                [selection.topic],
            )
        )
    return conditions


def _among(column: str, keys: Iterable[int]) -> Condition:
    sql, parameter = among(column, keys)
    return sql, [parameter]
