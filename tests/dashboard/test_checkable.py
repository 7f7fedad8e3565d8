"""The share of what was foretold that can be checked, and why the rest cannot."""

import pytest

from predictions.dashboard.checkable import said_of
from predictions.forecasts.models import Forecast
from tests.cast import record


def test_what_cannot_be_checked_is_counted_by_its_reason(project, now):
    record(project, now)

    said = said_of(Forecast.objects.all())

    assert (said.forecasts, said.checkable, said.of) == (6, 5, 6)
    assert said.share == pytest.approx(5 / 6)
    assert said.why_not == "The others: says what should be, not what will be (1)."


def test_a_selection_says_nothing_about_the_share(project, now):
    record(project, now, coding="selection, prospective")

    said = said_of(Forecast.objects.all())

    assert (said.forecasts, said.of, said.why_not) == (6, 0, "")
