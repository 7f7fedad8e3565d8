"""The first page of the admin: what is due, who is right, and how sure that is."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from predictions.dashboard import charts, figures
from predictions.dashboard.dots import Axis
from predictions.dashboard.selection import Selection
from predictions.dashboard.skill import skill
from predictions.reminders.queries import silent_people

SWITCHES = ("retrospective", "selections", "voices")


def context(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The figures as the address asks for them: `?retrospective=1&selections=1&voices=1`."""
    now = timezone.now()
    switches: Any = {name: request.GET.get(name) == "1" for name in SWITCHES}
    asked = Selection(**switches)
    shown = asked.widened(now=now)
    table = skill(shown, now=now)
    axis = Axis.holding([*table.ranked, *table.provisional])
    calibration = figures.calibration(shown, now=now)
    return context | {
        "now": now,
        "counts": figures.counts(now=now),
        "longest_due": figures.longest_due(now=now),
        "silent": silent_people(),
        "latest": figures.latest_resolutions(),
        "selection": shown,
        "was_widened": shown != asked,
        "skill": table,
        "axis": axis,
        "ranked": [axis.row(one) for one in table.ranked],
        "provisional": [axis.row(one) for one in table.provisional],
        "calibration": calibration,
        "chart_light": charts.svg(charts.calibration_spec(calibration.bins, "light")),
        "chart_dark": charts.svg(charts.calibration_spec(calibration.bins, "dark")),
    }
