"""Where no reference is given, a default stands in, and says so."""

import pytest

from predictions.questions.models import Reference
from tests.cast import boats, bridge, mayor, record, tunnel


@pytest.mark.parametrize(
    ("forecast", "prediction"),
    [
        (bridge(reference=None), {"p": 0.5}),
        (mayor(), {"probabilities": dict.fromkeys(("Ada", "Bo", "Cy"), 1 / 3)}),
        (boats(reference=None), {"knots": [[0, 0], [200, 1]]}),
        (tunnel(), {"not_by_horizon": 0}),
    ],
    ids=["binary", "categorical", "numeric", "date"],
)
def test_the_default_reference_is_ignorance(project, now, forecast, prediction):
    record(project, now, forecasts=[forecast])

    reference = Reference.objects.get()
    assert reference.prediction == prediction
    assert (reference.origin, reference.source) == (Reference.Origin.DEFAULT, "")


@pytest.mark.parametrize("bound", ["lower", "upper"])
def test_a_number_without_bounds_has_no_default_reference(project, now, bound):
    record(project, now, forecasts=[boats(reference=None, **{bound: None})])

    assert not Reference.objects.exists()


def test_a_stated_reference_names_its_data_set_and_rule(project, now):
    record(project, now, forecasts=[bridge()])

    reference = Reference.objects.get()
    assert reference.origin == Reference.Origin.STATED
    assert reference.prediction == {"p": 0.3}
    assert reference.source == "3 of the last 10 bridges opened in time"


def test_a_date_may_have_a_stated_reference(project, now):
    stated = {"knots": [["2026-06-01", 0.2], ["2026-12-01", 0.8]], "from": "other tunnels"}

    record(project, now, forecasts=[tunnel(reference=stated)])

    assert Reference.objects.get().prediction == {
        "knots": [["2026-06-01", 0.2], ["2026-12-01", 0.8]]
    }
