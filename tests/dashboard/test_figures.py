"""The figures of the dashboard as plain data."""

from datetime import timedelta

import pytest

from predictions.dashboard import figures
from predictions.dashboard.selection import Selection
from predictions.dashboard.skill import skill
from predictions.scores.operations import score_pending
from tests.cast import TEXT, boats, bridge, question, record, resolved

RANKED = Selection()
# Brier score 0.0025 against the reference's 0.49 at 0.3.
POINTS = 100 * (0.49 - 0.0025) / 0.25


def test_the_longest_overdue_stands_first(project, now, july):
    record(project, now)

    found = figures.longest_due(project, now=july)

    assert found[0] == (question("boats"), 60)
    assert [days for _, days in found] == [60, 30, 30, 16]
    assert len(figures.longest_due(project, now=july, most=2)) == 2


def test_the_latest_outcome_stands_first_and_only_as_it_stands_now(project, now):
    record(project, now)
    resolved("bridge", True, now)
    resolved("boats", 41, now + timedelta(hours=1))
    resolved("bridge", False, now + timedelta(hours=2), supersede=True, rationale="Not so.")

    assert [str(one) for one in figures.latest_resolutions(project)] == [
        "the bridge stayed closed",
        "41 boats",
    ]


def test_below_ten_events_a_forecaster_is_provisional(scored, july):
    scored(9)

    table = skill(RANKED, now=july)

    assert table.ranked == []
    (one,) = table.provisional
    assert (one.forecaster, one.question_type) == ("Ines Quayle", "yes or no")
    assert (one.questions, one.events) == (9, 9)
    assert one.mean == pytest.approx(POINTS)


def test_with_ten_events_a_forecaster_is_ranked(scored, july):
    scored(10)

    table = skill(RANKED, now=july)

    assert table.provisional == []
    (one,) = table.ranked
    assert one.points == "+195"
    assert one.interval.low <= one.mean <= one.interval.high


def test_the_better_forecaster_stands_first(scored, july):
    scored(10, forecaster="Otto Pier", forecast={"how": "stated", "prediction": {"p": 0.4}})
    scored(10)

    assert [one.forecaster for one in skill(RANKED, now=july).ranked] == [
        "Ines Quayle",
        "Otto Pier",
    ]


@pytest.mark.parametrize(("events", "drawn"), [(4, False), (5, True)])
def test_an_interval_is_drawn_from_five_events_on(scored, july, events, drawn):
    scored(events)

    (one,) = skill(RANKED, now=july).provisional

    assert (one.interval is not None) is drawn
    assert (one.low != "", one.high != "") == (drawn, drawn)


def test_an_interval_stays_the_same_at_each_look(scored, july):
    scored(6)
    scored(6, forecaster="Otto Pier", forecast={"how": "stated", "prediction": {"p": 0.4}})

    assert skill(RANKED, now=july) == skill(RANKED, now=july)


def test_skill_against_a_default_reference_stands_apart(scored, july):
    scored(10, forecast={"reference": None})

    table = skill(RANKED, now=july)

    assert (table.ranked, table.provisional) == ([], [])
    assert table.default[0].points == "+99"


def test_types_of_questions_are_never_mixed(project, now, july):
    record(project, now)
    resolved("bridge", True, now)
    resolved("boats", 41, now)
    score_pending(now=now)

    found = skill(RANKED, now=july).provisional

    assert {one.question_type for one in found} == {"yes or no", "a number"}


def test_saying_a_thing_twice_does_not_count_twice(project, now, july):
    lines = "\nThe bridge will open before June, again.\n"
    twice = bridge(key="again", quote="again", statement="opening")
    other = bridge(
        key="pier", quote="It is likely", question="And the pier?", statement="pier",
        how="stated", prediction={"p": 0.3},
    )  # fmt: skip
    record(
        project, now, text=f"{TEXT}{lines}".replace("June. It", "summer. It"),
        forecasts=[bridge(statement="opening"), twice, other],
    )  # fmt: skip
    resolved("bridge", True, now)
    resolved("pier", True, now)
    score_pending(now=now)

    (one,) = skill(RANKED, now=july).provisional

    assert one.mean == pytest.approx((POINTS + 0) / 2)
    assert (one.questions, one.events) == (2, 1)


def test_a_bare_point_enters_no_table_of_skill(project, now, july):
    record(project, now, forecasts=[boats(prediction={"point": 40})])
    resolved("boats", 41, now)
    score_pending(now=now)

    table = skill(RANKED, now=july)

    assert (table.ranked, table.provisional, table.default) == ([], [], [])
