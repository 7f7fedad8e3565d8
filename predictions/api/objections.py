"""Objections: reasoned challenges to what was recorded, and what was replied."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext

from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Flag, Given, Text
from predictions.api.http.filtering import Filters, FlagFilter
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView, NoSuchThing
from predictions.api.marks import ForecastRef
from predictions.api.questions import OtherQuestion
from predictions.forecasts.models import Forecast
from predictions.outcomes.models import Objection
from predictions.outcomes.operations import decide_objection, file_objection
from predictions.outcomes.queries import current_resolution, with_corrections
from predictions.questions.models import Question

Concerns = Objection.Concerns


class ObjectionShape(Shape):
    """An objection."""

    id = columns.name_of()
    concerns = columns.word(Concerns.choices, "What it concerns.")
    forecast = ForecastRef(allow_null=True, help_text="The forecast, of a quote or attribution.")
    coded_forecast = ForecastRef(
        source="coding.forecast", allow_null=True, help_text="The forecast, of a coding."
    )
    criteria_of = OtherQuestion(
        source="criteria.question", allow_null=True, help_text="The question, of criteria."
    )
    resolution_of = OtherQuestion(
        source="resolution.question", allow_null=True, help_text="The question, of a resolution."
    )
    text = columns.text("What is wrong.")
    filed_by = columns.text("Who filed it.", source="filed_by.name")
    on_behalf_of = columns.text("For whom, where that is no member.")
    filed_at = columns.moment("When it was filed.")
    late = columns.flag("Whether it came after the days for objections.")
    upheld = columns.flag("Whether it was upheld; null: undecided.", allow_null=True)
    uncorrected = columns.flag("Whether it was upheld and what it concerns still counts as it was.")
    reply = columns.text("What was replied.")
    decided_by = columns.text(
        "Who decided; null: nobody yet.", source="decided_by.name", allow_null=True
    )
    decided_at = columns.moment("When it was decided; null: not yet.", allow_null=True)
    uninvolved = columns.flag("Whether somebody uninvolved decided.", allow_null=True)


class GivenObjection(Given):
    """An objection to file."""

    concerns = Choice(choices=Concerns.choices, help_text="What it concerns.")
    forecast = Text(
        required=False, max_length=12,
        help_text="The id of the forecast whose quote, attribution or coding is wrong.",
    )  # fmt: skip
    question = Text(
        required=False, max_length=12,
        help_text="The id of the question whose criteria or resolution are wrong.",
    )  # fmt: skip
    text = Text(help_text="What is wrong, and why.")
    on_behalf_of = Text(
        required=False, allow_blank=True, max_length=300,
        help_text="For whom, where that is no member.",
    )  # fmt: skip


class GivenDecision(Given):
    """What becomes of an objection."""

    upheld = Flag(help_text="Whether it is upheld.")
    reply = Text(help_text="Why.")


class ObjectionFilters(Filters):
    """By what it concerns, and by whether it was decided."""

    concerns = django_filters.ChoiceFilter(choices=Concerns.choices, label="Concerning this.")
    decided = FlagFilter(method="which_are_decided", label="Whether it was decided.")
    uncorrected = FlagFilter(label="Whether it was upheld and nobody has corrected it yet.")

    def which_are_decided(
        self, queryset: QuerySet[Objection], name: str, decided: bool
    ) -> QuerySet[Objection]:
        """Those that were decided, or those that wait."""
        return queryset.filter(decided_at__isnull=not decided)


class Objections(ApiView):
    """The objections of a project."""

    tag = "objections"

    @endpoint(
        id="list_objections", may="project.read", lists=ObjectionShape, filters=ObjectionFilters
    )
    def get(self) -> Any:
        """List objections.

        With what was replied. They stay visible whatever became of them. One that was upheld is
        `uncorrected` until there is a newer coding, there are newer criteria, or the forecast is
        withdrawn; a resolution is asked for anew by the decision itself.
        """
        return with_corrections().filter(project=self.project)

    @endpoint(
        id="file_objection",
        may="objections.file",
        takes=GivenObjection,
        gives=ObjectionShape,
        status=201,
    )
    def post(self, given: Any) -> Row:
        """File an objection.

        To a quote, an attribution, a coding, criteria or a resolution; also for somebody who is no
        member. The editors are told.
        """
        target = self._target(
            given["concerns"], given.pop("forecast", ""), given.pop("question", "")
        )
        return _shown(file_objection(**self.by, target=target, **given).pk)

    def _target(self, concerns: str, forecast: str, question: str) -> Any:
        """What is objected to: the version that counts of what is named."""
        target: Any
        if concerns in (Concerns.CRITERIA, Concerns.RESOLUTION):
            questions = Question.objects.filter(event__project=self.project)
            named = self.named(
                questions.select_related("criteria"), question, "question", "public_id"
            )
            is_criteria = concerns == Concerns.CRITERIA
            target = named.criteria if is_criteria else current_resolution(named)
        else:
            forecasts = Forecast.objects.filter(article__project=self.project)
            spoken = self.named(
                forecasts.select_related("coding"), forecast, "forecast", "public_id"
            )
            target = spoken.coding if concerns == Concerns.CODING else spoken
        if target is None:
            raise NoSuchThing(
                gettext("There is no %(name)s to object to.")
                % {"name": Concerns(concerns).name.lower()},
                field="concerns",
                remedy=gettext("Object to what is there."),
            )
        return target


class OneObjection(ApiView):
    """One objection."""

    tag = "objections"

    @endpoint(id="get_objection", may="project.read", gives=ObjectionShape)
    def get(self, objection: str) -> Row:
        """Show an objection.

        With what was replied, and whether somebody uninvolved decided.
        """
        objections = Objection.objects.filter(project=self.project)
        return _shown(self.one(objections, public_id=objection).pk)


class Decide(ApiView):
    """Deciding about an objection."""

    tag = "objections"

    def show(self, pk: int) -> Row:
        return _shown(pk)

    @endpoint(
        id="decide_objection",
        may="objections.decide",
        takes=GivenDecision,
        gives=ObjectionShape,
    )
    def post(self, objection: str, given: Any) -> Row:
        """Decide about an objection.

        By somebody who had no hand in what it concerns. Upholding one against the resolution that
        counts reopens the question.
        """
        objections = Objection.objects.filter(project=self.project)
        row = self.one(objections, public_id=objection)
        return _shown(decide_objection(**self.by, objection=row, **given).pk)


def _shown(pk: int) -> Row:
    return rows(ObjectionShape, with_corrections().filter(pk=pk))[0]
