"""The first page of the admin: what is due, who is right, and how sure that is."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from predictions.dashboard import charts, figures
from predictions.dashboard.selection import Selection

SWITCHES = ("retrospective", "selections", "voices")


def context(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The figures as the address asks for them: `?retrospective=1&selections=1&voices=1`."""
    now = timezone.now()
    asked = Selection(**{name: request.GET.get(name) == "1" for name in SWITCHES})
    shown = asked.widened(now=now)
    skill = figures.skill(shown, now=now)
    calibration = figures.calibration(shown, now=now)
    return context | {
        "now": now,
        "counts": figures.counts(now=now),
        "longest_due": figures.longest_due(now=now),
        "latest": figures.latest_resolutions(),
        "selection": shown,
        "was_widened": shown != asked,
        "skill": skill,
        "skill_groups": [
            (skill.ranked, False),
            (skill.provisional, True),
        ],
        "calibration": calibration,
        "chart_light": charts.svg(charts.calibration_spec(calibration.bins, "light")),
        "chart_dark": charts.svg(charts.calibration_spec(calibration.bins, "dark")),
    }
