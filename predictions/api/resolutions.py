"""What was adopted as the answer to a question."""

from typing import Any

import django_filters

from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Flag, Text, Whole
from predictions.api.http.filtering import DayFilter, Filters
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.api.questions import OtherQuestion
from predictions.api.reports import BIGGEST, GivenReport, OfQuestion, ReportShape
from predictions.outcomes.models import Resolution
from predictions.outcomes.models.decisions import Kind
from predictions.outcomes.operations import resolve


class ResolutionShape(Shape):
    """What was adopted."""

    id = columns.whole("Its number.", source="pk")
    kind = columns.word(Kind.choices, "An answer, or why none counts.")
    report = ReportShape(allow_null=True, help_text="The report that was adopted; null: none.")
    known_at = columns.moment("When the world could know.")
    rationale = columns.text("Why.")
    resolved_at = columns.moment("When it was adopted.")
    resolved_by = columns.text(
        "Who adopted it; null: the service.", source="resolved_by.name", allow_null=True
    )
    supersedes = columns.whole(
        "The number of the resolution that it supersedes; null: it is the first.",
        source="supersedes_id",
        allow_null=True,
    )
    superseded_by = columns.whole(
        "The number of the one that supersedes it; null: it counts.",
        source="superseded_by.pk",
        allow_null=True,
    )
    question = OtherQuestion(help_text="The question.")


class GivenOutcome(GivenReport):
    """An answer, or why none counts."""

    kind = Choice(
        required=False, choices=Kind.choices, help_text="`answered` if left out; else say why."
    )
    rationale = Text(required=False, allow_blank=True, help_text="Why.")
    report = Whole(
        required=False, min_value=1, max_value=BIGGEST,
        help_text="The number of a report that the question has, instead of a new one.",
    )  # fmt: skip


class GivenResolution(GivenOutcome):
    """What to adopt at once."""

    supersede = Flag(required=False, help_text="Whether it corrects the resolution that counts.")


class ResolutionFilters(Filters):
    """By question, kind and day."""

    question = django_filters.CharFilter("question__public_id", label="Of this question.")
    kind = django_filters.ChoiceFilter(choices=Kind.choices, label="Of this kind.")
    resolved_from = DayFilter("resolved_at__date", "gte", label="Adopted on this day or later.")
    resolved_to = DayFilter("resolved_at__date", "lte", label="Adopted on this day or earlier.")


class Resolutions(ApiView):
    """What was adopted in a project."""

    tag = "outcomes"

    @endpoint(
        id="list_resolutions",
        may="project.read",
        lists=ResolutionShape,
        filters=ResolutionFilters,
    )
    def get(self) -> Any:
        """List resolutions.

        Superseded ones as well: nothing is edited, a new one takes the place of the former.
        """
        return Resolution.objects.filter(question__event__project=self.project)


class Resolve(OfQuestion):
    """Adopting an answer at once."""

    @endpoint(
        id="resolve_question",
        may="outcomes.resolve",
        takes=GivenResolution,
        gives=ResolutionShape,
        status=201,
    )
    def post(self, question: str, given: Any) -> Row:
        """Resolve a question.

        Where one reviewer is enough: the answer is adopted at once. What was resolved before is
        superseded only on request and with a rationale.
        """
        row = self.question(question)
        resolution = resolve(**self.by, question=row, **sourced(self.outcome(row, given)))
        return shown_resolution(resolution.pk)


def sourced(given: Any) -> Any:
    """What makes a new report has a value and a source, if only to be refused without them."""
    answers = given.get("kind", Kind.ANSWERED) == Kind.ANSWERED and "report" not in given
    return {"value": None, "source": ""} | given if answers else given


def shown_resolution(pk: int) -> Row:
    """A resolution with the report that it adopted."""
    return rows(ResolutionShape, Resolution.objects.filter(pk=pk))[0]
