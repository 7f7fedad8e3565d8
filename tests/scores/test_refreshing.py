"""Figures are made anew when they were told to, or when time lets more of them count."""

from datetime import timedelta

import pytest

from predictions.forecasts.models import Forecast
from predictions.scores import refreshing
from predictions.scores.models import Calibration
from predictions.scores.operations import score_pending
from predictions.scores.refreshing import refresh_told
from tests.cast import boats, bridge, record, resolved
from tests.scores.test_histories import JULY


@pytest.fixture
def scored(project, now):
    record(project, now, forecasts=[bridge(), boats()])
    resolved("bridge", True, now)
    score_pending(now=now)


def test_a_tick_after_which_nothing_changed_reads_no_score(scored, django_assert_num_queries):
    assert refresh_told(now=JULY) > 0

    with django_assert_num_queries(3):
        assert refresh_told(now=JULY + timedelta(minutes=1)) == 0


def test_what_was_resolved_since_is_told(scored, now):
    refresh_told(now=JULY)
    resolved("boats", 41, now)
    score_pending(now=now)

    assert refresh_told(now=JULY) > 0


def test_what_has_come_due_counts_at_the_next_tick(scored):
    due = Forecast.objects.get(key="bridge").question.resolves_at

    assert refresh_told(now=due - timedelta(seconds=1)) == 0
    assert refresh_told(now=due) > 0
    assert refresh_told(now=due + timedelta(minutes=1)) == 0


def test_what_comes_due_without_a_score_is_no_reason_to_read_all(
    project, now, django_assert_num_queries
):
    record(project, now, forecasts=[bridge()])
    resolved("bridge", True, now)

    with django_assert_num_queries(3):
        assert refresh_told(now=JULY) == 0


def test_what_is_killed_is_told_still(scored, monkeypatch):
    def killed(*, now):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(refreshing, "refresh_calibrations", killed)
        with pytest.raises(SystemExit):
            refresh_told(now=JULY)

    assert refresh_told(now=JULY) > 0
    assert Calibration.objects.exists()
