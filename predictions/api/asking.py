"""Asking reviewers about a question: who, when, and not yet."""

from typing import Any

from predictions.accounts.models import User
from predictions.accounts.queries import reviewers_of
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Given, Moment, Text, Whole
from predictions.api.http.shapes import Row
from predictions.api.http.views import ApiView
from predictions.api.questions import WholeQuestion, shown_question
from predictions.questions.models import Hindsight, Question
from predictions.questions.operations import (
    assign_reviewer,
    change_date,
    complete_draft,
    put_off,
    reopen,
)
from predictions.reminders.operations import pass_on, snooze


class Completion(Given):
    """What a draft lacks."""

    criteria = Text(help_text="How it will be decided.")
    deciding_source = Text(max_length=300, help_text="Who decides.")
    resolves_at = Moment(help_text="When the answer can be looked up.")
    hindsight = Choice(
        required=False,
        choices=Hindsight.choices,
        help_text="What could be known of the outcome, where the clock does not say.",
    )
    reason = Text(
        required=False, allow_blank=True, help_text="Why, where it had other criteria before."
    )


class NewDate(Given):
    """Another date."""

    resolves_at = Moment(help_text="When the answer can be looked up.")
    reason = Text(help_text="Why the date changes.")


class NotYet(Given):
    """When to ask again."""

    until = Moment(help_text="When to ask again: in the future.")
    reason = Text(help_text="Why it cannot be known yet.")


class Because(Given):
    """A reason."""

    reason = Text(help_text="Why.")


class GivenReviewer(Given):
    """A reviewer of the project."""

    reviewer = Text(max_length=254, help_text="The e-mail address of a reviewer.")


class Taker(Given):
    """Who takes over."""

    taker = Text(max_length=254, help_text="The e-mail address of another reviewer.")


class Days(Given):
    """How long."""

    days = Whole(min_value=1, max_value=3650, help_text="For how many days.")


class QuestionAct(ApiView):
    """Something that is done with a question. The answer is the question as it is then."""

    tag = "questions"

    def show(self, pk: int) -> Row:
        return shown_question(pk)

    def question(self, public_id: str) -> Question:
        """The question that the address names."""
        return self.one(Question.objects.filter(event__project=self.project), public_id=public_id)

    def reviewer(self, email: str, field: str) -> User:
        """The reviewer of the project who has this address."""
        return self.named(reviewers_of(self.project), email.lower(), field, "email")


class Complete(QuestionAct):
    """Opening a draft."""

    @endpoint(id="complete_draft", may="questions.complete", takes=Completion, gives=WholeQuestion)
    def post(self, question: str, given: Any) -> Row:
        """Complete a draft.

        With criteria, deciding source and date it is open, and becomes due one day.
        """
        row = self.question(question)
        complete_draft(**self.by, question=row, expected_version=row.version, **given)
        return self.show(row.pk)


class ChangeDate(QuestionAct):
    """Another date."""

    @endpoint(id="change_date", may="questions.change_date", takes=NewDate, gives=WholeQuestion)
    def post(self, question: str, given: Any) -> Row:
        """Change when a question resolves.

        Reviewers are asked anew from then on.
        """
        row = self.question(question)
        change_date(**self.by, question=row, expected_version=row.version, **given)
        return self.show(row.pk)


class PutOff(QuestionAct):
    """Not yet knowable."""

    @endpoint(id="put_off", may="questions.put_off", takes=NotYet, gives=WholeQuestion)
    def post(self, question: str, given: Any) -> Row:
        """Say that it cannot be known yet.

        Everybody is asked again at that time. When the question resolves stays as it is.
        """
        row = self.question(question)
        put_off(**self.by, question=row, **given)
        return self.show(row.pk)


class Reopen(QuestionAct):
    """In doubt."""

    @endpoint(id="reopen_question", may="questions.reopen", takes=Because, gives=WholeQuestion)
    def post(self, question: str, given: Any) -> Row:
        """Reopen a question.

        Because its resolution is in doubt. The former one stays until another supersedes it.
        """
        row = self.question(question)
        reopen(**self.by, question=row, **given)
        return self.show(row.pk)


class Assign(QuestionAct):
    """Who is asked."""

    @endpoint(
        id="assign_reviewer", may="questions.assign", takes=GivenReviewer, gives=WholeQuestion
    )
    def post(self, question: str, given: Any) -> Row:
        """Ask a reviewer.

        One more is asked to record what happened; whoever is asked already stays so.
        """
        row = self.question(question)
        assign_reviewer(
            **self.by, question=row, reviewer=self.reviewer(given["reviewer"], "reviewer")
        )
        return self.show(row.pk)


class HandOver(QuestionAct):
    """Somebody else is asked."""

    tag = "reminders"

    @endpoint(id="hand_over_question", may="reminders.hand_over", takes=Taker, gives=WholeQuestion)
    def post(self, question: str, given: Any) -> Row:
        """Hand a question over.

        Another reviewer of the project is asked in your stead.
        """
        row = self.question(question)
        taker = self.reviewer(given["taker"], "taker")
        pass_on(**self.by, question=row, giver=self.me, taker=taker)
        return self.show(row.pk)


class SnoozeQuestion(QuestionAct):
    """Asked again later."""

    tag = "reminders"

    @endpoint(id="snooze_question", may="reminders.snooze", takes=Days, gives=WholeQuestion)
    def post(self, question: str, given: Any) -> Row:
        """Snooze a question.

        You are asked about it again in so many days, and not before; others are not concerned.
        """
        row = self.question(question)
        snooze(**self.by, question=row, reviewer=self.me, **given)
        return self.show(row.pk)
