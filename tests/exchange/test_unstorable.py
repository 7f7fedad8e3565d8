"""What no database keeps is refused before any database says so, with its place."""

import pytest

from predictions.articles.models import Article
from predictions.errors import DomainError
from predictions.ledger.models import Act
from tests.cast import boats, bridge, record

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": "x" * 301}, "title: The text has 301 characters; 300 fit."),
        ({"title": "The harbour\0"}, "title: The text holds a null character."),
        ({"event": "x" * 301}, "name: The text has 301 characters; 300 fit."),
        (
            {"forecasts": [bridge(wording="x" * 301)]},
            "forecasts[0].phrase: The text has 301 characters; 300 fit.",
        ),
        (
            {"forecasts": [bridge(question="x" * 501)]},
            "forecasts[0].wording: The text has 501 characters; 500 fit.",
        ),
        (
            {"forecasts": [bridge(resolves_at="0001-01-01T00:00:00+12:00")]},
            "forecasts[0].resolves_at: The time lies outside the calendar.",
        ),
        ({"forecasts": [boats(upper=10**400)]}, "forecasts[0].upper: upper is too large."),
        ({"forecasts": [boats(upper=float("inf"))]}, "Infinity is not a number"),
        ({"forecaster_kind": "oracle"}, "“oracle” is not a kind of forecaster."),
    ],
)
def test_it_is_refused_and_nothing_is_written(project, now, changes, said):
    acts = Act.objects.count()

    with pytest.raises(DomainError) as refusal:
        record(project, now, **changes)

    assert said in str(refusal.value)
    assert not Article.objects.exists()
    assert Act.objects.count() == acts
