"""Lists: pages, filters, orders, and other forms than JSON."""

import csv
import io
import json

import pytest

from predictions.articles.operations import ensure_outlet
from predictions.questions.models import Question
from tests.cast import bridge, ferry, record, tunnel


@pytest.fixture
def outlets(project, now):
    return [
        ensure_outlet(now=now, actor=None, project=project, name=name)
        for name in ("Delta", "Alpha", "Charlie", "Bravo", "Echo")
    ]


def walk(program, path):
    """The rows of every page."""
    while path:
        page = program("GET", path)
        yield from page["results"]
        path = (page["next"] or "").partition("/api/v1/")[2]


def names(rows):
    return [row["name"] for row in rows]


def test_pages_hold_every_row_once(alice, outlets):
    rows = list(walk(alice, "projects/harbour/outlets?limit=2"))
    assert names(rows) == ["Echo", "Bravo", "Charlie", "Alpha", "Delta"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("name", ["Alpha", "Bravo", "Charlie", "Delta", "Echo"]),
        ("-name", ["Echo", "Delta", "Charlie", "Bravo", "Alpha"]),
        ("recorded", ["Delta", "Alpha", "Charlie", "Bravo", "Echo"]),
    ],
)
def test_pages_come_in_the_order_asked_for(alice, outlets, order, expected):
    assert names(walk(alice, f"projects/harbour/outlets?limit=2&order={order}")) == expected


def test_what_is_written_meanwhile_moves_no_page(alice, outlets, project, now):
    first = alice("GET", "projects/harbour/outlets?limit=2&order=name")
    ensure_outlet(now=now, actor=None, project=project, name="Aardvark")
    following = alice("GET", first["next"].partition("/api/v1/")[2])
    assert names(first["results"] + following["results"]) == ["Alpha", "Bravo", "Charlie", "Delta"]


def test_rows_without_a_value_come_last_in_both_directions(alice, project, now):
    record(
        project, now,
        forecasts=[
            bridge(), ferry(resolves_at="2026-07-01"), tunnel(resolves_at=None), bridge(
                key="b2", quote="The bridge will open", question="Opens?", resolves_at=None
            ),
        ],
    )  # fmt: skip
    assert Question.objects.filter(resolves_at__isnull=True).count() == 2
    up = [
        row["resolves_at"]
        for row in walk(alice, "projects/harbour/questions?limit=1&order=resolves")
    ]
    down = [
        row["resolves_at"]
        for row in walk(alice, "projects/harbour/questions?limit=1&order=-resolves")
    ]
    assert up == ["2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z", None, None]
    assert down == ["2026-07-01T00:00:00Z", "2026-06-01T00:00:00Z", None, None]


def test_a_cursor_of_another_order_or_of_somebody_elses_making_is_refused(alice, outlets):
    page = alice("GET", "projects/harbour/outlets?limit=2&order=name")
    alice(
        "GET",
        page["next"].partition("/api/v1/")[2].replace("order=name", "order=-name"),
        status=422,
    )
    alice("GET", "projects/harbour/outlets?cursor=W10", status=422)


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=201", "limit=x", "limit=", "limit=²", "order=size", "outlet=x", "expand=x", "order="],
)  # fmt: skip
def test_what_a_list_cannot_read_it_refuses(alice, query):
    alice("GET", f"projects/harbour/outlets?{query}", status=400)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("type=binary", {"bridge", "ferry"}),
        ("checkable=false", {"lighthouse"}),
        ("checkable=true&type=numeric", {"boats"}),
        ("withdrawn=true", set()),
        ("quote=FERRY", {"ferry"}),
        ("topic=harbours&type=date", {"tunnel"}),
        ("published_from=2026-03-02", set()),
        ("published_to=2026-03-01&voice=own&type=categorical", {"mayor"}),
    ],
)
def test_filters_narrow_a_list(alice, project, now, query, keys):
    record(project, now)
    found = alice("GET", f"projects/harbour/forecasts?{query}")["results"]
    assert {row["key"] for row in found} == keys


@pytest.mark.parametrize(
    "query", ["published_from=2026-3-1", "checkable=yes", "type=nominal", "published_to=yesterday"]
)
def test_a_value_that_a_filter_cannot_read_is_refused(alice, query):
    alice("GET", f"projects/harbour/forecasts?{query}", status=400)


def test_what_is_expanded_comes_along(alice, project, now):
    record(project, now)
    (plain,) = alice("GET", "projects/harbour/forecasts?quote=ferry")["results"]
    (full,) = alice("GET", "projects/harbour/forecasts?quote=ferry&expand=coding,score")["results"]
    assert "coding" not in plain
    assert full["coding"]["prediction"] == {"p": 0.75}
    assert full["score"] is None


@pytest.mark.parametrize(
    "path",
    [
        "forecasts?expand=coding,score",
        "questions?expand=criteria,reference,options",
        "articles",
        "events",
        "forecasters",
        "statements",
        "codings",
    ],
)
def test_no_query_is_added_for_a_row(alice, project, now, path, django_assert_max_num_queries):
    record(project, now, forecasts=[bridge()])
    # Session, user, project, role, rows, and at most two kinds of what belongs to them.
    with django_assert_max_num_queries(7) as few:
        alice("GET", f"projects/harbour/{path}")
    record(project, now, text="Another. The bridge will open before June. The ferry stops.",
           title="Another", forecasts=[
               bridge(key="x"), ferry(quote="The ferry stops", event="Other", forecaster="B")
           ])  # fmt: skip
    with django_assert_max_num_queries(len(few)):
        alice("GET", f"projects/harbour/{path}")


def test_a_table_holds_the_whole_list_however_long(alice, outlets):
    response = alice.send("GET", "projects/harbour/outlets?order=name&limit=1", accept="text/csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode()
    table = list(csv.DictReader(io.StringIO(text)))
    assert names(table) == ["Alpha", "Bravo", "Charlie", "Delta", "Echo"]


def test_a_table_names_what_is_nested_by_its_path(alice, project, now):
    record(project, now)
    response = alice.send("GET", "projects/harbour/forecasts?format=csv&expand=coding&type=binary")
    text = b"".join(response.streaming_content).decode()
    row = next(csv.DictReader(io.StringIO(text)))
    assert row["article.title"] == "The harbour in spring"
    assert row["article.published_on"] == "2026-03-01"
    assert json.loads(row["coding.prediction"]) == {"p": 0.75}
    assert row["withdrawn_at"] == ""


def test_a_text_that_a_spreadsheet_would_run_is_only_shown(alice, project, now):
    ensure_outlet(now=now, actor=None, project=project, name="=HYPERLINK(1)")
    response = alice.send("GET", "projects/harbour/outlets", accept="text/csv")
    assert b"'=HYPERLINK(1)" in b"".join(response.streaming_content)


def test_lines_of_json_are_the_rows_of_the_pages(alice, project, now):
    record(project, now)
    response = alice.send(
        "GET", "projects/harbour/forecasts?expand=score", accept="application/x-ndjson"
    )
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert [json.loads(line) for line in lines] == list(
        walk(alice, "projects/harbour/forecasts?expand=score&limit=4")
    )
