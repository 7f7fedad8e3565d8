"""The sentence above a public page, and the replies that stand below it."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from predictions.dashboard.marked import sentences
from predictions.dashboard.marked.states import State
from predictions.outcomes.models import Objection
from predictions.publishing.excerpts import Excerpt
from predictions.publishing.models import Publication


def standing(excerpts: Sequence[Excerpt]) -> str:
    """How many forecasts there are, and what became of them."""
    states = [one.state for one in excerpts]
    became = [
        (states.count(state), state.became(states.count(state)))
        for state in State
        if state in states and state != State.NOT_CHECKABLE
    ]
    checkable = len(states) - states.count(State.NOT_CHECKABLE)
    events = {one.question.event_id for one in excerpts if one.question}
    said = sentences.standing(became, checkable, len(states), len(events))
    return said or gettext("No forecast is recorded yet.")


def replies_to(publication: Publication) -> QuerySet[Objection]:
    """The objections to what the page shows that have been answered, the latest first.

    Who filed and who decided them is nobody else's business; for whom one was filed is.
    """
    targets = Q()
    for forecast in ("forecast", "coding__forecast"):
        targets |= _about(publication, forecast)
    for question in ("criteria__question", "resolution__question"):
        targets |= _about(publication, f"{question}__forecasts")
    return (
        Objection.objects.filter(targets, project=publication.project, decided_at__isnull=False)
        .distinct()
        .order_by("-decided_at")[:50]
    )


def _about(publication: Publication, forecast: str) -> Q:
    if publication.article_id:
        return Q(**{f"{forecast}__article": publication.article_id})
    if publication.forecaster_id:
        return Q(**{f"{forecast}__forecaster": publication.forecaster_id})
    if publication.outlet_id:
        return Q(**{f"{forecast}__article__outlet": publication.outlet_id})
    return Q(**{f"{forecast}__question__event": publication.event_id})
