"""Which events an act touches: the figures of these are made anew."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from predictions.articles.models import Article, Forecaster
from predictions.forecasts.models import Coding, Forecast, Statement
from predictions.ledger.models import Act
from predictions.outcomes.models import Resolution
from predictions.questions.models import Criteria, Event, Question, Reference

# How each table's rows lead to the questions whose scores or figures follow from them.
_TO_QUESTION = {
    Question: "pk",
    Resolution: "resolutions",
    Reference: "references",
    Criteria: "criteria_versions",
    Forecast: "forecasts",
    Coding: "forecasts__codings",
    Statement: "forecasts__statement",
    Article: "forecasts__article",
    Forecaster: "forecasts__forecaster",
}


def touched_events(acts: Iterable[Act]) -> list[int]:
    """The events, in the order of their keys, whose scores or figures these acts may have changed."""
    written: dict[str, set[int]] = defaultdict(set)
    for act in acts:
        for image in json.loads(act.payload.body or "{}").get("wrote", ()):
            written[image["table"]].update(row[0] for row in image["rows"])
    found: set[int] = set()
    for model, path in _TO_QUESTION.items():
        if keys := written.get(model._meta.db_table):
            questions = Question.objects.filter(**{f"{path}__in": keys})
            found |= _events_of(questions)
    if keys := written.get(Event._meta.db_table):
        found |= keys
        found |= set(
            Event.objects.filter(pk__in=keys, merged_into__isnull=False).values_list(
                "merged_into", flat=True
            )
        )
    return sorted(found)


def _events_of(questions: QuerySet[Question]) -> set[int]:
    """Where questions count, and where those that they were merged into do."""
    own = Coalesce("event__merged_into", "event")
    other = Coalesce("merged_into__event__merged_into", "merged_into__event")
    pairs: Any = questions.annotate(own=own, other=other).values_list("own", "other")
    return {event for pair in pairs.distinct() for event in pair if event is not None}
