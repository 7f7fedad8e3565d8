"""Corrections are versions, retractions are shown, renderings point to their original."""

from datetime import date

import pytest

from predictions.accounts.operations import create_project
from predictions.articles.models import Article
from predictions.articles.operations import (
    AlreadyRecorded,
    OtherProject,
    RetractionRefused,
    UnknownPrecision,
    ensure_forecaster,
    license_article,
    merge_forecasters,
    record_article,
    record_version,
    retract_article,
    unmerge_forecaster,
)
from predictions.articles.queries import effective_forecaster, versions_of
from predictions.forecasts.models import Forecast
from predictions.forecasts.operations import withdraw_forecast
from predictions.forecasts.queries import vanished_quotes
from predictions.ledger.queries import acts_on
from predictions.merging import CannotMerge
from tests.cast import TEXT, bridge, ferry, record, rows_of_every_table

MARCH = date(2026, 3, 9)
CORRECTED = TEXT.replace("The bridge will open", "The bridge may open")


@pytest.fixture
def article(project, now):
    return record(project, now, forecasts=[bridge(), ferry()])


def correct(now, article, text=CORRECTED, **by):
    given = {"actor": None, "published_on": MARCH, "note": "A correction is printed below."}
    return record_version(now=now, article=article, text=text, **given | by)


def recorded(now, project, **changes):
    given = {
        "forecaster": ensure_forecaster(now=now, actor=None, project=project, name="Ines Quayle"),
        "title": "Spring",
        "text": "It rains.",
        "published_on": date(2026, 2, 3),
        "medium": "column",
        "language": "en",
        "extent": "full",
        "coding_sha256": "",
    }
    return record_article(now=now, actor=None, project=project, **given | changes)


def test_a_corrected_text_is_the_next_version(article, now, user):
    second = correct(now, article, actor=user)
    third = correct(now, second, text="All wrong.")

    assert [one.number for one in versions_of(third)] == [1, 2, 3]
    assert second.version_of == third.version_of == article
    assert (second.title, second.published_on) == (article.title, MARCH)
    assert article.published_on == date(2026, 3, 1)
    assert acts_on(second).get().actor == user


def test_forecasts_stay_on_their_version_and_vanished_quotes_are_named(article, now):
    second = correct(now, article)
    third = correct(now, second, text="All wrong.")

    assert article.forecasts.count() == 2
    assert second.forecasts.count() == 0
    assert [one.key for one in vanished_quotes(second)] == ["bridge"]
    assert [one.key for one in vanished_quotes(third)] == ["bridge", "ferry"]
    assert vanished_quotes(article) == []


def test_a_withdrawn_quote_does_not_vanish(article, now):
    second = correct(now, article)
    withdraw_forecast(
        now=now,
        actor=None,
        forecast=Forecast.objects.get(key="bridge"),
        because="wrong_quote",
        note="It says “may”.",
    )

    assert vanished_quotes(second) == []


def test_the_same_text_is_no_version(article, now):
    with pytest.raises(AlreadyRecorded):
        correct(now, article, text=TEXT)


def test_a_retraction_is_kept_for_every_version(article, now, user):
    second = correct(now, article)

    retract_article(
        now=now, actor=user, article=second, retracted_on=MARCH, note="The interview was invented."
    )

    assert set(Article.objects.values_list("retracted_on", "retraction_note")) == {
        (MARCH, "The interview was invented.")
    }
    assert acts_on(second).first().verb == "retracted"
    assert article.forecasts.filter(withdrawn_at__isnull=True).count() == 2


@pytest.mark.parametrize(("changes", "field"), [
    ({"note": " "}, "note"), ({"retracted_on": date(2026, 2, 1)}, "retracted_on"),
])  # fmt: skip
def test_a_retraction_has_words_and_comes_after_publication(article, now, changes, field):
    given = {"retracted_on": MARCH, "note": "Invented."} | changes

    with pytest.raises(RetractionRefused) as caught:
        retract_article(now=now, actor=None, article=article, **given)
    assert caught.value.field == field


def test_an_article_is_retracted_once(article, now):
    given = {"actor": None, "article": article, "retracted_on": MARCH, "note": "Invented."}
    retract_article(now=now, **given)

    with pytest.raises(RetractionRefused, match="kept already"):
        retract_article(now=now, **given)


def test_a_licence_is_given_and_withdrawn(article, now):
    assert license_article(now=now, actor=None, article=article, licensed=True).licensed
    assert not license_article(
        now=now, actor=None, article=article, licensed=False, reason="Only until March."
    ).licensed
    assert [act.verb for act in acts_on(article)][:2] == ["license withdrawn", "licensed"]


def test_a_translation_points_to_its_original(article, now, project):
    translation = recorded(now, project, text="Es regnet.", language="de", original=article)

    assert list(article.renderings.all()) == [translation]


@pytest.mark.parametrize("pointer", ["original", "corrects"])
def test_an_article_of_another_project_is_not_pointed_to(article, now, pointer):
    other = create_project(now=now, actor=None, slug="other", name="Other")
    before = rows_of_every_table()

    with pytest.raises(OtherProject) as caught:
        record_article(
            now=now,
            actor=None,
            project=other,
            forecaster=article.forecaster,
            title="Spring",
            text="It rains.",
            published_on=MARCH,
            medium="column",
            language="en",
            extent="full",
            coding_sha256="",
            **{pointer: article},
        )

    assert caught.value.field == pointer
    assert rows_of_every_table() == before


@pytest.mark.parametrize(("precision", "day"), [
    ("day", date(2026, 2, 3)), ("month", date(2026, 2, 28)), ("year", date(2026, 12, 31)),
])  # fmt: skip
def test_for_a_date_known_roughly_the_last_day_stands(now, project, precision, day):
    article = recorded(now, project, published_precision=precision)

    assert (article.published_on, article.published_precision) == (day, precision)


def test_another_precision_is_refused(now, project):
    with pytest.raises(UnknownPrecision):
        recorded(now, project, published_precision="week")


def test_a_merged_forecaster_counts_as_the_other_one_until_taken_out(article, now, project):
    ines = article.forecaster
    quayle = ensure_forecaster(now=now, actor=None, project=project, name="I. Quayle")

    merge_forecasters(now=now, actor=None, forecaster=ines, into=quayle, reason="One woman.")

    def counted():
        return set(Forecast.objects.values_list(effective_forecaster(), flat=True))

    assert counted() == {quayle.pk}
    assert ensure_forecaster(now=now, actor=None, project=project, name="Ines Quayle") == quayle
    unmerge_forecaster(now=now, actor=None, forecaster=ines, reason="Mother and daughter.")
    assert counted() == {ines.pk}


def test_forecasters_of_two_projects_are_not_merged(article, now):
    other = create_project(now=now, actor=None, slug="other", name="Other")
    elsewhere = ensure_forecaster(now=now, actor=None, project=other, name="Ines Quayle")

    with pytest.raises(CannotMerge, match="two projects"):
        merge_forecasters(
            now=now, actor=None, forecaster=article.forecaster, into=elsewhere, reason="One woman."
        )
