"""Where scores come from, in SQL: which coding stands against which report.

Written by hand, because duplicates are merged by pointers (a forecast counts on the question that its own
was merged into, and that one in the event that its own was merged into), which no relation of the ORM
follows. The same text serves both databases.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from predictions.columns.reading import among

_FLOW = """
    predictions_question asked
    JOIN predictions_forecast forecast ON forecast.question_id = asked.id
    JOIN predictions_coding coding ON {coding}
    JOIN predictions_article article ON article.id = forecast.article_id
    JOIN predictions_question question
      ON question.id = COALESCE(asked.merged_into_id, asked.id)
    JOIN predictions_event event ON event.id = question.event_id
    JOIN predictions_resolution resolution
      ON resolution.question_id = question.id
     AND resolution.kind = 'answered'
     AND {resolution}
    JOIN predictions_report report ON report.id = resolution.report_id
"""

CODED_FORECASTS = _FLOW.format(
    coding="forecast.coding_id = coding.id",
    resolution="""question.status = 'resolved' AND NOT EXISTS (
        SELECT 1 FROM predictions_resolution later WHERE later.supersedes_id = resolution.id
    )""",
)
"""Codings that count, of questions whose answer counts, with the report that was adopted.

One that was reopened has no answer until it is resolved again.
"""

CODED_FORECASTS_THEN = _FLOW.format(
    coding="""forecast.id = coding.forecast_id AND coding.coded_at <= %s AND NOT EXISTS (
        SELECT 1 FROM predictions_coding later
        WHERE later.forecast_id = coding.forecast_id
          AND later.number > coding.number AND later.coded_at <= %s
    )""",
    resolution="""resolution.resolved_at <= %s AND NOT EXISTS (
        SELECT 1 FROM predictions_resolution later
        WHERE later.supersedes_id = resolution.id AND later.resolved_at <= %s
    )""",
)
"""The same as they stood at a moment, which is the parameter four times. Merges are as they are now."""

FORETOLD = """
    article.published_on <= date(resolution.known_at) AND forecast.withdrawn_at IS NULL
"""
"""What may be scored: what was published before the world could know, and was not withdrawn."""

FORETOLD_THEN = """
    article.published_on <= date(resolution.known_at)
    AND (forecast.withdrawn_at IS NULL OR forecast.withdrawn_at > %s)
"""
"""The same at a moment."""

EFFECTIVE_EVENT = "COALESCE(event.merged_into_id, event.id)"


def questions_in(events: Iterable[int]) -> list[int]:
    """The questions whose forecasts count in these events, duplicates included."""
    listed = list(events)
    own, parameter = among("id", listed)
    merged, _ = among("merged_into_id", listed)
    raw = _keys(f"SELECT id FROM predictions_event WHERE {own}", parameter)
    raw += _keys(f"SELECT id FROM predictions_event WHERE {merged}", parameter)
    inside, parameter = among("event_id", raw)
    found = _keys(f"SELECT id FROM predictions_question WHERE {inside}", parameter)
    merged, parameter = among("merged_into_id", found)
    return found + _keys(f"SELECT id FROM predictions_question WHERE {merged}", parameter)


def _keys(sql: str, parameter: Any) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [parameter])
        return [key for (key,) in cursor.fetchall()]
