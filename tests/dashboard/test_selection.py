"""Which scores enter a figure."""

from datetime import UTC, datetime, timedelta

import pytest

from predictions.dashboard.selection import Selection
from predictions.dashboard.values import values
from predictions.forecasts.models import Coding
from predictions.scores.operations import score_pending
from tests.cast import bridge, record, resolved

RANKED = Selection()


def test_what_was_fully_coded_in_time_and_said_in_ones_own_voice_is_selected(scored, july):
    scored(2)

    assert len(values(RANKED, now=july)) == 2


SWITCHED_OFF = {
    "retrospective": {"coding": "fully coded, retrospective"},
    "selections": {"coding": "selection, prospective"},
    "voices": {"forecast": {"voice": "reported", "reported_forecaster": "Otto Pier"}},
}


@pytest.mark.parametrize(("switch", "changes"), SWITCHED_OFF.items(), ids=SWITCHED_OFF)
def test_each_switch_lets_in_what_it_names(scored, july, switch, changes):
    scored(2, **changes)

    assert len(values(RANKED, now=july)) == 0
    assert len(values(Selection(**{switch: True}), now=july)) == 2
    others = dict.fromkeys({"retrospective", "selections", "voices"} - {switch}, True)
    assert len(values(Selection(**others), now=july)) == 0


def test_an_endorsed_forecast_is_not_ones_own(scored, july):
    scored(1, forecast={"voice": "endorsed"})

    assert len(values(RANKED, now=july)) == 0


def test_what_was_coded_blind_is_selected(scored, july):
    scored(2, coding="fully coded, blind")

    assert len(values(RANKED, now=july)) == 2


def test_a_reference_chosen_with_hindsight_leaves_the_score_out(scored, july):
    scored(1, coding="fully coded, retrospective", forecaster="Otto Pier")
    scored(2)

    assert len(values(RANKED, now=july)) == 1
    assert len(values(Selection(retrospective=True), now=july)) == 3


def test_a_score_without_any_reference_is_selected(scored, july):
    number = {
        "type": "numeric", "unit": "boats", "prediction": {"knots": [[1, 0.1], [9, 0.9]]},
        "how": "judged levels", "reference": None,
    }  # fmt: skip
    scored(1, outcome=5, forecast=number)

    assert len(values(RANKED, now=july)) == 1
    assert len(values(RANKED, now=july).with_skill) == 0


def test_a_question_counts_only_after_its_date_however_early_it_was_resolved(scored):
    scored(1)
    resolves_at = datetime(2026, 6, 1, tzinfo=UTC)

    assert len(values(RANKED, now=resolves_at - timedelta(seconds=1))) == 0
    assert len(values(RANKED, now=resolves_at)) == 1


def test_an_implied_forecast_is_left_out_of_every_selection(project, now, july, everything):
    implied = bridge(key="b", quote="will open", question="At all?", implied_by="bridge")
    record(project, now, forecasts=[bridge(), implied])
    resolved("bridge", True, now)
    resolved("b", True, now)

    assert score_pending(now=now) == 2
    (coding,) = values(everything, now=july)["coding"]
    assert Coding.objects.get(pk=coding).forecast.key == "bridge"
