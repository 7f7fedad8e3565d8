"""A thousand forecasts on one question."""

import pytest

from predictions.articles.models import Forecaster
from predictions.forecasts.models import Forecast
from predictions.scores.models import Cell, Score
from predictions.scores.operations import score_pending
from tests.cast import TEXT, bridge, ferry, record, resolved

MANY = 1000


def test_a_thousand_forecasts_on_a_question_count_as_one(project, now):
    quotes = [f"At {place} pm I said it will open" for place in range(MANY)]
    often = [
        bridge(key=f"bridge {place}", quote=quote, prediction={"p": place / MANY}, how="stated")
        for place, quote in enumerate(quotes)
    ]
    for one in often:
        del one["wording"]
    record(
        project, now, text="\n".join([TEXT, *quotes]), forecasts=[*often, ferry()],
    )  # fmt: skip
    resolved("bridge 0", True, now)
    resolved("ferry", False, now)

    assert score_pending(now=now) == MANY + 1

    who = Forecaster.objects.get()
    assert Forecast.objects.filter(forecaster=who).count() == MANY + 1
    cell = Cell.objects.get(forecaster=who, stated=True)
    skills = Score.objects.filter(reference__origin="stated").values_list("skill", flat=True)
    assert cell.questions == 1
    assert cell.points == pytest.approx(sum(skills) / MANY)
    # Mean of (1 - p)^2 over p = 0, .001, ... .999, by the sum of squares.
    brier = (MANY + 1) * (2 * MANY + 1) / (6 * MANY**2)
    assert cell.points == pytest.approx(100 * (0.49 - brier) / 0.25)
