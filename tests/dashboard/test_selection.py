"""Which scores enter a figure."""

from datetime import UTC, datetime, timedelta

import pytest

from predictions.dashboard.selection import Selection
from predictions.forecasts.models import Coding
from predictions.scores.operations import score_pending
from tests.cast import bridge, record, resolved

RANKED = Selection()


def test_what_was_fully_coded_in_time_and_said_in_ones_own_voice_is_selected(scored, july):
    scored(2)

    assert RANKED.scores(now=july).count() == 2


SWITCHED_OFF = {
    "retrospective": {"coding": "fully coded, retrospective"},
    "selections": {"coding": "selection, prospective"},
    "voices": {"forecast": {"voice": "reported", "reported_forecaster": "Otto Pier"}},
}


@pytest.mark.parametrize(("switch", "changes"), SWITCHED_OFF.items(), ids=SWITCHED_OFF)
def test_each_switch_lets_in_what_it_names(scored, july, switch, changes):
    scored(2, **changes)

    assert RANKED.scores(now=july).count() == 0
    assert Selection(**{switch: True}).scores(now=july).count() == 2
    others = dict.fromkeys({"retrospective", "selections", "voices"} - {switch}, True)
    assert Selection(**others).scores(now=july).count() == 0


def test_an_endorsed_forecast_is_not_ones_own(scored, july):
    scored(1, forecast={"voice": "endorsed"})

    assert not RANKED.scores(now=july).exists()


def test_what_was_coded_blind_is_selected(scored, july):
    scored(2, coding="fully coded, blind")

    assert RANKED.scores(now=july).count() == 2


def test_a_reference_chosen_with_hindsight_leaves_the_score_out(scored, july):
    scored(1, coding="fully coded, retrospective", forecaster="Otto Pier")
    scored(2)

    assert RANKED.scores(now=july).count() == 1
    assert Selection(retrospective=True).scores(now=july).count() == 3


def test_a_score_without_any_reference_is_selected(scored, july):
    number = {
        "type": "numeric", "unit": "boats", "prediction": {"knots": [[1, 0.1], [9, 0.9]]},
        "how": "judged levels", "reference": None,
    }  # fmt: skip
    scored(1, outcome=5, forecast=number)

    assert RANKED.scores(now=july).get().reference is None


def test_a_question_counts_only_after_its_date_however_early_it_was_resolved(scored):
    scored(1)
    resolves_at = datetime(2026, 6, 1, tzinfo=UTC)

    assert not RANKED.scores(now=resolves_at - timedelta(seconds=1)).exists()
    assert RANKED.scores(now=resolves_at).count() == 1


def test_an_implied_forecast_is_left_out_of_every_selection(project, now, july, everything):
    implied = bridge(key="b", quote="will open", question="At all?", implied_by="bridge")
    record(project, now, forecasts=[bridge(), implied])
    resolved("bridge", True, now)
    resolved("b", True, now)

    assert score_pending(now=now) == 2
    assert everything.scores(now=july).get().coding.forecast.key == "bridge"


def test_a_selection_of_something_stays_as_it_is(scored, july):
    scored(1)

    assert RANKED.widened(now=july) == RANKED


def test_a_selection_of_nothing_is_widened(scored, july, everything):
    scored(1, coding="selection, retrospective")

    assert RANKED.widened(now=july) == everything


def test_before_any_score_the_widest_selection_is_empty(project, july):
    assert not RANKED.widened(now=july).scores(now=july).exists()
    assert not Coding.objects.exists()
