import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from predictions.statistics import NO_INTERVAL_BELOW, PROVISIONAL_BELOW, Events, mean_interval

REPLICATIONS = 400


def one_question_each(scores):
    return Events(np.asarray(scores, float), np.ones(len(scores)))


def calibrated_briers(p, n, rng):
    return (p - (rng.random(n) < p)) ** 2


def a_mixed_pool(rng):
    return one_question_each(
        np.concatenate([calibrated_briers(p, 40, rng) for p in (0.6, 0.7, 0.8, 0.9, 0.95)])
    )


def coverage(interval_of, truth):
    return np.mean(
        [low <= truth <= high for low, high in (interval_of() for _ in range(REPLICATIONS))]
    )


@pytest.mark.parametrize("n", [10, 20])
@pytest.mark.parametrize("p", [0.7, 0.95])
def test_the_interval_covers_the_truth_for_calibrated_forecasts(p, n):
    rng = np.random.default_rng(20200809)
    pool = a_mixed_pool(rng)

    def interval():
        return mean_interval(one_question_each(calibrated_briers(p, n, rng)), pool, rng)

    assert 0.90 <= coverage(interval, p * (1 - p)) <= 1.0


def test_the_plain_percentile_bootstrap_would_not():
    p, n = 0.95, 10
    rng = np.random.default_rng(20200809)

    def interval():
        scores = calibrated_briers(p, n, rng)
        return np.quantile(rng.choice(scores, (2000, n)).mean(axis=1), (0.025, 0.975))

    assert coverage(interval, p * (1 - p)) < 0.5


def test_the_interval_covers_where_events_differ_widely_in_size():
    p, n = 0.95, 10
    rng = np.random.default_rng(20200809)
    pool = a_mixed_pool(rng)

    def interval():
        sizes = rng.choice([1, 1, 2, 5, 50], n)
        outcomes_are_shared = calibrated_briers(p, n, rng) * sizes
        return mean_interval(Events(outcomes_are_shared, sizes.astype(float)), pool, rng)

    assert coverage(interval, p * (1 - p)) >= 0.90


def test_one_event_with_many_questions_in_the_pool_does_not_outweigh_the_own_events():
    own = one_question_each(np.linspace(0.0, 0.1, 10))
    small, large = (
        Events(np.array([1.0]), np.array([1.0])),
        Events(np.array([50.0]), np.array([50.0])),
    )
    assert mean_interval(own, small, np.random.default_rng(1)) == mean_interval(
        own, large, np.random.default_rng(1)
    )


def test_ten_right_calls_do_not_make_a_certainty():
    pool = a_mixed_pool(np.random.default_rng(1))
    low, high = mean_interval(one_question_each([0.0025] * 10), pool, np.random.default_rng(2))
    assert high - low > 0.05


def test_more_events_make_a_narrower_interval():
    rng = np.random.default_rng(1)
    pool, scores = a_mixed_pool(rng), calibrated_briers(0.7, 4000, rng)
    widths = []
    for n in (40, 400, 4000):
        low, high = mean_interval(one_question_each(scores[:n]), pool, rng)
        widths.append(high - low)
    assert widths == sorted(widths, reverse=True)


def test_the_same_seed_draws_the_same_interval():
    own = one_question_each(np.linspace(0, 1, 12))
    first, second = (mean_interval(own, own, np.random.default_rng(7)) for _ in range(2))
    assert first == second


def test_no_interval_is_drawn_below_five_events():
    scores = np.linspace(0, 1, NO_INTERVAL_BELOW)
    pool = one_question_each(scores)
    assert mean_interval(one_question_each(scores[1:]), pool, np.random.default_rng(1)) is None
    assert mean_interval(pool, pool, np.random.default_rng(1)) is not None
    assert (NO_INTERVAL_BELOW, PROVISIONAL_BELOW) == (5, 10)


@settings(deadline=None, derandomize=True, max_examples=50)
@given(st.lists(st.tuples(st.floats(-200, 200), st.integers(1, 9)), min_size=5, max_size=20))
def test_the_interval_lies_within_the_values_it_is_drawn_from(events):
    means, questions = (np.array(column, float) for column in zip(*events, strict=True))
    own = Events(means * questions, questions)
    low, high = mean_interval(own, own, np.random.default_rng(3))
    assert means.min() - 1e-9 <= low <= high <= means.max() + 1e-9


@pytest.mark.parametrize(
    ("own", "pool", "complaint"),
    [
        (one_question_each([1.0] * 5), one_question_each([]), "at least one"),
        (one_question_each([np.nan] * 5), one_question_each([1.0]), "finite"),
        (Events(np.ones(5), np.zeros(5)), one_question_each([1.0]), "have a question"),
        (Events(np.ones(5), np.ones(4)), one_question_each([1.0]), "one shape"),
    ],
)
def test_what_has_no_interval_is_refused(own, pool, complaint):
    with pytest.raises(ValueError, match=complaint):
        mean_interval(own, pool, np.random.default_rng(1))
