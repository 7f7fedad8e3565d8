"""Public pages, read by people who have not signed in."""

import json
import re

import jsonschema
import pytest

from predictions.articles.models import Article
from predictions.outcomes.models import Objection
from predictions.publishing.models import Publication
from predictions.publishing.operations import publish, withdraw
from predictions.questions.models import Event
from tests.cast import question
from tests.publishing.conftest import KNOWN, column

__all__ = ["column"]

# What Google asks of a ClaimReview.
CLAIM_REVIEW = {
    "type": "object",
    "required": ["@context", "@type", "url", "claimReviewed", "reviewRating", "author"],
    "properties": {
        "@type": {"const": "ClaimReview"},
        "url": {"type": "string", "pattern": "^https?://"},
        "claimReviewed": {"type": "string", "minLength": 1},
        "reviewRating": {
            "type": "object",
            "required": ["@type", "ratingValue", "bestRating", "worstRating", "alternateName"],
            "properties": {"ratingValue": {"type": "integer", "minimum": 1, "maximum": 5}},
        },
        "itemReviewed": {
            "type": "object",
            "required": ["@type", "author", "datePublished"],
        },
    },
}


@pytest.fixture
def page(column, user) -> str:
    return f"/p/{publish(now=KNOWN, actor=user, target=column).slug}/"


def reviews(html):
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(found)


def test_anybody_reads_quotes_outcomes_and_points_against_stated_references(client, page):
    html = client.get(page).text
    assert "The bridge will open before June" in html
    assert "the bridge stayed closed" in html
    assert "points" in html


def test_points_against_a_default_reference_are_not_published(client, page):
    html = client.get(page).text
    assert "It is likely that the ferry stops" in html
    assert "default" not in html.partition("<footer")[0]


def test_an_article_that_is_not_licensed_shows_little_around_a_quote(client, page, column):
    Article.objects.update(text=column.text + " the very last words of the column.")
    assert "the very last words" not in client.get(page).text


def test_neither_drafts_nor_reviewers_leak(client, page, column):
    question("boats").__class__.objects.filter(pk=question("boats").pk).update(status="draft")
    html = client.get(page).text
    assert "Who becomes mayor" in html
    assert "How many boats lie in the harbour" not in html
    assert "rosa@" not in html.lower()
    assert "Rosa" not in html
    assert "Alice" not in html


def test_what_is_not_published_is_not_found(client, column, user):
    publication = publish(now=KNOWN, actor=user, target=column)
    withdraw(now=KNOWN, actor=user, publication=publication, reason="")
    for path in ("", "embed/", "preview.png"):
        assert client.get(f"/p/{publication.slug}/{path}").status_code == 404
    assert client.get("/p/nothing-here/").status_code == 404


@pytest.mark.parametrize("what", ["forecaster", "outlet", "event"])
def test_forecasters_outlets_and_events_have_pages_too(client, column, user, what):
    harbour = Event.objects.get(name__startswith="The harbour")
    target = harbour if what == "event" else getattr(column, what)
    html = client.get(f"/p/{publish(now=KNOWN, actor=user, target=target).slug}/").text
    assert "The bridge will open before June" in html


def test_each_decided_forecast_is_a_claim_review(client, page):
    found = reviews(client.get(page).text)
    assert [one["claimReviewed"] for one in found] == [
        "The bridge will open before June",
        "It is likely that the ferry stops",
    ]
    for one in found:
        jsonschema.validate(one, CLAIM_REVIEW)
    assert [one["reviewRating"]["ratingValue"] for one in found] == [1, 5]


def test_markup_in_what_was_recorded_stays_text(client, page, column):
    evil = "</script><script>alert(1)</script>"
    Article.objects.update(title=evil, url="https://quay.example.org/")
    html = client.get(page).text
    assert "<script>alert" not in html
    assert reviews(html)[0]["itemReviewed"]["appearance"]["name"] == evil


def test_the_preview_is_a_picture_of_the_right_size(client, page):
    answer = client.get(f"{page}preview.png")
    assert answer["Content-Type"] == "image/png"
    png = answer.content
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (1200, 630)
    assert f"{page}preview.png" in client.get(page).text


def test_only_the_embeddable_view_may_stand_in_other_pages(client, page):
    plain, embedded = client.get(page), client.get(f"{page}embed/")
    assert "frame-ancestors 'none'" in plain["Content-Security-Policy"]
    assert plain["X-Frame-Options"] == "DENY"
    assert "frame-ancestors *" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded
    assert "'unsafe" not in embedded["Content-Security-Policy"]


def test_a_reply_stays_visible_without_who_filed_it(client, page, column, user, reviewer):
    bridge = question("bridge")
    Objection.objects.create(
        project=column.project,
        concerns="criteria",
        criteria=bridge.criteria,
        text="The bridge was open for a day.",
        on_behalf_of="a ferryman",
        filed_by=reviewer,
        filed_at=KNOWN,
        upheld=False,
        reply="Only for a rehearsal.",
        decided_by=user,
        decided_at=KNOWN,
        uninvolved=True,
    )
    html = client.get(page).text
    assert "The bridge was open for a day." in html
    assert "Only for a rehearsal." in html
    assert "Rosa" not in html


def test_the_page_is_the_same_for_members(client, page, user):
    anonymous = client.get(page).text
    client.force_login(user)
    assert client.get(page).text == anonymous


def test_an_editor_publishes_and_takes_back(client, column, user):
    client.force_login(user)
    address = f"/publish/article/{column.public_id}/"
    assert "Not public" in client.get(address).text

    client.post(address, {"publish": "", "note": "The title was wrong."})
    publication = Publication.objects.get()
    assert publication.is_public
    assert publication.note == "The title was wrong."

    client.post(address, {"withdraw": "", "note": "Asked to."})
    publication.refresh_from_db()
    assert not publication.is_public


def test_a_reviewer_publishes_nothing(client, column, reviewer):
    client.force_login(reviewer)
    address = f"/publish/article/{column.public_id}/"
    assert client.post(address, {"publish": ""}).status_code == 403
    assert not Publication.objects.exists()
