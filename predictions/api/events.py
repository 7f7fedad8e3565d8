"""Events: the turns of the world that decide questions, and their topics."""

from collections import defaultdict
from typing import Any

import django_filters
from rest_framework import serializers

from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Given, Text
from predictions.api.http.filtering import Filters, Ordering
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.api.marks import QuestionRef
from predictions.questions.models import Event, Question
from predictions.questions.operations import ensure_event


class EventRef(Shape):
    """An event, named."""

    id = columns.name_of("The event's id.")
    name = columns.text("The event's name.")


class EventShape(Shape):
    """An event."""

    id = columns.name_of()
    name = columns.text("Its name, unique in the project.")
    merged_into = EventRef(
        allow_null=True, help_text="The entry that figures count this one as; null: itself."
    )
    topics = serializers.ListField(child=serializers.CharField(), help_text="Its topics.")


class EventWithQuestions(EventShape):
    """An event with its questions."""

    questions = QuestionRef(many=True, help_text="What it decides.")


class GivenEvent(Given):
    """An event."""

    name = Text(max_length=300, help_text="Its name.")
    topics = serializers.ListField(
        child=Text(max_length=120), required=False, max_length=50,
        help_text="Its topics; those that are new are added.",
    )  # fmt: skip


class EventFilters(Filters):
    """By topic, and by a part of the name."""

    topic = django_filters.CharFilter("topics__name", label="Of this topic.")
    name = django_filters.CharFilter("name", "icontains", label="With this in the name.")
    order = Ordering(name=("name",), recorded=())


def attach_topics(shown: list[Row], expand: list[str]) -> None:
    """Put beside each event the names of its topics."""
    topics = defaultdict(list)
    known = Event.topics.through.objects.filter(
        event__public_id__in=[row["id"] for row in shown]
    ).order_by("topic__name")
    for event, topic in known.values_list("event__public_id", "topic__name"):
        topics[event].append(topic)
    for row in shown:
        row["topics"] = topics[row["id"]]


class Events(ApiView):
    """The events of a project."""

    tag = "events"

    @endpoint(
        id="list_events",
        may="project.read",
        tells=False,
        lists=EventShape,
        filters=EventFilters,
        attach=attach_topics,
    )
    def get(self) -> Any:
        """List events.

        Every question belongs to one; figures count events, not questions, as independent.
        """
        return Event.objects.filter(project=self.project)

    @endpoint(
        id="add_event", may="events.add", takes=GivenEvent, gives=EventWithQuestions, status=201
    )
    def post(self, given: Any) -> Row:
        """Add an event.

        One of this name that is there already is given back as it is.
        """
        return shown_event(ensure_event(**self.by, project=self.project, **given).pk)


class OneEvent(ApiView):
    """One event."""

    tag = "events"

    @endpoint(id="get_event", may="project.read", tells=False, gives=EventWithQuestions)
    def get(self, event: str) -> Row:
        """Show an event.

        With its topics and its questions.
        """
        return shown_event(self.one(self.project.events, public_id=event).pk)


def shown_event(pk: int) -> Row:
    """An event with its topics and questions."""
    shown = rows(EventWithQuestions, Event.objects.filter(pk=pk))
    attach_topics(shown, [])
    questions = Question.objects.filter(event=pk).order_by("pk")
    return shown[0] | {"questions": rows(QuestionRef, questions)}
