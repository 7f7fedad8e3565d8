"""Looking for something in a project."""

import pytest
from django.db import connection

from predictions.columns import searching
from predictions.dashboard.search import find
from tests.cast import record

PAGE = "/projects/harbour/search/"


@pytest.fixture
def recorded(project, now):
    return record(project, now)


def test_forecasters_articles_questions_and_quotes_are_found_whatever_the_capitals(
    recorded, project
):
    found = find(project, "BRIDGE")
    assert [one.wording for one in found.questions] == ["Does the bridge open before June 2026?"]
    assert any("bridge" in one.quote for one in found.forecasts)
    assert not found.forecasters
    title = recorded.title
    assert list(find(project, title[2:].upper()).articles) == [recorded]
    name = recorded.forecaster.name
    assert list(find(project, name[:4].lower()).forecasters) == [recorded.forecaster]


def test_the_page_shows_what_was_found(recorded, client, reviewer):
    client.force_login(reviewer)
    page = client.get(PAGE, {"q": "bridge"})
    assert "Does the bridge open before June 2026?" in page.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("zeppelin", "Nothing holds these words"),
        ("a", "Type three characters at least"),
        ("%%%", "Nothing holds these words"),
        ("<script>\0", "Nothing holds these words"),
    ],
)
def test_what_cannot_be_found_is_said(recorded, client, reviewer, text, said):
    client.force_login(reviewer)
    page = client.get(PAGE, {"q": text})
    assert page.status_code == 200
    assert said in page.text
    assert "<script>" not in page.text.partition("<main")[2]


def test_another_project_is_not_searched(recorded, client, django_user_model, now):
    client.force_login(django_user_model.objects.create(email="eve@example.org", joined_at=now))
    assert client.get(PAGE, {"q": "bridge"}).status_code == 404


@pytest.mark.django_db
def test_a_search_in_quotes_asks_an_index():
    if connection.vendor != "postgresql":
        assert searching.missing() == []
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT 1 FROM predictions_forecast "
            "WHERE UPPER(quote::text) LIKE UPPER('%bridge%')"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "predictions_forecast_quote_searched" in plan
