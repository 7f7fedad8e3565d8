from dataclasses import fields
from datetime import date

import numpy as np
import pytest

from predictions.scoring_rules import (
    DID_NOT_HAPPEN,
    RULES_VERSION,
    Case,
    KnotColumns,
    Space,
    columns,
    parse,
    score,
    score_cases,
)

BINARY = Space("binary")
SHARE = Space("numeric", lower=0, upper=100)
DAY = Space("date", published=date(2020, 8, 1), horizon=date(2020, 8, 10))
OPTIONS = ("Germany", "France", "Spain")
ARTICLE = parse({"knots": [[60, 0.05], [70, 0.5], [83, 0.95]]}, SHARE)
HISTORY = parse({"knots": [[75.65, 0.2], [81.325, 0.5], [83.47, 0.8]]}, SHARE)


def only(*case, **more):
    """The scores of one case that apply to it, by name."""
    scores = score_cases([Case(*case, **more)])
    row = {column.name: getattr(scores, column.name)[0] for column in fields(scores)}
    return {name: value for name, value in row.items() if not np.isnan(value)}


def test_the_vote_share_of_the_article_scores_as_in_the_design():
    row = only(ARTICLE, SHARE, 80.10, HISTORY, stated=True)
    assert row == pytest.approx(
        {
            "score": 5.6618098,
            "reference_score": 1.2001949,
            "scale": 2.6587973,
            "skill": -167.80576,
            "skill_worst": row["skill_worst"],
            "skill_best": row["skill_best"],
            "clipped": False,
            "pit_low": 0.5 + 0.45 * 10.1 / 13,
            "pit_high": 0.5 + 0.45 * 10.1 / 13,
            "interval_score": 23,
            "covered": 1,
        },
        rel=1e-6,
    )


def test_against_the_uniform_default_the_same_forecast_looks_good():
    assert only(ARTICLE, SHARE, 80.10)["skill"] == pytest.approx(70, abs=0.5)


def test_an_interval_whose_level_nobody_stated_is_not_judged_as_one():
    assert "covered" not in only(ARTICLE, SHARE, 80.10)


def test_a_confident_miss_costs_261_points():
    row = only({"p": 0.95}, BINARY, False)
    assert (row["score"], row["skill"]) == pytest.approx((0.9025, -261))
    assert row["log_score"] == pytest.approx(-np.log(0.05))


def test_certainty_is_flagged_where_the_log_score_clipped_it():
    assert only({"p": 1.0}, BINARY, False)["clipped"]
    assert not only({"p": 0.5}, BINARY, False)["clipped"]


def test_order_matters_only_where_options_are_ordered():
    prediction = {
        "probabilities": {"Spain": 0.3, "France": 0.5, "Germany": 0.2}
    }  # as jsonb may return it
    unordered = only(prediction, Space("categorical", options=OPTIONS), "Spain")
    ordered = only(prediction, Space("categorical", options=OPTIONS, ordered=True), "Spain")
    assert (unordered["score"], unordered["scale"]) == pytest.approx((0.78, 2 / 3))
    assert (ordered["score"], ordered["scale"]) == pytest.approx((0.265, 4 / 18))


def test_a_number_without_bounds_and_reference_has_a_score_but_no_skill():
    row = only(ARTICLE, Space("numeric"), 80.10)
    assert "score" in row
    assert "skill" not in row


def test_a_point_has_its_error_beside_that_of_the_reference_and_nothing_to_rank():
    row = only({"point": 70.0}, SHARE, 80.10, HISTORY)
    assert row == pytest.approx(
        {"absolute_error": 10.1, "reference_absolute_error": 1.225, "clipped": False}
    )
    assert only({"point": 70.0}, Space("numeric"), 80.10).keys() == {"absolute_error", "clipped"}


def test_a_line_to_the_horizon_is_scored_in_days_from_the_start_of_publication_to_the_end_of_the_horizon():
    line = {"not_by_horizon": 0.3}
    missed = only(line, DAY, DID_NOT_HAPPEN)
    assert missed["score"] == pytest.approx(0.49 * 10 / 3)
    assert missed["scale"] == pytest.approx(10 / 6)
    assert (missed["pit_low"], missed["pit_high"]) == pytest.approx((0.7, 1))
    assert only(line, DAY, "2020-08-10")["score"] == pytest.approx(missed["score"])
    first_day = only(line, DAY, "2020-08-01")
    f = 0.07
    assert first_day["score"] == pytest.approx(f**2 / 3 + ((1 - f) ** 3 - 0.3**3) / (3 * f))


