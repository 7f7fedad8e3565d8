import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from predictions.statistics import (
    NO_INTERVAL_BELOW,
    PROVISIONAL_BELOW,
    Cells,
    Events,
    drawable,
    mean_interval,
    mean_intervals,
)
from tests.statistics.simulation import SCENARIOS, coverage

REPLICATIONS = 400
HARD = (
    "p = 0.95, calibrated",
    "p from 0.5 to 0.95, 1 to 5, together",
    "numbers, skewed, calibrated width",
)


def rng(seed=1):
    return np.random.default_rng(seed)


def shares(hits, n):
    """N events, `hits` of them 1, the others 0, as bounded as a share is."""
    return Events(np.arange(n) < hits, np.zeros(n), np.ones(n), np.ones(n))


@pytest.mark.parametrize("scenario", [one for one in SCENARIOS if one.name in HARD], ids=HARD)
def test_it_covers_the_truth_about_as_often_as_it_says(scenario):
    # Two and a half standard errors around 93 and 99 %; the full simulation is in docs/scoring.md.
    covered = np.array([coverage(scenario, n, REPLICATIONS) for n in (10, 20, 50)])
    assert np.all(covered >= 0.93 - 2.5 * np.sqrt(0.93 * 0.07 / REPLICATIONS))
    assert covered.mean() <= 0.99 + 2.5 * np.sqrt(0.99 * 0.01 / (3 * REPLICATIONS))


def test_the_plain_percentile_bootstrap_would_not_cover():
    p, n, generator = 0.95, 10, rng(20200809)
    hits = 0
    for _ in range(REPLICATIONS):
        scores = (p - (generator.random(n) < p)) ** 2
        low, high = np.quantile(generator.choice(scores, (2000, n)).mean(axis=1), (0.025, 0.975))
        hits += low <= p * (1 - p) <= high
    assert hits / REPLICATIONS < 0.5


@pytest.mark.parametrize(("hits", "n"), [(0, 10), (3, 10), (10, 10), (45, 50), (100, 200)])
def test_of_a_share_it_is_the_exact_interval(hits, n):
    exact = binomtest(hits, n).proportion_ci(method="exact")
    intervals = [mean_interval(shares(hits, n), rng(seed)) for seed in range(20)]
    np.testing.assert_allclose(np.mean(intervals, axis=0), exact, atol=0.005)


def test_ten_right_calls_do_not_make_a_certainty():
    n = 10
    right = Events(np.full(n, 99.0), np.full(n, -261.0), np.full(n, 99.0), np.ones(n))
    low, high = mean_interval(right, rng())
    assert low < 0
    assert high == pytest.approx(99)


def test_it_never_promises_more_than_was_possible():
    n = 12
    own = Events(np.linspace(-5, 9, n), np.full(n, -20.0), np.full(n, 10.0), np.ones(n))
    low, high = mean_interval(own, rng())
    assert -20 <= low < own.mean < high <= 10


def test_questions_of_one_event_are_not_more_events():
    few = Events(np.tile([50.0, -30], 5), np.full(10, -60.0), np.full(10, 60.0), np.ones(10))
    many = Events(few.sums * 7, few.worst * 7, few.best * 7, few.questions * 7)
    assert mean_interval(many, rng()) == pytest.approx(mean_interval(few, rng()))


def test_more_events_make_a_narrower_interval():
    widths = []
    for n in (40, 400, 4000):
        low, high = mean_interval(shares(0.7 * n, n), rng())
        widths.append(high - low)
    assert widths[0] > 2 * widths[1] > 4 * widths[2]


def test_a_higher_level_makes_a_wider_interval():
    (low, high), (wider_low, wider_high) = (
        mean_interval(shares(7, 12), rng(), level=level) for level in (0.8, 0.99)
    )
    assert wider_low < low < high < wider_high


def test_the_same_seed_draws_the_same_interval():
    assert mean_interval(shares(7, 12), rng(7)) == mean_interval(shares(7, 12), rng(7))


def test_no_interval_is_drawn_below_five_events():
    assert mean_interval(shares(2, NO_INTERVAL_BELOW - 1), rng()) is None
    assert mean_interval(shares(2, NO_INTERVAL_BELOW), rng()) is not None
    assert [drawable(n) for n in (4, 5)] == [False, True]
    assert (NO_INTERVAL_BELOW, PROVISIONAL_BELOW) == (5, 10)


EVENTS = st.lists(
    st.tuples(st.floats(-200, 200), st.floats(0, 200), st.floats(0, 200), st.integers(1, 9)),
    min_size=5,
    max_size=20,
)


@settings(deadline=None, derandomize=True, max_examples=50)
@given(EVENTS)
def test_it_lies_within_what_was_possible(events):
    means, below, above, questions = (
        np.array(column, float) for column in zip(*events, strict=True)
    )
    sums, worst, best = ((means + distance) * questions for distance in (0, -below, above))
    own = Events(sums, worst, best, questions)
    low, high = mean_interval(own, rng(3))
    assert (means - below).min() - 1e-9 <= low <= high <= (means + above).max() + 1e-9


def test_many_forecasters_at_once_get_the_intervals_that_each_gets_alone():
    sizes = [3, 10, 2500, 40]
    owners = np.repeat(np.arange(4), sizes)
    values = rng(5).uniform(-1, 1, len(owners))
    bounds = np.ones_like(values)
    events = np.concatenate([np.arange(n) for n in sizes])
    shuffled = rng(6).permutation(len(owners))
    cells = Cells(*(c[shuffled] for c in (owners, events, values, -bounds, bounds, bounds)))
    low, high = mean_intervals(cells, rng())
    assert np.isnan(low[0])
    assert np.isnan(high[0])
    for owner in (1, 2, 3):
        mine = values[owners == owner]
        ones = np.ones_like(mine)
        alone = mean_interval(Events(mine, -ones, ones, ones), rng(2))
        width = alone.high - alone.low
        assert (low[owner], high[owner]) == pytest.approx(alone, abs=0.08 * width)


@pytest.mark.parametrize(
    ("own", "complaint"),
    [
        (Events(*np.full((4, 5), np.nan)), "finite"),
        (Events(np.ones(5), np.ones(5), np.ones(5), np.zeros(5)), "have a question"),
        (Events(np.ones(5), np.ones(5), np.ones(5), np.ones(4)), "one shape"),
        (Events(np.ones(5), np.full(5, 2.0), np.full(5, 3.0), np.ones(5)), "between its worst"),
    ],
)
def test_what_has_no_interval_is_refused(own, complaint):
    with pytest.raises(ValueError, match=complaint):
        mean_interval(own, rng())


def test_an_impossible_level_is_refused():
    with pytest.raises(ValueError, match="level"):
        mean_interval(shares(3, 6), rng(), level=1)


@pytest.mark.parametrize(("owners", "events"), [([0, 0], [1, 1]), ([0, 2], [1, 1])])
def test_cells_that_do_not_fit_together_are_refused(owners, events):
    ones = np.ones(2)
    with pytest.raises(ValueError, match="each pair is one cell"):
        mean_intervals(Cells(np.array(owners), np.array(events), ones, ones, ones, ones), rng())
