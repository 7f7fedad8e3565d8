"""Publishing a page, and taking it back."""

from datetime import timedelta

import pytest

from predictions.ledger.models import Act
from predictions.publishing.models import Publication
from predictions.publishing.operations import IsMerged, publish, withdraw
from predictions.publishing.queries import public


def test_an_address_tells_what_the_page_is_about_and_stays(column, user, now):
    first = publish(now=now, actor=user, target=column)
    assert first.slug.startswith("the-harbour-in-spring-")

    withdraw(now=now, actor=user, publication=first, reason="A quote is wrong.")
    again = publish(now=now + timedelta(days=1), actor=user, target=column, note="Corrected.")

    assert (again.pk, again.slug, again.published_at) == (first.pk, first.slug, now)
    assert list(public()) == [again]


def test_what_is_withdrawn_is_not_public_and_the_ledger_says_why(column, user, now):
    publication = publish(now=now, actor=user, target=column.forecaster)
    withdraw(now=now, actor=user, publication=publication, reason="Asked to.")
    assert not public().exists()
    act = Act.objects.get(verb="withdrew page")
    assert (act.object_type, act.object_id, act.reason) == (
        "forecaster",
        column.forecaster_id,
        "Asked to.",
    )


def test_a_duplicate_has_no_page(column, user, now):
    other = type(column.forecaster).objects.create(
        project=column.project, name="I. Quayle", merged_into=column.forecaster
    )
    with pytest.raises(IsMerged, match="was merged into another one"):
        publish(now=now, actor=user, target=other)
    assert not Publication.objects.exists()
