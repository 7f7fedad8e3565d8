"""Alpha of two coders, by hand and by the package, and how sure it is."""

import krippendorff
import numpy as np
import pytest

from predictions.statistics import agreement


def generator(seed=7):
    return np.random.default_rng(seed)


def test_who_agrees_everywhere_has_an_alpha_of_one():
    found = agreement([0, 1, 2], [0, 1, 2], [1, 2, 3], generator(), metric="nominal")

    assert (found.alpha, found.units, found.clusters) == (1, 3, 3)


def test_nominal_alpha_is_that_of_the_textbook():
    # Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, example A: ten units, two coders.
    first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]

    found = agreement(first, second, range(10), generator(), metric="nominal")

    assert found.alpha == pytest.approx(0.095, abs=5e-4)


def test_interval_alpha_by_hand():
    # Values .2 .4 .6 .6: observed 2 * .04 / 4 = .02; pairs 2 * (4 * .92 - 1.8 ** 2) / 12 = .88 / 12.
    found = agreement([0.2, 0.6], [0.4, 0.6], [1, 2], generator(), metric="interval")

    assert found.alpha == pytest.approx(1 - 0.02 * 12 / 0.88)


def test_where_nothing_varies_there_is_no_alpha():
    found = agreement([1] * 9, [1] * 9, range(9), generator(), metric="nominal")

    assert (found.alpha, found.interval, found.units) == (None, None, 9)


def test_nothing_to_compare_has_no_alpha():
    assert agreement([], [], [], generator(), metric="interval").alpha is None


def test_units_that_are_alike_may_be_counted():
    first, second, counts = [0, 0, 1, 1], [0, 1, 0, 1], [900, 10, 20, 70]
    counted = agreement(first, second, [1] * 4, generator(), metric="nominal", counts=counts)
    each = agreement(
        np.repeat(first, counts),
        np.repeat(second, counts),
        [1] * 1000,
        generator(),
        metric="nominal",
    )

    assert counted == each
    assert counted.units == 1000


def test_what_was_said_never_does_not_count():
    found = agreement([0, 1], [0, 1], [1, 2], generator(), metric="nominal", counts=[5, 0])

    assert (found.alpha, found.clusters) == (None, 1)


def test_below_five_clusters_there_is_no_interval():
    first, second = [0, 1, 1, 0, 1], [0, 1, 0, 0, 1]

    assert agreement(first, second, [1, 2, 3, 4, 4], generator(), metric="nominal").interval is None
    assert agreement(first, second, range(5), generator(), metric="nominal").interval is not None


@pytest.mark.parametrize("metric", ["nominal", "interval"])
def test_resampling_repeats_the_alpha_of_the_package(metric, monkeypatch):
    class Whole:
        """Draws every cluster exactly once."""

        def standard_exponential(self, shape):
            return np.ones(shape)

    first, second = generator().integers(0, 4, (2, 60))
    clusters = np.arange(60) // 6

    found = agreement(first, second, clusters, Whole(), metric=metric)

    package = krippendorff.alpha([first, second], level_of_measurement=metric)
    assert found.alpha == pytest.approx(package)
    assert found.interval == pytest.approx((package, package))


def test_units_of_one_cluster_stand_and_fall_together():
    first = np.repeat([0, 1] * 10, 10)
    second = first.copy()
    second[:60] = 1 - second[:60]
    apart = agreement(first, second, range(200), generator(), metric="nominal").interval
    together = agreement(
        first, second, np.arange(200) // 10, generator(), metric="nominal"
    ).interval

    assert together.high - together.low > 1.5 * (apart.high - apart.low)


def test_the_interval_covers_the_alpha_of_everybody():
    # Two coders who both mistake one unit in ten: alpha is 1 - .18 / .5, up to the sample's n.
    truth = 1 - 2 * 0.9 * 0.1 / 0.5
    covered = 0
    for seed in range(100):
        random = generator(seed)
        said = random.integers(0, 2, 80)
        first, second = (np.where(random.random(80) < 0.1, 1 - said, said) for _ in range(2))
        found = agreement(first, second, range(80), random, metric="nominal")
        covered += found.interval.low <= truth <= found.interval.high

    assert covered >= 90


def test_columns_of_unequal_length_or_without_a_number_are_refused():
    with pytest.raises(ValueError, match="one cluster"):
        agreement([0, 1], [0, 1], [1], generator(), metric="nominal")
    with pytest.raises(ValueError, match="finite"):
        agreement([0, np.nan], [0, 1], [1, 2], generator(), metric="interval")
