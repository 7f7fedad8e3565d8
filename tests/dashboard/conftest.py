"""Scores in numbers."""

from datetime import UTC, datetime

import pytest

from predictions.dashboard.selection import Selection
from predictions.scores.operations import score_pending
from tests.cast import bridge, record, resolved

JULY = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture
def july():
    """A day on which every question of these tests has passed its date."""
    return JULY


@pytest.fixture
def scored(project, now):
    """A function that records one column with a bridge in each of some events, and scores them."""

    def make(events, *, outcome=True, forecaster="Ines Quayle", forecast=None, **changes):
        forecasts = []
        text = f"{forecaster}, {changes}\n"
        for number in range(events):
            quote = f"Bridge {number} will open."
            text += f"{quote}\n"
            forecasts.append(
                bridge(
                    **{
                        "key": f"{forecaster}-{number}",
                        "quote": quote,
                        "event": f"Bridge {number}",
                        "question": "Does it open?",
                    }
                    | (forecast or {})
                )
            )
        article = record(
            project, now, text=text, forecaster=forecaster, forecasts=forecasts, **changes
        )
        for one in forecasts:
            asked = article.forecasts.get(key=one["key"]).question
            if asked.status == "open":
                resolved(one["key"], outcome, now)
        score_pending(now=now)
        return article

    return make


@pytest.fixture
def everything():
    """The widest selection."""
    return Selection(retrospective=True, selections=True, voices=True)
