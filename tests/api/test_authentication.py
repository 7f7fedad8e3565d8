"""Who asks: sessions, keys, and what each of them may."""

import json
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client

from predictions.accounts.keys import issue_key, revoke_key
from predictions.accounts.models import ApiKey
from predictions.accounts.operations import create_project, create_user
from predictions.api.http import throttling
from predictions.articles.models import Outlet


@pytest.fixture
def with_key(as_user, user, project, now):
    def program(*scopes, **changes):
        _, secret = issue_key(
            **{"now": now, "actor": user, "name": "x", "scopes": scopes, **changes}
        )
        return as_user(authorization=f"Bearer {secret}")

    return program


@pytest.fixture
def minute(monkeypatch):
    """A clock that stands still in the middle of a minute."""
    cache.clear()
    moment = datetime(2026, 3, 2, 9, 0, 20, tzinfo=UTC)
    monkeypatch.setattr(throttling.timezone, "now", lambda: moment)


def test_a_key_acts_as_its_user(with_key):
    assert with_key("read")("GET", "me")["email"] == "alice@example.org"


@pytest.mark.parametrize("token", ["", "x", "foresaid_000000.x", "ключ"])
def test_what_is_no_key_is_refused_everywhere_but_where_anybody_may(as_user, token, project):
    program = as_user(authorization=f"Bearer {token}".encode().decode("latin-1"))
    program("GET", "me", status=401)
    program("GET", "lexicon?language=en&phrase=likely")


def test_a_revoked_key_opens_nothing(with_key, user, now):
    program = with_key("read")
    revoke_key(now=now, actor=user, key=ApiKey.objects.get())
    program("GET", "me", status=401)


def test_a_scope_that_is_missing_is_named(with_key):
    said = with_key("read")("POST", "projects/harbour/outlets", {"name": "x"}, 403)
    assert said["type"].endswith("/accounts-scope-missing")
    assert "record" in said["detail"]
    with_key("record")("POST", "projects/harbour/outlets", {"name": "x"}, 201)
    with_key("record")("GET", "projects/harbour/outlets", status=403)


def test_a_scope_gives_nobody_a_higher_role(with_key, reviewer):
    program = with_key("admin", actor=reviewer)
    said = program("PATCH", "projects/harbour", {"name": "x"}, 403)
    assert said["type"].endswith("/accounts-not-allowed")


def test_a_key_is_issued_used_and_revoked_by_its_user(alice, as_user):
    issued = alice("POST", "me/keys", {"name": "notebook", "scopes": ["read", "admin"]}, 201)
    program = as_user(authorization=f"Bearer {issued.pop('key')}")
    program("GET", "projects/harbour")
    (listed,) = alice("GET", "me/keys")["results"]
    assert listed["last_used_at"]
    assert listed | {"last_used_at": None} == issued
    assert alice("DELETE", f"me/keys/{issued['id']}")["revoked_at"]
    program("GET", "projects/harbour", status=401)


def test_somebody_elses_key_is_not_there(alice, as_user, now):
    issued = alice("POST", "me/keys", {"name": "notebook", "scopes": ["read"]}, 201)
    other = as_user(create_user(now=now, actor=None, email="bo@example.org"))
    other("GET", f"me/keys/{issued['id']}", status=404)
    other("DELETE", f"me/keys/{issued['id']}", status=404)
    assert other("GET", "me/keys")["results"] == []


def test_a_key_has_so_many_requests_a_minute(with_key, minute):
    program = with_key("read", per_minute=3)
    for _ in range(3):
        program("GET", "me")
    response = program.send("GET", "me")
    assert response.status_code == 429
    assert response["Retry-After"] == "40"
    assert json.loads(response.content)["type"].endswith("/too-many-requests")
    with_key("read", per_minute=3)("GET", "me")


def test_a_new_minute_begins_a_new_count(with_key, minute, monkeypatch):
    program = with_key("read", per_minute=1)
    program("GET", "me")
    program("GET", "me", status=429)
    moment = datetime(2026, 3, 2, 9, 1, 0, tzinfo=UTC)
    monkeypatch.setattr(throttling.timezone, "now", lambda: moment)
    program("GET", "me")


def test_without_a_counter_requests_are_answered(with_key, monkeypatch):
    def away(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(throttling.cache, "incr", away)
    with_key("read")("GET", "me")


def test_a_session_changes_nothing_without_its_token(user, project):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    path, body = "/api/v1/projects/harbour/outlets", json.dumps({"name": "x"})
    assert client.post(path, body, content_type="application/json").status_code == 403
    assert not Outlet.objects.exists()
    client.get("/accounts/login/")
    client.cookies["csrftoken"] = "a" * 32
    response = client.post(
        path, body, content_type="application/json", headers={"X-CSRFToken": "a" * 32}
    )
    assert response.status_code == 201


def test_what_belongs_to_others_is_not_there(alice, as_user, now):
    stranger = as_user(create_user(now=now, actor=None, email="bo@example.org"))
    outlet = alice("POST", "projects/harbour/outlets", {"name": "The Quay"}, 201)
    stranger("GET", "projects/harbour", status=404)
    stranger("GET", "projects/harbour/outlets", status=404)
    stranger("POST", "projects/harbour/outlets", {"name": "x"}, 404)
    assert stranger("GET", "projects")["results"] == []
    create_project(now=now, actor=None, slug="other", name="Other")
    alice("GET", f"projects/other/outlets/{outlet['id']}", status=404)


def test_nobody_sees_anything_but_what_everybody_may(as_user, project):
    nobody = as_user()
    for path in (
        "me",
        "projects",
        "projects/harbour",
        "projects/other",
        "projects/harbour/articles",
    ):
        nobody("GET", path, status=401)
    nobody("GET", "lexicon?language=en&phrase=likely")
    nobody("GET", "problems")
