"""A misconfigured installation says so, with an id and a hint."""

from typing import Any

import pytest
from django.core import checks
from django.db import connection
from django_celery_beat.models import PeriodicTask


def ids(**run: Any) -> list[str]:
    found = checks.run_checks(**run)
    assert all(message.hint for message in found if str(message.id).startswith("foresaid."))
    return [str(message.id) for message in found if str(message.id).startswith("foresaid.")]


def test_a_database_without_a_broker_of_its_own_is_warned_about_on_postgresql(db, settings):
    settings.REDIS_URL = ""
    expected = ["foresaid.W001"] if connection.vendor == "postgresql" else []
    assert ids(tags=["compatibility"]) == expected


def test_with_a_broker_there_is_no_warning(db, settings):
    settings.REDIS_URL = "redis://127.0.0.1:6379/0"
    assert ids(tags=["compatibility"]) == []


def test_a_whole_schedule_is_fine(db):
    assert ids(tags=["database"], databases=["default"]) == []


def test_each_tick_that_is_missing_or_switched_off_is_warned_about(db):
    PeriodicTask.objects.filter(task="predictions.score").delete()
    PeriodicTask.objects.filter(task="predictions.send_mail").update(enabled=False)
    found = checks.run_checks(tags=["database"], databases=["default"])
    named = [message.msg for message in found if message.id == "foresaid.W002"]
    assert named == [
        "No enabled entry of the schedule runs predictions.score.",
        "No enabled entry of the schedule runs predictions.send_mail.",
    ]


def test_the_schedule_is_looked_at_only_where_a_database_is(db):
    PeriodicTask.objects.all().delete()
    assert ids(tags=["database"]) == []


@pytest.mark.parametrize("name", ["SECRET_KEY", "LEDGER_SEED"])
def test_a_secret_that_is_not_shared_is_an_error_of_a_deployment(monkeypatch, name):
    monkeypatch.setenv("SECRET_KEY", "a long random text")
    monkeypatch.setenv("LEDGER_SEED", "another long random text")
    assert ids(tags=["security"], include_deployment_checks=True) == []

    monkeypatch.delenv(name)

    found = checks.run_checks(tags=["security"], include_deployment_checks=True)
    (error,) = [message for message in found if message.id == "foresaid.E001"]
    assert name in error.msg
    assert name in error.hint
    assert error.level == checks.ERROR


def test_one_machine_of_ones_own_may_make_its_secrets_itself(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.delenv("LEDGER_SEED", raising=False)
    assert ids(tags=["security"]) == []
