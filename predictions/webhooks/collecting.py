"""Reading the ledger from where it was read last, and queueing what programs want to be told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import rfc8785
from django.db import transaction
from django.db.models import Count, Exists, OuterRef

from predictions.articles.models import Article
from predictions.columns.locks import only_one
from predictions.ledger.images import plain
from predictions.ledger.models import Act, Leaf
from predictions.outcomes.models import Objection, Resolution
from predictions.questions.models import Question
from predictions.scores.models import Score
from predictions.webhooks.models import Delivery, EventType, Position, Subscription
from predictions.webhooks.queries import due_message_id, untold_due, wanting

# Leaves read in one transaction.
BATCH = 500
# Any number that no other advisory lock of this database uses: "hook" in ASCII.
COLLECTOR_LOCK = 0x686F6F6B

# What an act tells of, by its verb.
TOLD = {
    "proposed": EventType.OUTCOME_PROPOSED,
    "declined": EventType.OUTCOME_PROPOSED,
    "confirmed": EventType.OUTCOME_RESOLVED,
    "resolved": EventType.OUTCOME_RESOLVED,
    "objected": EventType.OUTCOME_OBJECTED,
    "scored": EventType.FORECAST_SCORED,
    "recorded": EventType.ARTICLE_RECORDED,
}


@dataclass(frozen=True)
class Happened:
    """Something that a project's programs may want to know."""

    message_id: str
    type: str
    at: datetime
    project: int
    data: dict[str, Any]


def collect(*, now: datetime) -> int:
    """Queue a message for each subscription and each event it wants; how many.

    The position in the ledger moves in the transaction of the messages, so that nothing is lost
    or queued twice. What is due is no act: it is found by the messages that are missing.
    """
    queued = 0
    while True:
        with transaction.atomic():
            if not only_one(COLLECTOR_LOCK):
                return queued
            leaves = _next_leaves()
            for leaf in leaves:
                for happened in _told_by(leaf):
                    queued += _queue(now, happened, leaf.index)
            if len(leaves) < BATCH:
                return queued + _queue_due(now)


def _next_leaves() -> list[Leaf]:
    position, _ = Position.objects.get_or_create(pk=1, defaults={"leaf": 0})
    leaves = list(
        Leaf.objects.filter(index__gte=position.leaf)
        .select_related("act")
        .order_by("index")[:BATCH]
    )
    if leaves:
        position.leaf = leaves[-1].index + 1
        position.save()
    return leaves


def _told_by(leaf: Leaf) -> Iterator[Happened]:
    act = leaf.act
    event = TOLD.get(act.verb)
    if event is None:
        return
    for project, data in _facts(event, act):
        yield Happened(f"leaf-{leaf.index}", event, act.at, project, data)


def _facts(event: str, act: Act) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each project that an act tells of something, and what."""
    match event:
        case EventType.ARTICLE_RECORDED if act.object_type == "article":
            article = Article.objects.get(pk=act.object_id)
            yield article.project_id, {"article": article.public_id, "title": article.title}
        case EventType.OUTCOME_PROPOSED | EventType.OUTCOME_RESOLVED:
            if act.object_type == "question":
                question = Question.objects.select_related("event").get(pk=act.object_id)
                yield question.event.project_id, _question(question)
        case EventType.OUTCOME_OBJECTED:
            objection = Objection.objects.filter(filed_at=act.at, filed_by=act.actor_id)
            for one in objection.order_by("pk"):
                yield one.project_id, {"objection": one.public_id, "concerns": one.concerns}
        case EventType.FORECAST_SCORED:
            adopted = Resolution.objects.filter(report=OuterRef("report"))
            # Against what a scenario only supposes nothing has come out.
            scored = Score.objects.filter(Exists(adopted), act_id=act.pk).values_list(
                "coding__forecast__article__project"
            )
            for project, count in scored.annotate(Count("pk")).order_by():
                yield project, {"forecasts": count}


def _question(question: Question) -> dict[str, Any]:
    return {"question": question.public_id, "wording": question.wording}


def _queue_due(now: datetime) -> int:
    queued = 0
    for subscription in wanting(EventType.QUESTION_DUE):
        questions = untold_due(subscription, now=now).annotate(message_id=due_message_id())
        queued += len(
            Delivery.objects.bulk_create(
                [
                    _message(
                        now,
                        subscription,
                        Happened(
                            question.message_id,
                            EventType.QUESTION_DUE,
                            now,
                            subscription.project_id,
                            _question(question),
                        ),
                    )
                    for question in questions
                ]
            )
        )
    return queued


def _queue(now: datetime, happened: Happened, leaf: int) -> int:
    messages = [
        _message(now, subscription, happened)
        for subscription in wanting(happened.type)
        if subscription.project_id == happened.project and subscription.since_leaf <= leaf
    ]
    return len(Delivery.objects.bulk_create(messages))


def _message(now: datetime, subscription: Subscription, happened: Happened) -> Delivery:
    body: Any = {
        "type": happened.type,
        "timestamp": plain(happened.at),
        "data": {"project": subscription.project.slug, **happened.data},
    }
    return Delivery(
        subscription=subscription,
        message_id=happened.message_id,
        type=happened.type,
        body=rfc8785.dumps(body).decode(),
        queued_at=now,
        not_before=now,
    )
