"""Figures by outlet, topic, event, type and lead time; two forecasters head to head."""

from datetime import timedelta

import pytest

from predictions.articles.models import Forecaster
from predictions.dashboard.breakdown import breakdown
from predictions.dashboard.comparing import adjusted, compare
from predictions.dashboard.selection import Selection
from predictions.dashboard.skill import leaderboard, skill
from predictions.forecasts.models import Forecast
from predictions.scores.operations import score_pending
from predictions.scores.standings import refresh_standings
from tests.cast import resolved

POINTS = 100 * (0.49 - 0.0025) / 0.25
LESS = {"how": "stated", "prediction": {"p": 0.4}}
LESS_POINTS = 100 * (0.49 - 0.36) / 0.25


@pytest.mark.parametrize(
    ("group", "label"),
    [
        ("forecaster", "Ines Quayle"),
        ("outlet", "The Quay"),
        ("topic", "harbours"),
        ("type", "yes or no"),
        ("lead", "less than a week ahead"),
    ],
)
def test_each_group_has_its_figure(scored, july, group, label):
    scored(6)

    (one,) = breakdown(Selection(), group, now=july)

    assert (one.label, one.stated, one.provisional) == (label, True, True)
    assert (one.forecasts, one.questions, one.events) == (6, 6, 6)
    assert one.mean == pytest.approx(POINTS)
    assert one.interval.low < one.mean


def test_events_stand_apart(scored, july):
    scored(2)

    assert [one.label for one in breakdown(Selection(), "event", now=july)] == [
        "Bridge 0",
        "Bridge 1",
    ]


def test_two_forecasters_are_compared_where_both_have_answered(scored, july):
    scored(7)
    scored(5, forecaster="Otto Pier", forecast=LESS)
    ines, otto = (Forecaster.objects.get(name=name).pk for name in ("Ines Quayle", "Otto Pier"))

    (one,) = compare(Selection(), ines, otto, now=july)

    assert one.difference.difference == pytest.approx(POINTS - LESS_POINTS)
    assert (one.difference.questions, one.difference.events) == (5, 5)


def test_who_shares_no_question_with_the_others_is_not_linked(scored, july):
    scored(3)
    scored(3, forecaster="Otto Pier", forecast=LESS)
    scored(1, forecaster="Uma Dock", forecast={"event": "The pier", "question": "And the pier?"})

    linked = {one.forecaster: one.linked for one in adjusted(Selection(), now=july)}

    assert linked == {"Ines Quayle": True, "Otto Pier": True, "Uma Dock": False}


def test_as_of_a_moment_is_what_was_recorded_then(scored, now, july):
    scored(1)
    key = Forecast.objects.get().key
    later = now + timedelta(days=150)
    resolved(key, False, later, supersede=True, rationale="It was a rehearsal.")
    score_pending(now=later)

    def points(**seen):
        return [one.mean for one in breakdown(Selection(**seen), "forecaster", now=july)]

    assert points() == [pytest.approx(100 * (0.09 - 0.9025) / 0.25)]
    assert points(as_of=july - timedelta(days=2)) == [pytest.approx(POINTS)]
    assert points(as_of=now - timedelta(days=1)) == []


def test_a_reading_takes_the_place_of_the_coding(scored, july):
    scored(1)

    def points(reading):
        (one,) = skill(Selection(reading=reading), now=july).provisional
        return one.mean

    assert points("cautious") == pytest.approx(100 * (0.49 - 0.01) / 0.25)
    assert points("bold") == pytest.approx(100 * 0.49 / 0.25)


def test_standings_say_what_is_made_of_cells(scored, july):
    scored(10)
    scored(10, forecaster="Otto Pier", forecast=LESS)
    before = skill(Selection(), now=july)

    assert refresh_standings(now=july) > 0
    after = skill(Selection(), now=july + timedelta(minutes=1))

    assert after.moment == july
    assert (after.ranked, after.provisional, after.default) == (
        before.ranked,
        before.provisional,
        before.default,
    )
    assert [(one.rank, one.forecaster) for one in after.ranked] == [
        (1, "Ines Quayle"),
        (2, "Otto Pier"),
    ]
    assert refresh_standings(now=july) == 0


def test_the_best_are_read_at_once_and_whoever_is_asked_for_by_name_whatever_their_rank(
    scored, july, django_assert_num_queries
):
    scored(10)
    scored(10, forecaster="Otto Pier", forecast=LESS)
    first = skill(Selection(), now=july).ranked[:1]
    later = july + timedelta(minutes=1)
    otto = Forecaster.objects.get(name="Otto Pier").pk

    assert leaderboard(Selection(), now=july, most=1) == (first, july)
    refresh_standings(now=july)
    with django_assert_num_queries(1):
        assert leaderboard(Selection(), now=later, most=1) == (first, july)
    ((only,), _) = leaderboard(Selection(forecaster=otto), now=later, most=1)
    assert (only.forecaster, only.rank) == ("Otto Pier", 2)
