import numpy as np
import pytest

from predictions.statistics import Cells, ranks


def rng(seed=1):
    return np.random.default_rng(seed)


def calibrated(p, events, generator):
    """Skill against 0.5 of forecasters who say their own p on the same events."""
    p = np.asarray(p, float)
    owners, event = (grid.ravel() for grid in np.indices((len(p), events)))
    said = p[owners]
    came = generator.random(events)[event] < said
    right, wrong = 400 * (0.25 - (1 - said) ** 2), 400 * (0.25 - said**2)
    return Cells(owners, event, np.where(came, right, wrong), wrong, right, np.ones(len(owners)))


def test_ties_share_a_rank():
    sums = np.array([3.0, 1, 3, 2])
    flat = np.full(4, -9.0)
    found = ranks(Cells(np.arange(4), np.zeros(4, int), sums, flat, -flat, np.ones(4)), rng())
    assert found.rank.tolist() == [1, 4, 1, 3]
    assert found.mean.tolist() == sums.tolist()


def test_rounding_breaks_no_tie():
    sums = np.array([0.1 + 0.2, 0.3])
    ends = np.ones(2)
    assert ranks(
        Cells(np.arange(2), np.zeros(2, int), sums, -ends, ends, ends), rng()
    ).rank.tolist() == [1, 1]


def test_the_set_holds_the_rank():
    found = ranks(calibrated(np.linspace(0.5, 0.95, 12), 30, rng()), rng())
    assert np.all((found.first <= found.rank) & (found.rank <= found.last))
    assert np.all((found.first >= 1) & (found.last <= 12))


def test_many_events_tell_forecasters_apart_and_few_do_not():
    p = [0.55, 0.75, 0.95]
    few, many = (ranks(calibrated(p, n, rng(4)), rng()) for n in (5, 3000))
    assert (few.first.tolist(), few.last.tolist()) == ([1, 1, 1], [3, 3, 3])
    assert (many.first.tolist(), many.last.tolist()) == ([3, 2, 1], [3, 2, 1])


def test_whoever_said_the_same_cannot_be_told_apart():
    one = calibrated([0.8], 50, rng())
    both = Cells(*(np.concatenate([c, c]) for c in one))._replace(forecasters=np.repeat([0, 1], 50))
    found = ranks(both, rng())
    assert (found.rank.tolist(), found.first.tolist(), found.last.tolist()) == (
        [1, 1],
        [1, 1],
        [2, 2],
    )


@pytest.mark.parametrize("events", [10, 40])
def test_the_set_holds_the_true_rank_about_as_often_as_it_says(events):
    p = np.array([0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95])
    truth = np.arange(len(p), 0, -1)
    generator = rng(20200809)
    inside = []
    for _ in range(150):
        # Own events each: what is shared would make the task easier.
        cells = calibrated(p, events, generator)
        found = ranks(cells._replace(events=cells.forecasters * events + cells.events), generator)
        inside.append((found.first <= truth) & (truth <= found.last))
    assert np.mean(inside) >= 0.95
    assert np.mean(inside, axis=0).min() >= 0.90


def test_nobody_is_ranked_where_nobody_is():
    empty = np.empty(0)
    none = np.empty(0, int)
    assert ranks(Cells(none, none, empty, empty, empty, empty), rng()).rank.shape == (0,)


def test_an_impossible_level_is_refused():
    with pytest.raises(ValueError, match="level"):
        ranks(calibrated([0.5], 5, rng()), rng(), level=0)
