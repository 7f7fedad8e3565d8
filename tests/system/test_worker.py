"""A message on its way: the outbox, the broker, a worker process, a mail server."""

import pytest
from celery import current_app
from django.db import transaction
from django.utils import timezone

from predictions.mail import operations
from predictions.mail.models import Message
from tests.servers.process import Process, wait_until
from tests.servers.smtp import LATER, MailServer

pytestmark = pytest.mark.processes

SEND = "predictions.send_mail"


def queue() -> Message:
    with transaction.atomic():
        return operations.queue(
            now=timezone.now(),
            kind="test",
            to="reviewer@example.org",
            subject="A forecast is due",
            text="What happened?",
            html="<p>What happened?</p>",
        )


def row(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_a_worker_sends_what_is_queued_and_marks_it_sent(worker: Process, smtp: MailServer) -> None:
    message = queue()

    current_app.send_task(SEND)

    (email,) = smtp.wait_for(1)
    assert email["To"] == "reviewer@example.org"
    assert email["Message-ID"] == f"<{message.public_id}@localhost>"
    wait_until(lambda: row(message).sent_at, within=5, what="the row is marked sent")


def test_a_message_refused_for_now_is_sent_later_as_the_same_message(
    worker: Process, smtp: MailServer
) -> None:
    smtp.answers = [LATER]
    message = queue()
    current_app.send_task(SEND)
    wait_until(lambda: row(message).attempts == 1, within=5, what="the refusal is noted")
    assert row(message).sent_at is None
    assert "451" in row(message).last_error

    # Instead of waiting for the pause to pass.
    Message.objects.update(not_before=timezone.now())
    current_app.send_task(SEND)

    (email,) = smtp.wait_for(1)
    (refused,) = smtp.refused
    assert email["Message-ID"] == refused["Message-ID"]
    wait_until(lambda: row(message).sent_at, within=5, what="the row is marked sent")
