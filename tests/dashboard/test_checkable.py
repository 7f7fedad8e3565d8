"""The share of what was foretold that can be checked."""

import pytest

from predictions.dashboard.checkable import checkable
from predictions.dashboard.selection import Selection
from tests.cast import record


def test_what_cannot_be_checked_is_counted_by_its_reason(project, now):
    record(project, now)

    (one,) = checkable(Selection(project=project.pk))

    assert (one.forecaster, one.forecasts, one.checkable) == ("Ines Quayle", 6, 5)
    assert one.share == pytest.approx(5 / 6)
    assert one.reasons == {"normative": 1}


def test_a_selection_says_nothing_about_the_share(project, now):
    record(project, now, coding="selection, prospective")

    assert checkable(Selection()) == []
    assert len(checkable(Selection(selections=True))) == 1
