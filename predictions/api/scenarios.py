"""Scenarios: what if another source were right about an event?"""

from typing import Any

from rest_framework import serializers

from predictions.api.events import EventRef
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Given, Text, Whole
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.api.reports import BIGGEST, ReportShape
from predictions.outcomes.models import Report, Scenario
from predictions.outcomes.operations import set_scenario
from predictions.questions.models import Event


class ScenarioShape(Shape):
    """An alternative account of an event."""

    id = columns.name_of()
    name = columns.text("Its name.")
    note = columns.text("Whose account it follows, and why.")
    set_at = columns.moment("When it was set.")
    event = EventRef(help_text="The event.")


class ScenarioWithReports(ScenarioShape):
    """An alternative account with what it supposes."""

    reports = ReportShape(many=True, help_text="The reports that it supposes to be right.")


class GivenScenario(Given):
    """An alternative account of an event."""

    event = Text(max_length=12, help_text="The id of the event.")
    name = Text(max_length=200, help_text="Its name: one that is there is changed.")
    note = Text(help_text="Whose account it follows, and why.")
    reports = serializers.ListField(
        child=Whole(min_value=1, max_value=BIGGEST), min_length=1, max_length=200,
        help_text="The numbers of the reports supposed to be right, one a question.",
    )  # fmt: skip


class Scenarios(ApiView):
    """The scenarios of a project."""

    tag = "outcomes"

    @endpoint(id="list_scenarios", may="project.read", lists=ScenarioShape)
    def get(self) -> Any:
        """List scenarios.

        Alternative accounts of contested events, under which figures can be seen.
        """
        return Scenario.objects.filter(event__project=self.project)

    @endpoint(
        id="set_scenario",
        may="outcomes.set_scenario",
        takes=GivenScenario,
        gives=ScenarioWithReports,
        status=201,
    )
    def post(self, given: Any) -> Row:
        """Set a scenario.

        The event's questions that it says nothing about keep what was adopted.
        """
        events = Event.objects.filter(project=self.project)
        event = self.named(events, given.pop("event"), "event", "public_id")
        reports = Report.objects.filter(question__event__project=self.project)
        supposed = [
            self.named(reports.select_related("question"), one, f"reports[{index}]", "pk")
            for index, one in enumerate(given.pop("reports"))
        ]
        return _shown(set_scenario(**self.by, event=event, reports=supposed, **given).pk)


class OneScenario(ApiView):
    """One scenario."""

    tag = "outcomes"

    @endpoint(id="get_scenario", may="project.read", gives=ScenarioWithReports)
    def get(self, scenario: str) -> Row:
        """Show a scenario.

        With the reports that it supposes to be right.
        """
        scenarios = Scenario.objects.filter(event__project=self.project)
        return _shown(self.one(scenarios, public_id=scenario).pk)


def _shown(pk: int) -> Row:
    (shown,) = rows(ScenarioWithReports, Scenario.objects.filter(pk=pk))
    supposed = Report.objects.filter(suppositions__scenario=pk).order_by("pk")
    return shown | {"reports": rows(ReportShape, supposed)}
