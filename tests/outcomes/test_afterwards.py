"""What was recorded after its question's resolves-at says so."""

from datetime import UTC, datetime

import pytest

from predictions.forecasts.models import Coding, Forecast
from predictions.outcomes.afterwards import mark_afterwards
from predictions.questions.models import Criteria, Question, Reference
from tests.cast import bridge, lighthouse, record, tunnel

MODELS = [Question, Criteria, Reference, Forecast, Coding]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_each_row_says_whether_it_came_after_resolves_at(project, model):
    """In July the bridge of June is past, the tunnel of the year's end is not."""
    july = datetime(2026, 7, 1, tzinfo=UTC)
    record(project, july, forecasts=[bridge(), tunnel()])

    rows = mark_afterwards(model._default_manager.all())

    path = {Question: "", Forecast: "question__", Coding: "forecast__question__"}
    wording = f"{path.get(model, 'question__')}wording"
    marks = dict(rows.values_list(wording, "recorded_afterwards"))
    assert marks.pop("Does the bridge open before June 2026?") is True
    assert set(marks.values()) <= {False}


def test_what_has_no_question_comes_after_nothing(project, now):
    record(project, now, forecasts=[lighthouse()])
    assert mark_afterwards(Forecast.objects.all()).get().recorded_afterwards is False
