"""The scorecard: forecast by forecast what was said, what happened, and what it was worth."""

import pytest

from predictions.accounts.operations import create_project
from predictions.dashboard.scorecard import rows
from predictions.scores.operations import score_pending
from tests.cast import boats, bridge, lighthouse, record, resolved


def test_a_scored_forecast_says_it_all(project, now):
    record(project, now, forecasts=[bridge()])
    resolved("bridge", True, now)
    score_pending(now=now)

    (row,) = rows(project)

    assert (row.key, row.forecaster, row.question_type) == ("bridge", "Ines Quayle", "binary")
    assert (row.prediction, row.outcome) == ({"p": 0.95}, True)
    assert row.outcome_sentence == "the bridge was opened"
    assert (row.score_name, row.reference, row.hindsight) == ("brier", "stated", "prospective")
    assert row.skill_points == pytest.approx(100 * (0.49 - 0.0025) / 0.25)


def test_a_forecast_without_an_outcome_has_no_score(project, now):
    record(project, now, forecasts=[bridge()])

    (row,) = rows(project)

    assert (row.outcome, row.outcome_sentence, row.score, row.skill_points) == (None,) * 4


def test_a_number_shows_its_bounds(project, now):
    record(project, now, forecasts=[boats()])

    (row,) = rows(project)

    assert (row.prediction["lower"], row.prediction["upper"]) == (0, 200)


def test_an_annulled_question_says_so(project, now):
    record(project, now, forecasts=[bridge()])
    resolved("bridge", None, now, kind="annulled", rationale="It was sold.")

    (row,) = rows(project)

    assert (row.outcome, row.outcome_sentence, row.score) == (None, "annulled", None)


def test_implied_forecasts_are_shown_as_such(project, now):
    implied = bridge(key="b", quote="will open", question="At all?", implied_by="bridge")
    record(project, now, forecasts=[bridge(), implied])

    assert [(row.key, row.implied_by) for row in rows(project)] == [
        ("bridge", None),
        ("b", "bridge"),
    ]


def test_what_is_not_checkable_and_other_projects_are_left_out(project, now):
    record(project, now, forecasts=[lighthouse()])
    other = create_project(now=now, actor=None, slug="quarry", name="Quarry")
    record(other, now, forecasts=[bridge()])

    assert list(rows(project)) == []
