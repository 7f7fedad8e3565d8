"""Where scores come from, in SQL: which coding stands against which report.

Written by hand, because duplicates are merged by pointers (a forecast counts on the question that its own
was merged into, and that one in the event that its own was merged into), which no relation of the ORM
follows. The same text serves both databases.
"""

from collections.abc import Iterable

from django.db import connection

from predictions.columns.reading import among

_SAID = """
    predictions_question asked
    JOIN predictions_forecast forecast ON forecast.question_id = asked.id
    JOIN predictions_coding coding ON {coding}
    JOIN predictions_article article ON article.id = forecast.article_id
"""
_FLOW = f"""
    {_SAID}
    JOIN predictions_question question
      ON question.id = COALESCE(asked.merged_into_id, asked.id)
    JOIN predictions_event event ON event.id = question.event_id
    {{report}}
"""
_CODED = "forecast.coding_id = coding.id"
_ANSWERED = """
    predictions_resolution resolution
      ON resolution.question_id = question.id
     AND resolution.kind = 'answered'
     AND {resolution}
"""
_ADOPTED = f"""
    JOIN {_ANSWERED}
    JOIN predictions_report report ON report.id = resolution.report_id
"""
_COUNTS = """question.status = 'resolved' AND NOT EXISTS (
        SELECT 1 FROM predictions_resolution later WHERE later.supersedes_id = resolution.id
    )"""

CODED_FORECASTS = _FLOW.format(coding=_CODED, report=_ADOPTED.format(resolution=_COUNTS))
"""Codings that count, of questions whose answer counts, with the report that was adopted.

One that was reopened has no answer until it is resolved again.
"""

CODED_FORECASTS_THEN = _FLOW.format(
    coding="""forecast.id = coding.forecast_id AND coding.coded_at <= %s AND NOT EXISTS (
        SELECT 1 FROM predictions_coding later
        WHERE later.forecast_id = coding.forecast_id
          AND later.number > coding.number AND later.coded_at <= %s
    )""",
    report=_ADOPTED.format(
        resolution="""resolution.resolved_at <= %s AND NOT EXISTS (
        SELECT 1 FROM predictions_resolution later
        WHERE later.supersedes_id = resolution.id AND later.resolved_at <= %s
    )"""
    ),
)
"""The same as they stood at a moment, which is the parameter four times. Merges are as they are now."""

CODED_FORECASTS_APART = _SAID.format(coding=_CODED)
"""Codings that count, without what they are held against."""

_ASKED = """
    predictions_event event
    JOIN predictions_question question ON question.event_id = event.id
"""

ANSWERED_QUESTIONS = f"{_ASKED} {_ADOPTED.format(resolution=_COUNTS)}"
"""Questions whose answer counts, with the report that was adopted; duplicates included."""

SUPPOSED_QUESTIONS = f"""
    {_ASKED}
    JOIN predictions_report report
      ON report.question_id = question.id
     AND EXISTS (
        SELECT 1 FROM predictions_supposition supposition WHERE supposition.report_id = report.id
     )
     AND NOT EXISTS (
        SELECT 1 FROM predictions_resolution resolution
        WHERE resolution.report_id = report.id AND {_COUNTS}
     )
"""
"""Questions with each report that some scenario supposes and that was not adopted; duplicates included."""

CODED_FORECASTS_UNDER = _FLOW.format(
    coding=_CODED,
    report=f"""
    LEFT JOIN predictions_supposition supposition
      ON supposition.question_id = question.id AND supposition.scenario_id = %s
    LEFT JOIN {_ANSWERED.format(resolution=_COUNTS)}
     AND (supposition.report_id IS NULL OR supposition.report_id = resolution.report_id)
    JOIN predictions_report report
      ON report.id = COALESCE(supposition.report_id, resolution.report_id)
""",
)
"""Codings that count, with the report that a scenario supposes, elsewhere with the one adopted.

The parameter is the scenario. A supposition about a question that was merged into another is about none.
"""

KNOWN_AT = "resolution.known_at"
KNOWN_AT_SUPPOSED = "report.known_at"
KNOWN_AT_UNDER = f"COALESCE({KNOWN_AT}, {KNOWN_AT_SUPPOSED})"
"""When the world could know, by the account at hand: the resolution's word, or the report's own."""

_FORETOLD = "article.published_on <= date({known_at}) AND forecast.withdrawn_at IS NULL"
FORETOLD = _FORETOLD.format(known_at=KNOWN_AT)
FORETOLD_UNDER = _FORETOLD.format(known_at=KNOWN_AT_UNDER)
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
    own, parameter = among("event.id", listed)
    merged, _ = among("event.merged_into_id", listed)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH inside AS (
                SELECT question.id FROM predictions_event event
                JOIN predictions_question question ON question.event_id = event.id
                WHERE ({own} AND event.merged_into_id IS NULL OR {merged})
                    AND question.merged_into_id IS NULL
            )
            SELECT id FROM inside
            UNION
            SELECT question.id FROM predictions_question question
            JOIN inside ON inside.id = question.merged_into_id
            """,
            [parameter, parameter],
        )
        return [asked for (asked,) in cursor.fetchall()]
