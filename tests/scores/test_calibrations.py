"""Prepared calibrations say what a look at every score says."""

import random
from datetime import timedelta

import pytest

from predictions.dashboard.calibrated import calibration
from predictions.dashboard.selection import Selection
from predictions.forecasts.models import Forecast
from predictions.forecasts.operations import withdraw_forecast
from predictions.scores.calibrated import Calibrated
from predictions.scores.calibrations import refresh_calibrations
from predictions.scores.models import Calibration
from predictions.scores.operations import score_pending
from tests.cast import boats, bridge, record, resolved
from tests.scores.test_histories import JULY, NOW, begin, something_happens

EVERYTHING = {"retrospective": True, "selections": True, "voices": True}


def shown(project, *, at, **asked):
    return calibration(Selection(project=project.pk, **asked), now=at)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("asked", [{}, EVERYTHING, {"type": "binary"}, {"type": "numeric"}])
def test_what_is_prepared_is_what_is_read_live(project, seed, asked):
    chance = random.Random(seed)
    begin(project, chance)
    record(project, NOW, forecasts=[boats()])
    resolved("boats", 41, NOW)
    for step in range(15):
        something_happens(chance, NOW + timedelta(hours=step + 1))
    score_pending(now=NOW)
    live = shown(project, at=JULY, **asked)
    refresh_calibrations(now=JULY)

    prepared = shown(project, at=JULY + timedelta(seconds=30), **asked)

    assert prepared.figures.document() == live.figures.document()
    assert prepared.moment == JULY


def test_figures_come_back_from_their_document_as_they_were(project, now):
    record(project, now, forecasts=[bridge(), boats()])
    resolved("bridge", True, now)
    resolved("boats", 41, now)
    score_pending(now=now)
    figures = shown(project, at=JULY, **EVERYTHING).figures

    again = Calibrated.of_document(figures.document())

    assert figures.probabilities.forecasts == figures.ranges.forecasts == 1
    assert again.document() == figures.document()
    assert (again.probabilities.curve.p == figures.probabilities.curve.p).all()


def test_only_what_has_changed_is_made_anew(project, now):
    record(project, now, forecasts=[bridge(), boats()])
    resolved("bridge", True, now)
    score_pending(now=now)

    assert refresh_calibrations(now=JULY) > 0
    assert refresh_calibrations(now=JULY) == 0

    resolved("bridge", False, now, supersede=True, rationale="Corrected.")
    score_pending(now=now)
    assert refresh_calibrations(now=JULY) == 4  # of all types and of yes or no, by both switches


def test_a_question_counts_once_its_date_has_passed(project, now):
    record(project, now, forecasts=[bridge()])
    resolved("bridge", True, now)
    score_pending(now=now)
    due = Forecast.objects.get(key="bridge").question.resolves_at

    assert refresh_calibrations(now=due - timedelta(seconds=1)) == 0
    assert refresh_calibrations(now=due) > 0
    assert shown(project, at=due).figures.extent.forecasts == 1


def test_calibrations_go_with_the_last_score(project, now):
    record(project, now, forecasts=[bridge()])
    resolved("bridge", True, now)
    score_pending(now=now)
    refresh_calibrations(now=JULY)

    forecast = Forecast.objects.get(key="bridge")
    withdraw_forecast(now=now, actor=None, forecast=forecast, because="other", note="Never said.")
    score_pending(now=now)
    refresh_calibrations(now=JULY)

    assert not Calibration.objects.exists()
    assert shown(project, at=JULY).figures.extent.forecasts == 0


def test_other_filters_are_read_live(project, now):
    record(project, now, forecasts=[bridge()])
    resolved("bridge", True, now)
    score_pending(now=now)
    refresh_calibrations(now=JULY)
    later = JULY + timedelta(seconds=30)

    asked = [{"reading": "bold"}, {"voices": True}, {"known_by": JULY.date()}]
    assert [shown(project, at=later, **one).moment for one in asked] == [later] * 3
