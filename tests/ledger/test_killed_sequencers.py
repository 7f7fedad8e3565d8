"""A sequencing process that is killed, as by a power cut: no act is left out, none has two leaves."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from predictions.accounts.models import User
from predictions.accounts.operations import create_user
from predictions.ledger.models import Act, Checkpoint, Leaf
from predictions.ledger.operations import record_act, sequence
from predictions.ledger.queries import acts_without_leaf
from predictions.ledger.verification import problems

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

ROOT = Path(__file__).parents[2]
# Sequences in batches of three, and kills itself around a commit or before a statement.
SEQUENCER = """
import os, signal, sys
from itertools import count
import django
django.setup()
from django.db import connection
from django.utils import timezone
from predictions.ledger import operations

point, number = sys.argv[1], int(sys.argv[2])
left = count(number, -1)

def die_if_it_is_time():
    if next(left) == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def statement(run, sql, params, many, context):
    if point == "in the middle" and sql.lstrip().startswith("INSERT"):
        die_if_it_is_time()
    return run(sql, params, many, context)

def commit(committing=connection._commit):
    if point == "before a commit":
        die_if_it_is_time()
    committing()
    if point == "after a commit":
        die_if_it_is_time()

operations.BATCH = 3
connection.ensure_connection()
connection._commit = commit
with connection.execute_wrapper(statement):
    operations.sequence(now=timezone.now())
"""


def sequence_in_a_process(database_url: str, point: str, number: int) -> int:
    """Start a sequencer that dies at this point; its return code, negative where a signal ended it."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "VAR_DIR": str(settings.VAR_DIR),
    }
    command = [sys.executable, "-c", SEQUENCER, point, str(number)]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, timeout=60).returncode


def seven_acts(someone: User, now: datetime) -> None:
    for _ in range(7):
        with transaction.atomic():
            record_act(now=now, actor=None, verb="changed", on=someone, wrote=[someone])


# Eight acts are three batches: each is kept whole, or not at all.
@pytest.mark.parametrize(
    ("point", "number", "kept"),
    [
        ("in the middle", 0, 0),
        ("in the middle", 2, 3),
        ("before a commit", 0, 0),
        ("before a commit", 1, 3),
        ("after a commit", 0, 3),
        ("after a commit", 2, 8),
    ],
)
def test_a_sequencer_that_is_killed_leaves_no_gap_and_no_double(
    now, database_url, point, number, kept
):
    someone = create_user(now=now, actor=None, email="someone@example.org")
    seven_acts(someone, now)

    assert sequence_in_a_process(database_url, point, number) == -signal.SIGKILL

    assert list(Leaf.objects.order_by("index").values_list("index", flat=True)) == list(range(kept))
    assert acts_without_leaf().count() == 8 - kept
    assert all("has no leaf yet" in said for said in problems())

    seven_acts(someone, now)
    sequence(now=now)

    assert list(Leaf.objects.order_by("index").values_list("index", flat=True)) == list(range(15))
    assert Leaf.objects.values("act").distinct().count() == Act.objects.count() == 15
    assert Checkpoint.objects.latest().size == 15
    assert list(problems()) == []
