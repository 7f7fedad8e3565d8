"""What sending from the outbox costs beside a bare loop of Django's SMTP backend."""

import atexit
import multiprocessing
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db import connections
from django.utils import timezone

from predictions.mail.models import Message
from predictions.mail.sending import as_email, send_queued
from tests.bench.measuring import Pair
from tests.servers.process import free_port, listens, wait_until

SIZE = 2_000
WORKERS = 2
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEXT = "A forecast is only worth what somebody checks. " * 60
HTML = "<p>A forecast is only worth what somebody checks.</p>" * 250


def send(size: int) -> Pair:
    """`size` digests to a mail server in a process of its own, by two processes on each side.

    The floor sends the same messages, already read, over one open connection per process, and
    keeps no record of it.
    """
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    sink = subprocess.Popen(
        [
            *(sys.executable, "-m", "aiosmtpd", "--nosetuid"),
            f"--listen=127.0.0.1:{settings.EMAIL_PORT}",
            "--class=aiosmtpd.handlers.Sink",
        ]
    )
    atexit.register(sink.kill)
    wait_until(lambda: listens(settings.EMAIL_PORT), within=30, what="the mail server listens")
    Message.objects.bulk_create(
        Message(
            kind="digest",
            to=f"reviewer{number}@example.org",
            subject="3 questions are overdue",
            text=TEXT,
            html=HTML,
            queued_at=NOW,
            not_before=NOW,
        )
        for number in range(size)
    )

    def ours() -> None:
        Message.objects.update(sent_at=None, claimed_until=None)
        _in_processes(_send_queued)
        if Message.objects.filter(sent_at=None).exists():
            raise AssertionError("not everything was sent")

    def floor() -> None:
        Message.objects.update(sent_at=None, claimed_until=None)
        _in_processes(_bare_loop)

    return ours, floor


def _send_queued(_: int) -> None:
    send_queued(clock=timezone.now)


def _bare_loop(number: int) -> None:
    messages = [one for one in Message.objects.order_by("pk") if one.pk % WORKERS == number]
    connection = get_connection()
    connection.open()
    for message in messages:
        connection.send_messages([as_email(message)])
    connection.close()


def _in_processes(work: Callable[[int], Any]) -> None:
    connections.close_all()
    processes = [
        multiprocessing.get_context("fork").Process(target=work, args=(number,))
        for number in range(WORKERS)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        if process.exitcode:
            raise AssertionError("a sender failed")


MEASURES = {"mail.send": send}
