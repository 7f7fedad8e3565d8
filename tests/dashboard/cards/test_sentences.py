"""What the cards say about their figures, in a sentence each."""

import pytest

from predictions.dashboard.overview import overview
from predictions.dashboard.selection import Selection
from predictions.scores.operations import score_pending
from tests.cast import boats, record, resolved

RANKED = Selection()
SURE = {"how": "stated", "prediction": {"p": 0.95}, "phrase": ""}


@pytest.fixture
def shown(project, july):
    """The cards of the project as they stand in July."""

    def look(selection=RANKED, **more):
        return overview(project, selection, now=july, **more)

    return look


def test_without_scores_every_card_is_silent_and_has_no_data(shown):
    found = shown()

    for card in (found.skill, found.calibration, found.words, found.ranges, found.holds):
        assert (card.reading, card.table) == ("", [])
    assert found.scope.sentence == "No forecast that was scored is selected."
    assert found.charts == {}


def test_a_ranked_record_that_is_better_for_sure_is_said_to_be(shown, scored):
    scored(10)

    assert shown().skill.reading == (
        "The one ranked record is better than the reference by more than chance explains."
    )


def test_better_worse_and_undecided_are_counted_in_words(shown, scored):
    scored(10)
    scored(10, forecaster="Otto Pier", forecast={"how": "stated", "prediction": {"p": 0.01}})
    scored(10, forecaster="Uma Dock", forecast={"how": "stated", "prediction": {"p": 0.3}})

    assert shown().skill.reading == (
        "Of three ranked records, one did better than the reference by more than chance explains, "
        "one did worse and for one the interval includes zero."
    )


def test_below_ten_events_nobody_is_ranked(shown, scored):
    scored(9)

    assert shown().skill.reading == "Nobody has ten events yet, so nobody is ranked."
    (row,) = shown().skill.provisional
    assert row.rank == "9 events: fewer than 10"


def test_calibration_names_the_bin_that_is_off_for_sure(shown, scored):
    scored(10, outcome=False)

    assert shown().calibration.reading == (
        "What was called 95\u00a0% likely came true 0\u00a0% of the time (n = 10 in 10 events)."
    )
    assert shown().calibration.scores.startswith("Mean Brier 0.90")


def test_the_brier_score_is_split_into_its_three_parts(shown, scored):
    scored(4)

    found = shown().calibration.of

    for split, brier in ((found.curve, 0.05**2), (found.reference, 0.7**2)):
        parts = split.miscalibration - split.discrimination + split.uncertainty
        assert (parts, split.score) == (pytest.approx(brier), pytest.approx(brier))


def test_calibration_within_chance_says_so(shown, scored):
    scored(10)

    assert shown().calibration.reading.startswith("In no bin do words and world differ")


def test_words_say_how_often_they_came_true_and_what_they_are_read_as(shown, scored):
    scored(10, outcome=False)

    found = shown().words

    assert found.reading == (
        "When they say “will”, it happens 0\u00a0% of the time (n = 10 in 10 events), though it is "
        "read as 95\u00a0%."
    )
    assert found.table[0]["forecasts"] == 10


def test_of_few_events_the_words_tell_nothing(shown, scored):
    scored(2)

    assert "too few events to tell" in shown().words.reading
    assert shown().words.phrases[0].interval == "too few events"


def test_a_number_whose_author_stated_it_is_no_word(shown, scored):
    scored(10, forecast=SURE)

    assert shown().words.phrases == ()


def test_ranges_say_how_many_outcomes_fell_outside(shown, project, now):
    record(project, now, forecasts=[boats()])
    resolved("boats", 41, now)
    score_pending(now=now)

    found = shown().ranges

    assert (found.of.forecasts, found.of.events, len(found.of.bins)) == (1, 1, 10)
    assert "too few events to tell" in found.reading


def test_readings_that_move_nobody_across_zero_are_said_to_hold(shown, scored):
    scored(10)

    found = shown().holds

    assert found.reading == "Nobody changes sides of zero in any of these cases (1 record)."
    assert [move.instead for move in found.moves] == [
        "words are read cautiously",
        "words are read boldly",
        "retrospective codings count, too",
    ]
    assert found.moves[0].points > 0


def test_what_is_left_out_is_counted(shown, scored):
    scored(2)
    scored(3, forecaster="Otto Pier", coding="fully coded, retrospective")

    found = shown().scope

    assert found.sentence == "Showing 2 scored forecasts on 2 questions in 2 events."
    assert found.without == "Left out and counted: 3 retrospective."


def test_a_selection_of_nothing_is_widened_only_if_it_may_be(shown, scored):
    scored(1, coding="selection, retrospective")

    assert shown().scope.forecasts == 0
    widened = shown(may_widen=True)
    assert (widened.scope.forecasts, widened.was_widened) == (1, True)
    assert not shown(Selection(retrospective=True, selections=True), may_widen=True).was_widened


def test_a_forecaster_alone_has_no_rank_among_himself(shown, scored, project):
    scored(10)
    key = shown().skill.ranked[0].skill.key

    (row,) = shown(Selection(forecaster=key)).skill.ranked

    assert row.rank == ""


def test_of_many_forecasters_the_first_are_shown(shown, scored):
    scored(10)
    scored(10, forecaster="Otto Pier", forecast={"how": "stated", "prediction": {"p": 0.4}})

    found = shown(most=1).skill

    assert [row.skill.forecaster for row in found.ranked] == ["Ines Quayle"]
    assert found.cut
    assert not shown().skill.cut


def test_stated_levels_are_read_from_the_outermost_knots(shown, project, now):
    ninety = boats(prediction={"knots": [[30, 0.05], [55, 0.95]]}, how="stated")
    record(project, now, forecasts=[ninety])
    resolved("boats", 41, now)
    score_pending(now=now)

    found = shown().ranges.of.coverage

    assert found is not None
    assert (found.stated, found.share) == (pytest.approx(0.9), 1)
