"""Writing scenarios: an alternative set of reports for a whole event."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from predictions.accounts.models import User
from predictions.errors import DomainError, check_all
from predictions.ledger.operations import record_act
from predictions.outcomes.models import Report, Scenario, Supposition
from predictions.outcomes.operations.adopting import check_answers
from predictions.questions.models import Event
from predictions.storable import check_storable


class ScenarioRefused(DomainError):
    """The reports do not make an alternative account of the event."""


@transaction.atomic
def set_scenario(
    *,
    now: datetime,
    actor: User | None,
    event: Event,
    name: str,
    note: str,
    reports: Sequence[Report],
) -> Scenario:
    """Suppose these reports to be right; the event's other questions keep what was adopted.

    A scenario of this name is changed: each report takes the place of the one supposed before
    about its question. What figures showed under it then stands in the ledger.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not name.strip():
        raise ScenarioRefused(
            gettext("The scenario has no name."), field="name", remedy=gettext("Name it.")
        )
    if not note.strip():
        raise ScenarioRefused(
            gettext("The scenario does not say whose account it follows."),
            field="note",
            remedy=gettext("Name the source, and why it is worth looking at."),
        )
    if not reports:
        raise ScenarioRefused(
            gettext("The scenario supposes nothing."),
            field="reports",
            remedy=gettext("Choose a report."),
        )
    check_all(reports, lambda report: _check_report(event, report))
    if len({report.question_id for report in reports}) < len(reports):
        raise ScenarioRefused(
            gettext("Two of the reports are about the same question."),
            field="reports",
            remedy=gettext("Choose one for each question."),
        )
    scenario = Scenario.objects.filter(event=event, name=name).first()
    scenario = scenario or Scenario(event=event, name=name)
    scenario.note, scenario.set_at = note, now
    check_storable(scenario)
    scenario.save()
    suppositions = [
        Supposition.objects.update_or_create(
            scenario=scenario, question=report.question, defaults={"report": report}
        )[0]
        for report in reports
    ]
    record_act(
        now=now,
        actor=actor,
        verb="set scenario",
        on=event,
        wrote=[scenario, *suppositions],
        reason=note,
    )
    return scenario


def _check_report(event: Event, report: Report) -> None:
    if report.question.event_id != event.pk:
        raise ScenarioRefused(
            gettext("“%(report)s” is about a question of another event.") % {"report": report},
            field="reports",
            remedy=gettext("Choose reports about this event's questions."),
        )
    check_answers(report.question, report)
