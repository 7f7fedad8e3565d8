"""What decides a question, and what its forecasts are compared with."""

from typing import Any

from predictions.api.asking import QuestionAct
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Given, Text
from predictions.api.http.shapes import Row
from predictions.api.questions import WholeQuestion
from predictions.questions.models import Hindsight
from predictions.questions.operations import add_reference, change_criteria, change_reference


class NewCriteria(Given):
    """Other criteria."""

    criteria = Text(help_text="How it will be decided.")
    deciding_source = Text(max_length=300, help_text="Who decides.")
    reason = Text(help_text="Why they change.")
    hindsight = Choice(
        required=False, choices=Hindsight.choices,
        help_text="What could be known of the outcome, where the clock does not say.",
    )  # fmt: skip


class OtherReference(Given):
    """What else forecasts can be compared with."""

    prediction = columns.Prediction(
        help_text="What someone who knows nothing special would have said."
    )
    rule = Text(help_text="The data set and the rule.")
    hindsight = Choice(
        required=False, choices=Hindsight.choices,
        help_text="What could be known of the outcome, where the clock does not say.",
    )  # fmt: skip


class NewReference(OtherReference):
    """A reference that shall count from now on."""

    reason = Text(help_text="Why it is the better one.")


class ChangeCriteria(QuestionAct):
    """Other criteria of a question."""

    @endpoint(id="change_criteria", may="questions.revise", takes=NewCriteria, gives=WholeQuestion)
    def post(self, question: str, given: Any) -> Row:
        """Decide a question by other criteria.

        From now on; codings keep the version under which they were made.
        """
        row = self.question(question)
        change_criteria(**self.by, question=row, expected_version=row.version, **given)
        return self.show(row.pk)


class ChangeReference(QuestionAct):
    """Another reference of a question."""

    @endpoint(
        id="change_reference", may="questions.revise", takes=NewReference, gives=WholeQuestion
    )
    def post(self, question: str, given: Any) -> Row:
        """Compare a question's forecasts with another reference.

        Until an answer is given; the former stays a version. Afterwards add it beside the one that
        counts.
        """
        row = self.question(question)
        rule = given.pop("rule")
        change_reference(
            **self.by, question=row, expected_version=row.version, source=rule, **given
        )
        return self.show(row.pk)


class AddReference(QuestionAct):
    """References beside the one that counts."""

    @endpoint(
        id="add_reference",
        may="questions.revise",
        takes=OtherReference,
        gives=WholeQuestion,
        status=201,
    )
    def post(self, question: str, given: Any) -> Row:
        """Add a reference beside the one that counts.

        Skill under it is shown; nobody is ranked by it.
        """
        row = self.question(question)
        add_reference(**self.by, question=row, source=given.pop("rule"), **given)
        return self.show(row.pk)
