"""Figures under a scenario, and how much hangs on it."""

from datetime import date, timedelta

import pytest

from predictions.dashboard.breakdown import breakdown
from predictions.dashboard.calibrated import calibration
from predictions.dashboard.flat import flat
from predictions.dashboard.scenarios import shifts
from predictions.dashboard.selection import Selection, SelectionRefused
from predictions.dashboard.skill import skill
from predictions.questions.operations import merge_events, reopen
from predictions.scores.operations import score_pending
from predictions.scores.standings import refresh_standings
from tests.cast import boats, bridge, question, record, reported, resolved, suppose

RIGHT = 100 * (0.49 - 0.0025) / 0.25
WRONG = 100 * (0.09 - 0.9025) / 0.25
CAREFUL = {"how": "stated", "prediction": {"p": 0.9}}


def supposed(now, key, value):
    scenario = suppose(now, reported(key, value, now))
    score_pending(now=now)
    return scenario


def points(selection, now):
    table = skill(selection, now=now)
    return {one.forecaster: one.mean for one in (*table.ranked, *table.provisional)}


def test_a_scenarios_questions_use_its_reports_and_the_others_the_headline(scored, now, july):
    scored(3)
    refresh_standings(now=now)
    scenario = supposed(now, "Ines Quayle-0", False)

    under = Selection(scenario=scenario.pk)
    assert points(under, july) == {"Ines Quayle": pytest.approx((2 * RIGHT + WRONG) / 3)}
    assert points(Selection(), july) == {"Ines Quayle": pytest.approx(RIGHT)}
    assert {one.label: one.mean for one in breakdown(under, "event", now=july)} == {
        "Bridge 0": pytest.approx(WRONG),
        "Bridge 1": pytest.approx(RIGHT),
        "Bridge 2": pytest.approx(RIGHT),
    }
    brier = calibration(under, now=july).figures.probabilities.curve.score
    assert brier == pytest.approx((2 * 0.05**2 + 0.95**2) / 3)
    assert [row.outcome for row in flat(under, now=july)] == [False, True, True]


def test_a_question_that_only_the_scenario_answers_counts_under_it_alone(project, now, july):
    record(project, now, forecasts=[bridge(), boats()])
    resolved("boats", 41, now)
    scenario = supposed(now, "bridge", True)

    kinds = [one.label for one in breakdown(Selection(scenario=scenario.pk), "type", now=july)]
    assert kinds == ["a number", "yes or no"]
    assert [one.label for one in breakdown(Selection(), "type", now=july)] == ["a number"]


def test_what_is_reopened_keeps_its_figure_under_the_scenario_that_supposes_its_report(
    scored, now, july
):
    scored(1)
    asked = question("Ines Quayle-0")
    scenario = suppose(now, asked.reports.get())
    reopen(now=now, actor=None, question=asked, reason="It was a rehearsal.")
    score_pending(now=now)

    assert points(Selection(), july) == {}
    assert points(Selection(scenario=scenario.pk), july) == {"Ines Quayle": pytest.approx(RIGHT)}


def test_when_the_world_could_know_is_the_scenarios_word_too(scored, now, july):
    scored(1)
    scenario = supposed(now + timedelta(days=100), "Ines Quayle-0", False)

    by_june = Selection(scenario=scenario.pk, known_by=date(2026, 6, 5))
    assert points(by_june, july) == {}
    assert points(Selection(known_by=date(2026, 6, 5)), july) == {
        "Ines Quayle": pytest.approx(RIGHT)
    }
    assert points(Selection(scenario=scenario.pk, known_by=date(2026, 6, 11)), july) == {
        "Ines Quayle": pytest.approx(WRONG)
    }


def test_a_scenario_has_no_past(now):
    with pytest.raises(SelectionRefused, match="as it is now") as caught:
        Selection(scenario=1, as_of=now)
    assert caught.value.field == "as_of"


def test_a_scenario_that_turns_a_ranking_says_how_much(scored, now, july):
    scored(10)
    scored(10, forecaster="Otto Pier", forecast=CAREFUL)
    scenario = supposed(now, "Ines Quayle-0", False)
    supposed(now, "Ines Quayle-1", True)

    (turned, nothing) = shifts(Selection(), now=july)

    assert (turned.key, turned.scenario, turned.event) == (
        scenario.pk, "As the ferry office has it", "Bridge 0",
    )  # fmt: skip
    assert turned.points.forecaster == "Ines Quayle"
    assert turned.points.headline == pytest.approx(RIGHT)
    assert turned.points.change == pytest.approx((WRONG - RIGHT) / 10)
    # Otto Pier, a little less sure, loses less where it went wrong.
    assert (turned.rank.forecaster, turned.rank.question_type) == ("Ines Quayle", "yes or no")
    assert (turned.rank.headline, turned.rank.supposed) == (1, 2)
    assert (nothing.points, nothing.rank) == (None, None)


def test_a_shift_is_the_difference_of_the_figures_themselves(scored, now, july):
    scored(4)
    scored(4, forecaster="Otto Pier", forecast=CAREFUL)
    scenario = supposed(now, "Ines Quayle-2", False)
    merge_events(
        now=now, actor=None, event=scenario.event, into=question("Ines Quayle-0").event,
        reason="One crossing.",
    )  # fmt: skip
    score_pending(now=now)

    (shift,) = shifts(Selection(reading="cautious"), now=july)

    headline = points(Selection(reading="cautious"), july)
    under = points(Selection(reading="cautious", scenario=scenario.pk), july)
    assert shift.points.change == pytest.approx(under["Ines Quayle"] - headline["Ines Quayle"])
    assert shift.rank is None  # four events are too few for one


def test_scenarios_of_other_events_and_projects_are_left_out(scored, project, now, july):
    scored(2)
    scenario = supposed(now, "Ines Quayle-0", False)
    elsewhere = question("Ines Quayle-1").event_id

    assert shifts(Selection(event=elsewhere), now=july) == []
    assert shifts(Selection(project=project.pk + 1), now=july) == []
    (one,) = shifts(Selection(event=scenario.event_id, project=project.pk), now=july)
    assert one.points.change == pytest.approx(WRONG - RIGHT)
