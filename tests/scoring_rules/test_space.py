from datetime import UTC, date, datetime

import pytest

from predictions.scoring_rules import PredictionError, Space

REFUSED = {
    "an unknown type": ({"type": "colour"}, "space.type"),
    "bounds in the wrong order": ({"type": "numeric", "lower": 5, "upper": 5}, "space.upper"),
    "an infinite bound": ({"type": "numeric", "lower": float("-inf")}, "space.lower"),
    "a bound that is no number": ({"type": "numeric", "upper": "100"}, "space.upper"),
    "a single option": ({"type": "categorical", "options": ("a",)}, "space.options"),
    "an option twice": ({"type": "categorical", "options": ("a", "b", "a")}, "space.options"),
    "a horizon before publication": (
        {"type": "date", "published": date(2020, 8, 2), "horizon": date(2020, 8, 1)},
        "space.horizon",
    ),
}


@pytest.mark.parametrize(("arguments", "field"), REFUSED.values(), ids=REFUSED)
def test_a_space_that_contradicts_itself_is_refused(arguments, field):
    with pytest.raises(PredictionError) as caught:
        Space(**arguments)
    assert caught.value.field == field


def test_an_article_may_be_published_on_the_day_of_the_horizon():
    assert Space("date", published=date(2020, 8, 1), horizon=date(2020, 8, 1))


def test_a_time_of_day_is_no_date():
    with pytest.raises(PredictionError):
        Space("date").value(datetime(2020, 8, 1, tzinfo=UTC), "outcome")
