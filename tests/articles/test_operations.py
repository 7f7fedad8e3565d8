"""Outlets, forecasters and articles: each name means one of them, and nothing is deleted."""

from datetime import date

import pytest

from predictions.articles.models import Alias, Article, Forecaster, Outlet
from predictions.articles.operations import (
    AlreadyRecorded,
    NameInUse,
    NoName,
    NoText,
    add_alias,
    change_forecaster,
    ensure_forecaster,
    ensure_outlet,
    record_article,
    rename_outlet,
)
from predictions.ledger.models import Act
from predictions.ledger.queries import acts_on
from tests.cast import rows_of_every_table


@pytest.fixture
def by(now, user):
    return {"now": now, "actor": user}


@pytest.fixture
def ines(by, project):
    return ensure_forecaster(**by, project=project, name="Ines Quayle")


def article(by, project, ines, **changes):
    given = {
        "project": project,
        "forecaster": ines,
        "title": "Spring",
        "text": "It rains.",
        "published_on": date(2026, 3, 1),
        "medium": "column",
        "language": "en",
        "extent": "full",
        "coding_sha256": "0" * 64,
    }
    return record_article(**by, **(given | changes))


def test_an_outlet_is_added_once(by, project):
    first = ensure_outlet(**by, project=project, name="The Quay")

    assert ensure_outlet(**by, project=project, name="The Quay") == first
    assert acts_on(first).count() == 1


def test_an_outlet_is_renamed(by, project):
    outlet = ensure_outlet(**by, project=project, name="The Key")

    rename_outlet(**by, outlet=outlet, name="The Quay")

    assert Outlet.objects.get().name == "The Quay"
    assert [act.verb for act in acts_on(outlet)] == ["renamed", "added"]


def test_an_outlet_does_not_take_the_name_of_another(by, project):
    ensure_outlet(**by, project=project, name="The Quay")
    other = ensure_outlet(**by, project=project, name="The Pier")

    with pytest.raises(NameInUse) as caught:
        rename_outlet(**by, outlet=other, name="The Quay")
    assert caught.value.field == "name"


def test_a_forecaster_goes_by_his_name_from_the_start(ines):
    assert Alias.objects.get().forecaster == ines


def test_an_alias_means_the_same_forecaster(by, project, ines):
    add_alias(**by, forecaster=ines, name="I. Quayle")

    assert ensure_forecaster(**by, project=project, name="I. Quayle") == ines
    assert Forecaster.objects.count() == 1


def test_an_alias_means_one_forecaster(by, project, ines):
    other = ensure_forecaster(**by, project=project, name="Otto Pier")

    with pytest.raises(NameInUse, match="is a name of another forecaster"):
        add_alias(**by, forecaster=other, name="Ines Quayle")


def test_the_former_name_stays_as_an_alias(by, project, ines):
    change_forecaster(**by, forecaster=ines, name="Ines Quayle-Pier", kind="organisation")

    ines.refresh_from_db()
    assert (ines.name, ines.kind) == ("Ines Quayle-Pier", "organisation")
    assert ensure_forecaster(**by, project=project, name="Ines Quayle") == ines


@pytest.mark.parametrize("name", ["", "  "])
def test_a_name_is_needed(by, project, ines, name):
    before = rows_of_every_table()

    with pytest.raises(NoName):
        ensure_outlet(**by, project=project, name=name)
    with pytest.raises(NoName):
        ensure_forecaster(**by, project=project, name=name)
    with pytest.raises(NoName):
        add_alias(**by, forecaster=ines, name=name)
    assert rows_of_every_table() == before


def test_an_article_is_kept_with_the_digest_of_its_text(by, project, ines):
    kept = article(by, project, ines)

    assert kept.text_sha256 == ("6f58a7623963538dbefa38678f970b43c50f6b65b49eff214bc0ba31c8cbc536")
    assert Act.objects.get(verb="recorded").object_id == kept.pk


def test_an_article_without_text_is_refused(by, project, ines):
    with pytest.raises(NoText):
        article(by, project, ines, text="\n ")


def test_a_text_is_recorded_once(by, project, ines):
    article(by, project, ines)

    with pytest.raises(AlreadyRecorded):
        article(by, project, ines, title="Another title")
    assert Article.objects.count() == 1
