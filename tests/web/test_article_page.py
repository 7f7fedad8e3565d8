"""The page of one article: marks, cards and scores; an article full of markup stays text."""

import csv
import io
import json

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from predictions.accounts.operations import create_user
from predictions.scores.operations import score_pending
from tests.cast import TEXT, bridge, coding, lighthouse, record, resolved

pytestmark = pytest.mark.django_db

# Who is signed in, with which role for the page and for the navigation; the article, and whether its
# coding is hidden from a second coder; its forecasts
# with their options (twice, for merged questions), resolutions with evidence, and scores.
QUERIES = 11

RLO, LRI, PDI = "\u202e", "\u2066", "\u2069"


@pytest.fixture
def answered(project, now):
    article = record(project, now)
    resolved("bridge", False, now, sentence="somebody had removed it")
    score_pending(now=now)
    return article


def page(client, article):
    return client.get(reverse("article", args=[article.public_id])).content.decode()


def test_marks_and_cards_carry_state_number_and_reason(client, answered, reviewer):
    client.force_login(reviewer)
    said = page(client, answered)
    assert '<mark class="hl s-false" data-n="1" id="q1">The bridge will open before ' in said
    assert '<span class="nowrap">June<a class="ref s-false" href="#c1"' in said
    assert 'aria-label="forecast 1, did not"' in said
    assert "Said 0.95, somebody had removed it: Brier 0.90, the reference 0.09" in said
    assert '<mark class="hl s-nc"' in said
    assert "says what should be, not what will be" in said
    assert "Six forecasts, five of them checkable: one did not, " in said


def test_the_page_needs_a_constant_number_of_queries(
    client, project, reviewer, now, django_assert_num_queries
):
    client.force_login(reviewer)
    few = record(project, now)
    days = [bridge(key=f"{n}", quote=f"It opens on day {n}.") for n in range(20)]
    text = " ".join(one["quote"] for one in days)
    many = record(project, now, text=f"{TEXT}\n\n{text}", forecasts=[*coding()["forecasts"], *days])
    for article in (few, many):
        with django_assert_num_queries(QUERIES):
            page(client, article)


def test_an_article_full_of_markup_and_bidi_controls_stays_text(client, project, reviewer, now):
    text = (
        f"<script>alert(1)</script> {RLO}will open{LRI} & “<b>soon</b>”\r\nsaid \x0b"
        f"</p></article><style>*{{display:none}}</style>{PDI}\n\nNext."
    )
    forecast = bridge(
        key="x", quote=f"{RLO}will open{LRI} & “<b>soon</b>”", question="Does <i>it</i> open?"
    )
    article = record(
        project, now, text=text, title="<img src=x onerror=alert(1)>", forecasts=[forecast]
    )
    client.force_login(reviewer)

    said = page(client, article)

    for markup in ("<script>alert", "<img src=x", "<b>soon", "<i>it</i>", "<style>*"):
        assert markup not in said
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in said
    assert "&#13;\nsaid" in said, "a browser must count the carriage return"
    assert "Does &lt;i&gt;it&lt;/i&gt; open?" in strip_tags(said)
    assert ' style="' not in said


def test_the_page_comes_under_the_strict_policy_and_is_not_kept(client, answered, reviewer):
    client.force_login(reviewer)
    answer = client.get(reverse("article", args=[answered.public_id]))
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "no-store" in answer["Cache-Control"]


def test_to_others_the_article_is_not_there(client, answered, now):
    client.force_login(create_user(now=now, actor=None, email="out@example.org"))
    for name, args in (("article", []), ("article_scores", ["csv"])):
        address = reverse(name, args=[answered.public_id, *args])
        assert client.get(address).status_code == 404


def test_what_was_recorded_after_the_fact_says_so(client, project, reviewer, now):
    article = record(
        project, now, published="2025-05-01", coding="fully coded, retrospective: hindsight",
        forecasts=[bridge(resolves_at="2025-06-01")],
    )  # fmt: skip
    client.force_login(reviewer)
    said = page(client, article)
    assert "Recorded after the fact" in said
    assert "Recorded after the fact, on 2 March 2026." in said
    assert "Coded with hindsight." in said


def test_an_article_without_forecasts_says_so(client, project, reviewer, now):
    article = record(project, now, forecasts=[])
    client.force_login(reviewer)
    assert "No forecast is recorded in this article." in page(client, article)


def test_the_scores_are_data_and_csv(client, answered, reviewer):
    client.force_login(reviewer)
    data = client.get(reverse("article_scores", args=[answered.public_id, "json"])).json()
    (row,) = data["scores"]
    assert row["points"] == pytest.approx(-325)
    assert row["outcome"] == "somebody had removed it"

    answer = client.get(reverse("article_scores", args=[answered.public_id, "csv"]))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    (line,) = csv.DictReader(io.StringIO(answer.content.decode()))
    assert line["quote"] == "The bridge will open before June"
    assert json.loads(line["prediction"]) == {"p": 0.95}


def test_a_cell_that_begins_like_a_formula_is_text(client, project, reviewer, now):
    forecast = bridge(key="x", quote="=1+1 will open")
    article = record(project, now, text="So: =1+1 will open.", forecasts=[forecast])
    resolved("x", True, now)
    score_pending(now=now)
    client.force_login(reviewer)
    answer = client.get(reverse("article_scores", args=[article.public_id, "csv"]))
    (line,) = csv.DictReader(io.StringIO(answer.content.decode()))
    assert line["quote"] == "'=1+1 will open"


def test_a_drawing_is_csv_for_members(client, answered, reviewer, now):
    client.force_login(reviewer)
    address = reverse("forecast_density", args=[answered.forecasts.get(key="boats").public_id])
    assert address in page(client, answered)
    rows = list(csv.DictReader(io.StringIO(client.get(address).content.decode())))
    assert [row["value"] for row in rows if row["whose"] == "forecast"] == ["30", "40", "55"]
    client.force_login(create_user(now=now, actor=None, email="out@example.org"))
    assert client.get(address).status_code == 404


def test_a_retracted_article_says_so(client, project, reviewer, now):
    article = record(project, now, **{**coding(), "forecasts": [lighthouse()]})
    article.retracted_on, article.retraction_note = now.date(), "It was made up."
    article.save()
    client.force_login(reviewer)
    assert "Retracted on 2 March 2026: It was made up." in page(client, article)
