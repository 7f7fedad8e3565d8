"""manage.py serve: web, worker and beat in one process, without any other server."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.servers.process import Process, free_port, wait_until

ROOT = Path(__file__).parents[2]
QUEUE = """
from django.utils import timezone
from predictions.mail.operations import queue
queue(now=timezone.now(), kind="test", to="rosa@example.org", subject="A forecast is due",
      text="What happened?", html="<p>What happened?</p>")
"""
# Beat looks for changed entries every five seconds; what is queued from outside waits for it.
EVERY_SECOND = """
from django_celery_beat.models import IntervalSchedule, PeriodicTask
second = IntervalSchedule.objects.create(every=1, period=IntervalSchedule.SECONDS)
for entry in PeriodicTask.objects.filter(task__startswith="predictions."):
    entry.interval = second
    entry.save()
"""


@pytest.fixture
def installation(tmp_path, smtp) -> dict[str, str]:
    """The environment of an installation with a database, a folder and a mail server of its own."""
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "LEDGER_SEED"}
    } | {"VAR_DIR": str(tmp_path), "EMAIL_URL": smtp.url}
    manage(environment, "migrate", "--verbosity=0")
    manage(environment, "shell", "--no-imports", "--command", EVERY_SECOND)
    return environment


def manage(environment: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True)


def status_of(port: int, path: str = "/sign-in/") -> int | None:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


@pytest.fixture
def serving(installation, tmp_path) -> Iterator[tuple[Process, int]]:
    port = free_port()
    process = Process(
        sys.executable,
        ROOT / "manage.py",
        "serve",
        f"--bind=127.0.0.1:{port}",
        env=installation,
        log=tmp_path / "serve.log",
        is_ready=lambda _: status_of(port) == 200,
    )
    yield process.start(), port
    process.kill()


def sent(folder: str) -> int:
    with sqlite3.connect(Path(folder) / "foresaid.sqlite3") as database:
        (count,) = database.execute(
            "SELECT count(*) FROM predictions_message WHERE sent_at IS NOT NULL"
        ).fetchone()
    database.close()
    return int(count)


def test_one_process_serves_pages_sends_what_others_queue_and_ends_when_told(
    serving, installation, smtp
):
    process, port = serving
    assert status_of(port, "/") == 302
    assert status_of(port, "/static/predictions/dashboard.css") == 200

    manage(installation, "shell", "--no-imports", "--command", QUEUE)
    (email,) = smtp.wait_for(1, within=35)
    assert email["To"] == "rosa@example.org"
    wait_until(lambda: sent(installation["VAR_DIR"]) == 1, within=5, what="the row is marked sent")

    began = time.monotonic()
    process.process.terminate()
    assert process.process.wait(timeout=10) == 0
    assert time.monotonic() - began < 8
    assert status_of(port) is None
    assert "Traceback" not in process.logged()
    assert len(smtp.accepted) == 1
