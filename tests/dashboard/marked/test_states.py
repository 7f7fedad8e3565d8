"""The state of a forecast: agreed with the world or not, inside or outside, or not known yet."""

from datetime import UTC, date, datetime, timedelta

import pytest

from predictions.dashboard.marked.states import State, outcome_of, state_of
from predictions.forecasts.models import Forecast
from predictions.outcomes.queries import current_resolution
from tests.cast import boats, bridge, lighthouse, question, record, resolved

NEVER = "did not happen"


@pytest.mark.parametrize(
    ("prediction", "answer", "state"),
    [
        ({"p": 0.95}, True, State.CAME_TRUE),
        ({"p": 0.95}, False, State.DID_NOT),
        ({"p": 0.2}, False, State.CAME_TRUE),
        ({"p": 0.2}, True, State.DID_NOT),
        ({"p": 0.5}, True, State.CAME_TRUE),
        ({"probabilities": {"Ada": 0.6, "Bo": 0.4}}, "Ada", State.CAME_TRUE),
        ({"probabilities": {"Ada": 0.6, "Bo": 0.4}}, "Bo", State.DID_NOT),
        ({"knots": [[60, 0.05], [83, 0.95]]}, 60, State.INSIDE),
        ({"knots": [[60, 0.05], [83, 0.95]]}, 83.1, State.OUTSIDE),
        ({"knots": [["2026-05-01", 0.2], ["2026-07-31", 0.9]]}, "2026-06-01", State.INSIDE),
        ({"knots": [["2026-05-01", 0.2], ["2026-07-31", 0.9]]}, "2026-08-01", State.OUTSIDE),
        ({"knots": [["2026-05-01", 0.2], ["2026-07-31", 0.9]]}, NEVER, State.OUTSIDE),
        ({"knots": [["2026-05-01", 0.2], ["2027-07-31", 0.9]]}, NEVER, State.INSIDE),
        ({"not_by_horizon": 0.8}, NEVER, State.CAME_TRUE),
        ({"not_by_horizon": 0.8}, "2026-06-01", State.DID_NOT),
        ({"point": 4.7}, 4.7, State.KNOWN),
    ],
)
def test_a_prediction_and_an_answer_agree_or_not(prediction, answer, state):
    assert outcome_of(prediction, answer, horizon=date(2026, 12, 31)) == state


@pytest.fixture
def forecasts(project, now):
    record(project, now, forecasts=[bridge(), boats(), lighthouse()])
    return lambda key: Forecast.objects.select_related("question", "coding").get(key=key)


def state(forecast, now):
    resolution = current_resolution(forecast.question) if forecast.question else None
    prediction = forecast.coding.prediction if forecast.coding else None
    return state_of(forecast, resolution=resolution, prediction=prediction, now=now)


def test_a_forecast_is_open_until_its_question_is_due(forecasts, now):
    june = datetime(2026, 6, 1, tzinfo=UTC)
    assert state(forecasts("bridge"), june - timedelta(seconds=1)) == State.OPEN
    assert state(forecasts("bridge"), june) == State.DUE
    assert state(forecasts("lighthouse"), june) == State.NOT_CHECKABLE


def test_answered_ones_have_the_state_of_the_outcome(forecasts, now):
    june = datetime(2026, 6, 2, tzinfo=UTC)
    resolved("bridge", True, june)
    resolved("boats", 70, june)
    assert state(forecasts("bridge"), june) == State.CAME_TRUE
    assert state(forecasts("boats"), june) == State.OUTSIDE


def test_annulled_ones_are_void(forecasts, now):
    resolved("bridge", None, now, kind="annulled", rationale="The bridge was never built.")
    assert state(forecasts("bridge"), now) == State.VOID
    assert question("bridge").status == "resolved"


def test_every_state_has_its_words_and_says_what_it_did():
    assert len({one.words for one in State}) == len(State)
    assert len({one.became(2) for one in State}) == len(State)