def test_knots_beyond_the_horizon_say_what_they_say_before_it():
    # F(x) on days 0 to 10 is 0.1 + 0.05 x from the knots (2, 0.2) and (12, 0.7), and a tail before day 2.
    row = only(
        {"knots": [["2020-08-02", 0.2], ["2020-08-12", 0.7], ["2020-08-22", 0.8]]},
        DAY,
        DID_NOT_HAPPEN,
    )
    tail = 0.2**2 * 4 / 2 * (1 - np.exp(-2 * 2 / 4))
    assert row["score"] == pytest.approx(tail + (0.6**3 - 0.2**3) / (3 * 0.05))


def test_a_point_beyond_the_horizon_is_right_when_nothing_happens_by_then():
    assert only({"point": "2020-12-24"}, DAY, DID_NOT_HAPPEN)["absolute_error"] == 0


def test_what_happened_before_publication_counts_as_the_first_moment():
    assert only({"not_by_horizon": 0.0}, DAY, "2020-07-01")["score"] == pytest.approx(10 / 3)


def test_the_reference_knows_that_nothing_had_happened_before_publication():
    reference = parse(
        {"knots": [["2020-07-01", 0.2], ["2020-08-01", 0.5], ["2020-08-31", 0.8]]}, Space("date")
    )
    row = only({"point": "2020-08-06"}, DAY, "2020-08-05", reference)
    assert row["absolute_error"] == 1
    # More than half of what was left at publication is due beyond the horizon, where the median is cut.
    assert row["reference_absolute_error"] == 5
    early = only({"not_by_horizon": 0.3}, DAY, "2020-08-05", reference)
    late = only(
        {"not_by_horizon": 0.3},
        DAY,
        "2020-08-05",
        {"knots": [["2020-08-01", 0.01], ["2020-08-31", 0.6]]},
    )
    assert early["scale"] != late["scale"]


def test_a_reference_whose_spread_has_passed_by_publication_gives_no_skill():
    certain = {"knots": [["2020-08-02", 0.1], ["2020-08-03", 0.9999999]]}
    row = only(
        {"not_by_horizon": 0.3},
        Space("date", published=DAY.published, horizon=date(2021, 8, 1)),
        "2020-08-05",
        certain,
    )
    assert "score" in row
    assert "skill" not in row


def test_an_interval_that_reaches_past_the_horizon_is_not_judged():
    inside = parse({"knots": [["2020-08-02", 0.05], ["2020-08-08", 0.95]]}, DAY)
    beyond = parse({"knots": [["2020-08-02", 0.05], ["2020-08-18", 0.95]]}, DAY)
    assert only(inside, DAY, "2020-08-05", stated=True)["covered"] == 1
    missed = only(inside, DAY, DID_NOT_HAPPEN, stated=True)
    assert (missed["covered"], missed["interval_score"]) == pytest.approx((0, 6 + 2 / 0.05))
    assert "covered" not in only(beyond, DAY, "2020-08-05", stated=True)
    assert "covered" not in only({"not_by_horizon": 0.3}, DAY, "2020-08-05", stated=True)


def test_a_mixed_batch_scores_as_its_parts_do_and_keeps_their_order():
    cases = [
        Case({"p": 0.95}, BINARY, False),
        Case(ARTICLE, SHARE, 80.10, HISTORY, stated=True),
        Case({"not_by_horizon": 0.3}, DAY, DID_NOT_HAPPEN),
        Case(
            {"knots": [["2020-08-03", 0.2], ["2020-09-03", 0.8]], "not_by_horizon": 0.3},
            DAY,
            "2020-08-04",
        ),
        Case({"point": 70.0}, SHARE, 3.0),
        Case({"p": 0.2}, BINARY, True, {"p": 0.1}),
        Case(parse({"interval": [60, 83]}, SHARE), SHARE, 80.10),
        Case(
            {"probabilities": {"a": 0.5, "b": 0.5}},
            Space("categorical", options=("a", "b")),
            "b",
        ),
        Case(ARTICLE, SHARE, 60.0, HISTORY),
    ]
    together = score_cases(cases)
    for column in fields(together):
        alone = [getattr(score_cases([case]), column.name)[0] for case in cases]
        np.testing.assert_array_equal(getattr(together, column.name), alone)


def test_cases_of_one_shape_are_one_group_of_arrays():
    groups = list(columns([Case(ARTICLE, SHARE, float(y), HISTORY) for y in range(50)]))
    assert len(groups) == 1
    positions, group = groups[0]
    assert isinstance(group, KnotColumns)
    np.testing.assert_array_equal(positions, np.arange(50))
    assert score(group).score.shape == (50,)


def test_no_cases_have_no_scores():
    assert score_cases([]).score.shape == (0,)


def test_a_change_of_the_rules_is_a_change_of_their_version():
    assert RULES_VERSION == 2
