"""Safe to ask again: idempotency keys, and changes of what was read."""

import pytest

from predictions.articles.models import Outlet
from predictions.articles.operations import ensure_outlet, rename_outlet
from predictions.ledger.models import Act


@pytest.fixture
def outlet(project, now):
    return ensure_outlet(now=now, actor=None, project=project, name="The Quay")


@pytest.fixture
def path(outlet):
    return f"projects/harbour/outlets/{outlet.public_id}"


def add(program, name, **headers):
    return program.send("POST", "projects/harbour/outlets", {"name": name}, **headers)


def test_the_same_request_acts_once_and_is_answered_alike(alice):
    first = add(alice, "Alpha", idempotency_key="k1")
    acts = Act.objects.count()
    again = add(alice, "Alpha", idempotency_key="k1")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again["ETag"] == first["ETag"]
    assert "Idempotency-Replayed" not in first
    assert again["Idempotency-Replayed"] == "true"
    assert Act.objects.count() == acts


def test_another_request_with_the_same_key_is_refused(alice):
    add(alice, "Alpha", idempotency_key="k1")
    assert add(alice, "Bravo", idempotency_key="k1").status_code == 409
    assert not Outlet.objects.filter(name="Bravo").exists()


def test_a_refused_request_leaves_its_key_free(alice):
    assert add(alice, " ", idempotency_key="k1").status_code == 422
    assert add(alice, "Alpha", idempotency_key="k1").status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 201, "two words\t"])
def test_a_key_that_is_none_is_refused(alice, key):
    assert add(alice, "Alpha", idempotency_key=key).status_code == 400
    assert not Outlet.objects.exists()


def test_a_secret_is_not_told_twice(alice):
    wanted = {"name": "notebook", "scopes": ["read"]}
    alice("POST", "me/keys", wanted, 201, idempotency_key="k1")
    said = alice("POST", "me/keys", wanted, 409, idempotency_key="k1")
    assert said["type"].endswith("/accounts-answer-not-kept")


def test_a_change_of_what_was_read_is_made(alice, path):
    tag = alice.send("GET", path)["ETag"]
    changed = alice.send("PATCH", path, {"name": "The Pier"}, if_match=tag)
    assert changed.status_code == 200
    assert changed["ETag"] != tag
    assert changed["ETag"] == alice.send("GET", path)["ETag"]


def test_a_change_of_what_somebody_else_has_changed_is_refused(alice, path, outlet, now):
    tag = alice.send("GET", path)["ETag"]
    rename_outlet(now=now, actor=None, outlet=outlet, name="The Mole")
    said = alice("PATCH", path, {"name": "The Pier"}, 412, if_match=tag)
    assert said["type"].endswith("/changed-meanwhile")
    assert Outlet.objects.get().name == "The Mole"


def test_any_version_will_do_where_the_client_says_so(alice, path):
    alice("PATCH", path, {"name": "The Pier"}, if_match="*")


def test_what_is_known_already_is_not_sent_again(alice, path):
    tag = alice.send("GET", path)["ETag"]
    response = alice.send("GET", path, if_none_match=tag)
    assert response.status_code == 304
    assert not response.content
    assert alice.send("GET", path, if_none_match='"other"').status_code == 200


def test_a_list_that_has_not_changed_is_not_sent_again(alice, outlet, project, now):
    tag = alice.send("GET", "projects/harbour/outlets")["ETag"]
    assert alice.send("GET", "projects/harbour/outlets", if_none_match=tag).status_code == 304
    ensure_outlet(now=now, actor=None, project=project, name="Alpha")
    assert alice.send("GET", "projects/harbour/outlets", if_none_match=tag).status_code == 200


def test_no_cache_between_keeps_what_is_private(alice, path):
    response = alice.send("GET", path)
    assert "private" in response["Cache-Control"]
    assert "Authorization" in response["Vary"]
    assert "Cookie" in response["Vary"]
