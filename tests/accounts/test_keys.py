"""API keys: issued once, kept as a hash, limited by scopes, ended at any time."""

from datetime import timedelta

import pytest

from predictions.accounts.keys import (
    KeyRefused,
    ScopeMissing,
    issue_key,
    key_of,
    require_scope,
    revoke_key,
)
from predictions.accounts.models import ApiKey
from predictions.accounts.operations import change_user
from predictions.ledger.models import Payload
from predictions.ledger.verification import problems


@pytest.fixture
def issued(user, now):
    return issue_key(now=now, actor=user, name="notebook", scopes=["read"])


def test_the_key_itself_is_not_kept(issued):
    key, secret = issued
    stored = str(ApiKey.objects.values().get())
    assert secret.startswith(key.prefix)
    assert secret.partition(".")[2] not in stored
    assert not Payload.objects.filter(body__contains=key.secret_sha256).exists()


def test_a_key_is_known_by_what_was_shown_once(issued, user, now):
    key, secret = issued
    found = key_of(now=now, token=secret)
    assert found == key
    assert found.user == user


@pytest.mark.parametrize("wrong", ["", ".", "foresaid_000000.x", "foresaid", "\0"])
def test_something_else_is_no_key(issued, wrong, now):
    assert key_of(now=now, token=wrong.replace("\0", "x")) is None


def test_the_right_beginning_alone_is_no_key(issued, now):
    key, secret = issued
    assert key_of(now=now, token=f"{key.prefix}.{secret.partition('.')[2][:-1]}") is None


def test_an_expired_key_is_no_key(user, now):
    _, secret = issue_key(
        now=now, actor=user, name="short", scopes=["read"], expires_at=now + timedelta(hours=1)
    )
    assert key_of(now=now, token=secret)
    assert key_of(now=now + timedelta(hours=1), token=secret) is None


def test_a_revoked_key_is_no_key_and_stays_listed(issued, user, now):
    key, secret = issued
    revoke_key(now=now, actor=user, key=key)
    again = revoke_key(now=now + timedelta(days=1), actor=user, key=key)
    assert key_of(now=now, token=secret) is None
    assert again.revoked_at == now


def test_the_key_of_who_may_not_sign_in_is_no_key(issued, user, now):
    change_user(now=now, actor=None, user=user, name="", time_zone="UTC", is_active=False)
    assert key_of(now=now, token=issued[1]) is None


def test_its_last_use_is_kept_to_the_minute(issued, now, django_assert_num_queries):
    _, secret = issued
    key_of(now=now, token=secret)
    with django_assert_num_queries(1):
        key_of(now=now + timedelta(seconds=59), token=secret)
    key_of(now=now + timedelta(seconds=61), token=secret)
    assert ApiKey.objects.get().last_used_at == now + timedelta(seconds=61)


def test_using_a_key_is_no_change_that_the_ledger_misses(issued, now):
    key_of(now=now, token=issued[1])
    assert not [one for one in problems() if "API key" in one]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["read", "everything"]}, "scopes"),
        ({"expires_at": 0}, "expires_at"),
        ({"per_minute": 0}, "per_minute"),
    ],
)
def test_what_no_key_can_be_is_refused(changes, field, user, now):
    if "expires_at" in changes:
        changes = {"expires_at": now}
    with pytest.raises(KeyRefused) as caught:
        issue_key(**{"now": now, "actor": user, "name": "x", "scopes": ["read"], **changes})
    assert caught.value.field == field
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize(
    ("scope", "operation"),
    [
        ("read", "project.read"),
        ("record", "articles.record"),
        ("review", "outcomes.propose"),
        ("admin", "objections.decide"),
        ("admin", "project.manage"),
    ],
)
def test_a_scope_covers_the_operations_of_its_roles_and_no_others(scope, operation, user, now):
    key, _ = issue_key(now=now, actor=user, name="x", scopes=[scope])
    require_scope(key, operation)
    others = {"project.read", "articles.record", "outcomes.propose", "project.manage"}
    for other in others - {operation} - ({"project.manage"} if scope == "admin" else set()):
        with pytest.raises(ScopeMissing):
            require_scope(key, other)
