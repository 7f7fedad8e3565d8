"""What a card says: the prediction, the outcome, and the reason of the score."""

from datetime import UTC, datetime

import pytest

from predictions.dashboard.marked import sentences
from predictions.forecasts.models import Forecast
from predictions.outcomes.queries import current_resolution
from predictions.scores.models import Score
from predictions.scores.operations import score_pending
from tests.cast import boats, bridge, ferry, mayor, record, resolved, tunnel

JUNE = datetime(2026, 6, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("prediction", "said"),
    [
        ({"p": 0.95}, "0.95"),
        ({"p": 1.0}, "1.00"),
        ({"p": 0.999}, "0.999"),
        ({"knots": [[60.0, 0.05], [70.5, 0.5], [83.0, 0.95]]}, "60 / 70.5 / 83"),
        ({"knots": [[-3.0, 0.1], [1234567.0, 0.9]]}, "−3 / 1.23457e+06"),
        ({"knots": [["2026-05-01", 0.2], ["2026-07-31", 0.9]]}, "1 May 2026 / 31 Jul 2026"),
        ({"knots": [["2026-05-01", 0.2]], "not_by_horizon": 0.3}, "1 May 2026 / not at all 0.30"),
        ({"not_by_horizon": 0.3}, "not at all 0.30"),
        ({"point": 4.7}, "4.7"),
        ({"probabilities": {"Bo": 0.3, "Ada": 0.6, "Cy": 0.1}}, "Ada 0.60, Bo 0.30, Cy 0.10"),
        (
            {"probabilities": {"A": 0.3, "B": 0.3, "C": 0.2, "D": 0.1, "E": 0.1}},
            "A 0.30, B 0.30, C 0.20, D 0.10, …",
        ),
    ],
)
def test_a_prediction_is_said_in_its_own_figures(prediction, said):
    assert sentences.predicted(prediction) == said


@pytest.mark.parametrize(
    ("skill", "said"), [(99.4, "+99"), (-261.0, "−261"), (0.3, "0"), (-0.3, "0"), (0.5, "0")]
)
def test_points_have_a_sign_and_a_real_minus(skill, said):
    assert sentences.points(skill) == said


def why(project, now, coding, key, value, **changes):
    record(project, now, forecasts=[coding])
    resolution = resolved(key, value, JUNE, **changes)
    score_pending(now=JUNE)
    forecast = Forecast.objects.select_related("question", "coding", "article").get(key=key)
    score = Score.objects.filter(coding=forecast.coding).first()
    return sentences.why(forecast, resolution, score)


def test_the_reason_names_what_was_said_what_happened_and_both_scores(project, now):
    said = why(project, now, bridge(), "bridge", False, sentence="somebody had removed it")
    assert said == (
        "Said 0.95, somebody had removed it: Brier 0.90, the reference 0.09, −325 points."
    )


def test_points_against_a_default_reference_say_so_in_the_same_sentence(project, now):
    said = why(project, now, ferry(), "ferry", True)
    assert said.startswith("Said 0.75, it happened: Brier 0.06, the reference 0.25, +75 points")
    assert said.endswith("against the default reference (not ranked).")


def test_a_number_is_scored_in_its_unit_and_a_date_in_days(project, now):
    said = why(project, now, boats(), "boats", 47)
    assert said.startswith("Said 30 / 40 / 55, 47 boats: CRPS ")
    record(project, now, text="It is dug through in May, in July at the latest, they say.",
           forecasts=[tunnel()])  # fmt: skip
    resolution = resolved("tunnel", "2026-06-10", JUNE)
    score_pending(now=JUNE)
    forecast = Forecast.objects.get(key="tunnel")
    score = Score.objects.get(coding=forecast.coding)
    assert " days, the reference " in sentences.why(forecast, resolution, score)


def test_a_bare_point_is_compared_and_never_ranked(project, now):
    coding = boats(prediction={"point": 40}, how="stated")
    said = why(project, now, coding, "boats", 47)
    assert said == (
        "Said 40, 47 boats: off by 7.00, the reference by 13.00; a bare point is compared, "
        "never ranked."
    )


def test_options_are_named(project, now):
    said = why(project, now, mayor(), "mayor", "Bo")
    assert said.startswith("Said Ada 0.60, Bo 0.30, Cy 0.10, Bo: Brier ")


def test_what_is_void_says_why_and_that_it_is_never_scored(project, now):
    said = why(
        project, now, bridge(), "bridge", None, kind="annulled", rationale="It was never built."
    )
    assert said == (
        "Said 0.95, annulled: It was never built. Never scored, and counted in the open."
    )


def test_what_is_not_scored_yet_says_when_it_will_be(project, now):
    record(project, now, forecasts=[bridge()])
    resolution = resolved("bridge", True, JUNE)
    forecast = Forecast.objects.get(key="bridge")
    assert sentences.why(forecast, resolution, None) == (
        "Said 0.95, the bridge was opened. The score follows within a minute."
    )
    assert sentences.why(forecast, None, None) == "Said 0.95."


def test_what_was_published_too_late_says_so(project, now):
    record(project, now, forecasts=[bridge()])
    resolved("bridge", True, datetime(2026, 2, 1, tzinfo=UTC))
    forecast = Forecast.objects.get(key="bridge")
    assert forecast.question
    resolution = current_resolution(forecast.question)
    assert "published after the world could know" in sentences.why(forecast, resolution, None)


def test_wording_and_readings_say_how_words_became_numbers(project, now):
    record(project, now, forecasts=[bridge(), boats()])
    coding = Forecast.objects.get(key="bridge").coding
    assert coding
    assert sentences.wording(coding) == "“will”, implicit certainty"
    assert sentences.readings(coding, None) == "cautious 0.90 · bold 1.00"


@pytest.mark.parametrize(
    ("became", "checkable", "total", "events", "said"),
    [
        ([], 0, 0, 0, "No forecast is recorded in this article."),
        ([(1, "came true")], 1, 1, 1, "One forecast, checkable: one came true."),
        (
            [(4, "came true"), (3, "did not")], 8, 12, 1,
            "Twelve forecasts, eight of them checkable: four came true, three did not. "
            "All belong to one event, so no average and no interval is shown.",
        ),
        ([(70, "are open")], 70, 70, 36, "70 forecasts, all of them checkable: 70 are open."),
        ([], 0, 2, 0, "Two forecasts, none of them checkable."),
    ],
)  # fmt: skip
def test_the_head_counts_what_became_of_the_forecasts(became, checkable, total, events, said):
    assert sentences.standing(became, checkable, total, events) == said


def test_the_table_is_read_in_a_sentence():
    assert sentences.earned([99, 100], [-261, -224], [-168]) == (
        "Right calls earned +99 to +100 points, wrong ones −261 to −224, numbers and dates −168"
    )
    assert sentences.earned([], [-261], []) == "Wrong calls −261"
    assert sentences.earned([], [], []) == ""
