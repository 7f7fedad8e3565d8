"""System checks: a misconfigured installation says so at its start, with an id and a hint."""

import os
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connection

from predictions import schedule


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
