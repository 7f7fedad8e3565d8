"""What goes wrong is said as problem details, whatever it is."""

import json

import pytest

from predictions.accounts.keys import issue_key
from predictions.api import outlets
from predictions.articles.models import Outlet
from predictions.web.signing_in import SecondFactorMiddleware
from tests.cast import question, record


def problem(response, status):
    """The problem that an answer is; it must be one."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    said = json.loads(response.content)
    assert said["status"] == status
    assert said["type"].startswith("http://localhost:8000/api/v1/problems/")
    assert said["title"]
    assert said["detail"]
    assert said["remedy"]
    return said


@pytest.mark.parametrize("path", ["nowhere", "projects/harbour/outlets/", "projects/harbour/x/y"])
def test_an_address_without_anything(alice, path):
    problem(alice.send("GET", path), 404)
    problem(alice.send("POST", path, {}), 404)


def test_a_method_that_an_address_does_not_know(alice):
    response = alice.send("PUT", "projects/harbour/outlets", {})
    problem(response, 405)
    assert "GET" in response["Allow"]


def test_a_form_that_an_answer_does_not_have(alice):
    problem(alice.send("GET", "me", accept="text/csv"), 406)
    problem(alice.send("GET", "projects/harbour/outlets", accept="image/png"), 406)
    problem(alice.send("GET", "projects/harbour/outlets?format=xml"), 406)


def test_a_form_that_a_request_cannot_have(alice):
    response = alice.client.post(
        "/api/v1/projects/harbour/outlets", "name=x", content_type="application/xml"
    )
    problem(response, 415)


def test_a_request_that_is_no_json(alice):
    for body in ("{", "[" * 100_000, '{"name": NaN}'):
        response = alice.client.post(
            "/api/v1/projects/harbour/outlets", body, content_type="application/json"
        )
        assert problem(response, 400)["type"].endswith("/malformed")


def test_nobody_is_signed_in(as_user, project):
    response = as_user().send("GET", "projects/harbour")
    assert problem(response, 401)["type"].endswith("/not-signed-in")
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_role_that_is_too_low_names_the_one_that_is_needed(as_user, reviewer):
    said = problem(as_user(reviewer).send("PATCH", "projects/harbour", {}), 403)
    assert said["type"].endswith("/accounts-not-allowed")
    assert "administrator" in said["detail"]


def test_a_mistake_of_ours_shows_nothing_of_itself(alice, monkeypatch):
    def broken(**kwargs):
        raise ZeroDivisionError("the secret reason")

    monkeypatch.setattr(outlets, "ensure_outlet", broken)
    response = alice.send("POST", "projects/harbour/outlets", {"name": "The Quay"})
    problem(response, 500)
    assert b"secret" not in response.content


def test_every_field_that_is_wrong_is_named_with_its_path(alice, project, now):
    article = record(project, now)
    said = problem(
        alice.send(
            "POST",
            f"projects/harbour/articles/{article.public_id}/forecasts",
            {
                "forecasts": [
                    {"key": "a", "quote": "x", "hindsight": "blind"},
                    {"key": 1, "qoute": ""},
                ]
            },
        ),
        400,
    )
    assert {error["field"] for error in said["errors"]} == {"forecasts[1].qoute"}
    assert "spelling" in said["remedy"]


def test_what_several_rules_refuse_is_said_at_once(alice, project, now):
    article = record(project, now)
    forecasts = [
        {"key": "one", "quote": "not in the text", "hindsight": "prospective", "how": "stated"},
        {"key": "two", "quote": "The gulls come back", "hindsight": "prospective"},
    ]
    said = problem(
        alice.send(
            "POST",
            f"projects/harbour/articles/{article.public_id}/forecasts",
            {"forecasts": forecasts},
        ),
        422,
    )
    assert [error["field"] for error in said["errors"]] == [
        "forecasts[0].quote",
        "forecasts[1].quote",
    ]
    assert article.forecasts.count() == 6


def test_every_type_can_be_read_about_where_it_says(alice):
    types = alice("GET", "problems")["types"]
    assert len({one["name"] for one in types}) == len(types) > 50
    assert all(one["title"] for one in types)
    for one in types[::10]:
        assert alice("GET", one["type"].partition("/api/v1/")[2]) == one


def test_a_type_that_does_not_exist_is_not_there(alice):
    problem(alice.send("GET", "problems/anything"), 404)


def test_a_host_that_is_not_ours_is_refused_as_everything_is(client):
    said = problem(client.get("/api/v1/projects", headers={"host": "evil.example"}), 400)
    assert [error["field"] for error in said["errors"]] == ["Host"]
    page = client.get("/sign-in/", headers={"host": "evil.example"})
    assert (page.status_code, page["Content-Type"]) == (400, "text/html; charset=utf-8")


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v2/projects", "/api/%ff%fe"])
def test_beside_the_api_there_is_no_page_either(client, path):
    problem(client.get(path), 404)
    problem(client.post(path, {}), 404)


def test_what_breaks_outside_of_a_view_is_a_problem_too(client, monkeypatch):
    def broken(*args):
        raise ZeroDivisionError("the secret reason")

    monkeypatch.setattr(SecondFactorMiddleware, "__call__", broken)
    client.raise_request_exception = False
    response = client.get("/api/v1/projects")
    problem(response, 500)
    assert b"secret" not in response.content
    assert client.get("/sign-in/")["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer {key}"}])
def test_a_body_that_is_too_large_is_refused(alice, user, now, settings, headers):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    _, key = issue_key(now=now, actor=user, name="x", scopes=["record"])
    said = problem(
        alice.send(
            "POST", "projects/harbour/outlets", {"name": "x" * 1000},
            **{name: value.format(key=key) for name, value in headers.items()},
        ),
        413,
    )  # fmt: skip
    assert said["type"].endswith("/too-large")
    assert not Outlet.objects.exists()


def test_too_many_parameters_are_refused(alice):
    assert "too many" in problem(alice.send("GET", "me?" + "a=1&" * 1200), 400)["detail"]


@pytest.mark.parametrize(
    ("key", "prediction", "where"),
    [
        ("ferry", {"p": True}, "p"),
        (
            "mayor",
            {"probabilities": {"Ada": True, "Bo": False, "Cy": False}},
            "probabilities['Ada']",
        ),
        ("boats", {"point": True}, "point"),
        ("boats", {"knots": [[1, 0.1], [2, True]]}, "knots[1]"),
        ("tunnel", {"not_by_horizon": True}, "not_by_horizon"),
    ],
)
def test_true_is_no_number(alice, project, now, key, prediction, where):
    article = record(project, now)
    forecast = {
        "key": "new", "quote": "Somebody should paint", "hindsight": "prospective", "how": "stated",
        "question": question(key).public_id, "prediction": prediction,
    }  # fmt: skip
    path = f"projects/harbour/articles/{article.public_id}/forecasts"
    said = problem(alice.send("POST", path, {"forecasts": [forecast]}), 422)
    assert [error["field"] for error in said["errors"]] == [f"forecasts[0].prediction.{where}"]
    assert "is not a number" in said["detail"]


@pytest.mark.parametrize(("key", "value"), [("ferry", 1), ("boats", True), ("mayor", True)])
def test_what_happened_is_said_as_the_question_has_it(alice, project, now, key, value):
    record(project, now)
    report = {"value": value, "by": "The port", "known_at": "2026-07-01T00:00:00Z",
              "evidence": [{"url": "https://port.example/"}]}  # fmt: skip
    path = f"projects/harbour/questions/{question(key).public_id}/reports"
    said = problem(alice.send("POST", path, report), 422)
    assert [error["field"] for error in said["errors"]] == ["value"]
