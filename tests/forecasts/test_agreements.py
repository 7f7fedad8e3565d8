"""How well two coders agree, in three respects."""

import pytest

from predictions.forecasts.agreements import agreements, by_article, by_pair, of_project
from predictions.forecasts.blind_coding import blind_view
from predictions.forecasts.differences import finished
from predictions.forecasts.operations import begin_second_coding
from tests.cast import TEXT
from tests.forecasts.two_coders import finish, forecast, nothing, ruled


def test_agreement_is_told_apart_by_places_types_and_probabilities(finished_coding):
    found = agreements([finished_coding])

    assert found.articles == 1
    assert found.places.units == len(TEXT)
    assert 0 < found.places.alpha < 1
    assert found.types.units == 5
    assert found.probabilities.units == 2
    # .95 and .99, and twice what the lexicon has for “likely”.
    likely = forecast("ferry").coding.prediction["p"]
    values = (0.95, 0.99, likely, likely)
    mean = sum(values) / 4
    expected = 2 * sum((value - mean) ** 2 for value in values) / 3
    assert found.probabilities.alpha == pytest.approx(1 - 0.04**2 / 2 / expected)


def test_the_alpha_of_types_is_that_of_five_places(finished_coding):
    # binary twice, categorical, not checkable: alike; a date against not checkable.
    # Of 10 values 4 are binary, 2 categorical, 3 not checkable, 1 a date; 2 of 10 are mismatched.
    expected = 1 - 9 * 2 / (100 - 16 - 4 - 9 - 1)

    assert agreements([finished_coding]).types.alpha == pytest.approx(expected)


def test_within_one_article_forecasts_are_resampled_and_places_have_no_interval(finished_coding):
    found = agreements([finished_coding])

    assert found.types.interval is not None
    assert found.types.clusters == 5
    assert found.places.interval is None


def test_places_that_were_given_say_nothing_of_finding_them(article, second, now):
    begun = begin_second_coding(now=now, actor=second, article=article, given="spans")
    spans = [nothing(start=start, end=end) for start, end in blind_view(begun).spans]

    found = agreements([finish(begun, *spans)])

    assert (found.places.units, found.types.units) == (0, 6)


def test_agreement_is_told_by_article_and_pair_and_for_the_project(
    finished_coding, project, first, second, article
):
    assert of_project(project) == agreements(finished())
    assert list(by_article(project)) == [article]
    assert by_pair(project) == {(first, second): of_project(project)}


def test_settling_does_not_change_how_well_they_agreed(finished_coding):
    before = agreements([finished_coding])

    ruled(finished_coding, "bridge", ruling="recoded")
    ruled(finished_coding, "boats", ruling="withdrawn")

    assert agreements([finished_coding]) == before
