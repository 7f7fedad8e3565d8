"""Which events an act touches: the figures of these are made anew."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from predictions.articles.models import Article, Forecaster
from predictions.forecasts.models import Coding, Forecast, Statement
from predictions.ledger.images import key_of
from predictions.ledger.models import Payload
from predictions.outcomes.models import Resolution, Supposition
from predictions.questions.models import Criteria, Event, Question, Reference

# How each table's rows lead to the questions whose scores or figures follow from them.
_TO_QUESTION = {
    Question: "pk",
    Resolution: "resolutions",
    Supposition: "suppositions",
    Reference: "references",
    Criteria: "criteria_versions",
    Forecast: "forecasts",
    Coding: "forecasts__codings",
    Statement: "forecasts__statement",
    Article: "forecasts__article",
    Forecaster: "forecasts__forecaster",
}


def touched_events(acts: Iterable[int]) -> list[int]:
    """The events, in the order of their keys, whose scores or figures these acts may have changed."""
    written: dict[str, set[int]] = defaultdict(set)
    for payload in Payload.objects.filter(act__in=acts).exclude(table=""):
        if payload.items is None:  # blanked: only between which keys is known
            written[payload.table].update(range(payload.first or 0, (payload.last or 0) + 1))
        else:
            written[payload.table].update(map(key_of, payload.items.split("\n")))
    # Where questions count, and where those that they were merged into do.
    own = Coalesce("event__merged_into", "event")
    other = Coalesce("merged_into__event__merged_into", "merged_into__event")
    touched: list[QuerySet[Any, Any]] = [
        Question.objects.filter(**{f"{path}__in": keys}).values_list(own, other)
        for model, path in _TO_QUESTION.items()
        if (keys := written.get(model._meta.db_table))
    ]
    if keys := written.get(Event._meta.db_table):
        touched.append(Event.objects.filter(pk__in=keys).values_list("pk", "merged_into"))
    if not touched:
        return []
    first, *others = touched
    pairs = first.union(*others) if others else first.distinct()
    return sorted({event for pair in pairs for event in pair if event is not None})
