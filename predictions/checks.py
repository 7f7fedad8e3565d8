"""System checks: a misconfigured installation says so at its start, with an id and a hint."""

import os
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connection

from predictions import schedule
from predictions.columns import guards, searching
from predictions.ledger.keys import public_keys


@register(Tags.security, deploy=True)
def secrets_are_shared(**kwargs: Any) -> list[CheckMessage]:
    """Where several machines serve one installation they must share their secrets."""
    missing = [name for name in ("SECRET_KEY", "LEDGER_SEED") if not os.environ.get(name)]
    return [
        Error(
            f"{name} is not set, so each machine would make its own.",
            hint=f"Set the environment variable {name} to a long random text.",
            id="foresaid.E001",
        )
        for name in missing
    ]


@register(Tags.compatibility)
def broker_fits_the_database(**kwargs: Any) -> list[CheckMessage]:
    """A queue in memory reaches one process only."""
    if connection.vendor == "postgresql" and not settings.REDIS_URL:
        return [
            Warning(
                "REDIS_URL is not set, so wake-ups reach no worker of another process.",
                hint="Set REDIS_URL, or run everything in one process with `manage.py serve`.",
                id="foresaid.W001",
            )
        ]
    return []


@register(Tags.database)
def schedule_is_installed(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Without its ticks Foresaid reminds nobody and scores nothing."""
    if not databases:
        return []
    try:
        missing = schedule.missing()
    except DatabaseError:
        return []  # not migrated yet
    return [
        Warning(
            f"No enabled entry of the schedule runs {name}.",
            hint="Enable it in the admin under Periodic tasks, or run `manage.py migrate`.",
            id="foresaid.W002",
        )
        for name in missing
    ]


@register(Tags.database)
def ledger_is_guarded(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Without its triggers the database would let somebody change what is only ever added to."""
    if not databases:
        return []
    return [
        Error(
            f"The trigger {name} is missing or switched off.",
            hint="Run `manage.py migrate --skip-checks`, then `manage.py verify_ledger`.",
            id="foresaid.E003",
        )
        for name in guards.missing()
    ]


@register(Tags.database)
def searches_are_indexed(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Without its indexes a search reads whole tables."""
    if not databases:
        return []
    return [
        Warning(
            f"The index {name} is missing, so that searching a large record is slow.",
            hint="Run CREATE EXTENSION pg_trgm as the database's owner, then `manage.py migrate`.",
            id="foresaid.W003",
        )
        for name in searching.missing()
    ]


@register(Tags.security)
def old_keys_are_keys(**kwargs: Any) -> list[CheckMessage]:
    """A key that cannot be read would make every old checkpoint look forged."""
    try:
        public_keys()
    except ValueError as error:
        return [
            Error(
                f"LEDGER_OLD_KEYS: {error}",
                hint="Copy the line as /ledger/keys showed it, and separate several by commas.",
                id="foresaid.E002",
            )
        ]
    return []
