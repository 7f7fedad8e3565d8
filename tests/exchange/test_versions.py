"""What a coding file says about its text: versions, originals, rough dates, licences, conditions."""

from datetime import date

import pytest

from predictions.articles.models import Article
from predictions.articles.operations import text_digest
from predictions.errors import DomainError, Refused
from predictions.forecasts.models import Forecast, Statement
from tests.cast import TEXT, bridge, question, record, rows_of_every_table, tunnel

CORRECTED = TEXT.replace("boats", "ships")


def test_a_corrected_text_is_recorded_as_the_next_version(project, now):
    first = record(project, now, forecasts=[bridge()])

    second = record(
        project, now, text=CORRECTED, corrects=text_digest(TEXT), forecasts=[bridge(key="again")]
    )

    assert (second.version_of, second.number) == (first, 2)


def test_saying_it_again_in_a_later_version_is_the_same_statement(project, now):
    record(project, now, forecasts=[bridge(statement="opening")])
    again = bridge(key="again", statement="opening")

    record(project, now, text=CORRECTED, corrects=text_digest(TEXT), forecasts=[again])

    assert Forecast.objects.count() == 2
    assert Statement.objects.count() == 1


def test_a_translation_is_recorded_with_its_original(project, now):
    first = record(project, now, forecasts=[bridge()])

    second = record(project, now, text=CORRECTED, original=text_digest(TEXT), forecasts=[])

    assert (second.original, second.version_of) == (first, None)


@pytest.mark.parametrize("field", ["original", "corrects"])
def test_a_text_that_is_not_recorded_is_not_pointed_to(project, now, field):
    before = rows_of_every_table()

    with pytest.raises(DomainError) as caught:
        record(project, now, **{field: text_digest("nowhere")})

    assert caught.value.field == field
    assert rows_of_every_table() == before


@pytest.mark.parametrize(("published", "day", "precision"), [
    ("2026-03-01", date(2026, 3, 1), "day"),
    ("2026-02", date(2026, 2, 28), "month"),
    ("2025", date(2025, 12, 31), "year"),
])  # fmt: skip
def test_the_day_of_publication_may_be_known_roughly(project, now, published, day, precision):
    article = record(project, now, published=published, forecasts=[tunnel()])

    assert (article.published_on, article.published_precision) == (day, precision)
    assert question("tunnel").opens_on == day


@pytest.mark.parametrize("published", ["2026-13", "26", "March 2026", "20"])
def test_what_is_no_date_is_refused(project, now, published):
    with pytest.raises(Refused) as caught:
        record(project, now, published=published)
    assert "published" in [error.field for error in caught.value.errors]


def test_a_condition_and_a_licence_are_kept(project, now):
    record(project, now, licensed=True, forecasts=[bridge(condition="if the strike ends")])

    assert Article.objects.get().licensed
    assert question("bridge").condition == "if the strike ends"
