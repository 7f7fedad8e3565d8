"""Duplicates: counting one entry as another, and taking that back."""

from typing import Any

from predictions.api.asking import Because, QuestionAct
from predictions.api.events import EventWithQuestions, shown_event
from predictions.api.forecasters import ForecasterShape, shown_forecasters
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Given, Text
from predictions.api.http.shapes import Row
from predictions.api.http.views import ApiView
from predictions.api.questions import WholeQuestion
from predictions.articles.models import Forecaster
from predictions.articles.operations import merge_forecasters, unmerge_forecaster
from predictions.outcomes.merging import merge_questions
from predictions.questions.models import Event, Question
from predictions.questions.operations import merge_events, unmerge_event, unmerge_question


class Merge(Given):
    """What it is the same as."""

    into = Text(max_length=12, help_text="The id of the entry that counts.")
    reason = Text(help_text="Why the two are the same.")


class OfForecaster(ApiView):
    """Something about one forecaster."""

    tag = "forecasters"

    def show(self, pk: int) -> Row:
        return shown_forecasters(pk)[0]

    def forecaster(self, public_id: str) -> Forecaster:
        """The forecaster that the address names."""
        return self.one(self.project.forecasters, public_id=public_id)


class MergeForecaster(OfForecaster):
    """Counting one forecaster as another."""

    @endpoint(id="merge_forecaster", may="forecasters.merge", takes=Merge, gives=ForecasterShape)
    def post(self, forecaster: str, given: Any) -> Row:
        """Merge a forecaster into another.

        Figures count the one as the other; this can be taken back.
        """
        row = self.forecaster(forecaster)
        there = Forecaster.objects.filter(project=self.project)
        given["into"] = self.named(there, given["into"], "into", "public_id")
        merge_forecasters(**self.by, forecaster=row, **given)
        return self.show(row.pk)


class UnmergeForecaster(OfForecaster):
    """Taking that back."""

    @endpoint(
        id="unmerge_forecaster", may="forecasters.merge", takes=Because, gives=ForecasterShape
    )
    def post(self, forecaster: str, given: Any) -> Row:
        """Take a merged forecaster out again.

        The forecaster stands for itself again.
        """
        row = self.forecaster(forecaster)
        unmerge_forecaster(**self.by, forecaster=row, **given)
        return self.show(row.pk)


class OfEvent(ApiView):
    """Something about one event."""

    tag = "events"

    def show(self, pk: int) -> Row:
        return shown_event(pk)

    def event(self, public_id: str) -> Event:
        """The event that the address names."""
        return self.one(self.project.events, public_id=public_id)


class MergeEvent(OfEvent):
    """Counting one event as another."""

    @endpoint(id="merge_event", may="events.merge", takes=Merge, gives=EventWithQuestions)
    def post(self, event: str, given: Any) -> Row:
        """Merge an event into another.

        Figures count the one as the other; this can be taken back.
        """
        row = self.event(event)
        there = Event.objects.filter(project=self.project)
        given["into"] = self.named(there, given["into"], "into", "public_id")
        merge_events(**self.by, event=row, **given)
        return self.show(row.pk)


class UnmergeEvent(OfEvent):
    """Taking that back."""

    @endpoint(id="unmerge_event", may="events.merge", takes=Because, gives=EventWithQuestions)
    def post(self, event: str, given: Any) -> Row:
        """Take a merged event out again.

        The event stands for itself again.
        """
        row = self.event(event)
        unmerge_event(**self.by, event=row, **given)
        return self.show(row.pk)


class MergeQuestion(QuestionAct):
    """Letting the forecasts of one question count on another."""

    @endpoint(id="merge_question", may="questions.merge", takes=Merge, gives=WholeQuestion)
    def post(self, question: str, given: Any) -> Row:
        """Merge a question into another that asks the same.

        Its forecasts count there, by the criteria and the resolution of the other; this can be taken
        back.
        """
        row = self.question(question)
        there = Question.objects.filter(event__project=self.project)
        given["into"] = self.named(there, given["into"], "into", "public_id")
        merge_questions(**self.by, question=row, expected_version=row.version, **given)
        return self.show(row.pk)


class UnmergeQuestion(QuestionAct):
    """Taking that back."""

    @endpoint(id="unmerge_question", may="questions.merge", takes=Because, gives=WholeQuestion)
    def post(self, question: str, given: Any) -> Row:
        """Take a merged question out again.

        It stands for itself again; where it is open, reviewers are asked anew.
        """
        row = self.question(question)
        unmerge_question(**self.by, question=row, expected_version=row.version, **given)
        return self.show(row.pk)
