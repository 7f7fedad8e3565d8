"""From the outbox to a real mail server, which may misbehave."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from smtplib import SMTPAuthenticationError

import pytest

from predictions.mail.models import Address, Message
from predictions.mail.operations import LEASE, claim
from predictions.mail.sending import as_email, send_queued
from tests.mail.outbox import queue, row
from tests.servers.process import free_port
from tests.servers.smtp import ACCEPT_AND_DROP, HANG, LATER, NEVER, MailServer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def to_the_mail_server(settings, smtp):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 0.3


def send(moment: datetime) -> int:
    return send_queued(clock=lambda: moment)


def test_a_message_reaches_the_server_with_text_and_html(now, smtp):
    queue(now, subject="Fällig: “Brücke”", text="Was geschah?\n", html="<p>Was geschah?</p>")

    assert send(now) == 1

    (email,) = smtp.accepted
    assert email["To"] == "rosa@example.org"
    assert email["Subject"] == "Fällig: “Brücke”"
    assert email.get_content_type() == "multipart/alternative"
    assert email.get_body(("plain",)).get_content().strip() == "Was geschah?"
    assert "<p>Was geschah?</p>" in email.get_body(("html",)).get_content()


def test_an_accepted_message_is_marked_and_not_sent_again(now, smtp):
    message = queue(now)
    send(now)
    assert row(message).sent_at == now
    assert send(now + timedelta(days=1)) == 0
    assert len(smtp.accepted) == 1


def test_the_message_id_is_a_function_of_the_row(now, settings):
    settings.DEFAULT_FROM_EMAIL = "Foresaid <foresaid@watch.example>"
    message = queue(now)
    first, again = as_email(message).message(), as_email(row(message)).message()
    assert first["Message-ID"] == again["Message-ID"] == f"<{message.public_id}@watch.example>"
    assert as_email(queue(now)).message()["Message-ID"] != first["Message-ID"]


def test_the_date_is_when_it_was_queued(now, smtp):
    queue(now)
    send(now + timedelta(hours=5))
    assert parsedate_to_datetime(smtp.accepted[0]["Date"]) == now


def test_machines_are_told_not_to_answer(now, smtp):
    queue(now)
    send(now)
    assert smtp.accepted[0]["Auto-Submitted"] == "auto-generated"


def test_headers_of_the_row_go_out_unfolded(now, smtp):
    address = "https://example.org/unsubscribe/" + "x" * 300 + "/"
    queue(now, headers={"List-Unsubscribe": f"<{address}>"})
    send(now)
    assert smtp.accepted[0]["List-Unsubscribe"] == f"<{address}>"


def test_a_refusal_for_now_is_repeated_later_as_the_same_message(now, smtp):
    smtp.answers = [LATER]
    message = queue(now)

    assert send(now) == 0
    assert row(message).sent_at is row(message).failed_at is None
    assert "451" in row(message).last_error
    assert send(now) == 0

    assert send(now + timedelta(minutes=5)) == 1
    assert smtp.accepted[0]["Message-ID"] == smtp.refused[0]["Message-ID"]
    assert row(message).last_error == ""


def test_a_refusal_for_good_is_not_repeated(now, smtp):
    smtp.answers = [NEVER]
    message = queue(now)

    assert send(now) == 0

    assert row(message).failed_at == now
    assert "550" in row(message).last_error
    assert send(now + timedelta(days=1)) == 0
    assert len(smtp.refused) == 1


def test_a_message_refused_for_good_suppresses_its_address(now, smtp):
    smtp.answers = [NEVER]
    message = queue(now)
    send(now)
    assert Address.objects.get().email == message.to


def test_one_refusal_does_not_hold_up_the_others(now, smtp):
    smtp.answers = [NEVER, LATER]
    first, second, third = (queue(now) for _ in range(3))
    assert send(now) == 1
    assert row(first).failed_at
    assert row(second).attempts == 1
    assert row(third).sent_at


@pytest.mark.parametrize("misbehaviour", [HANG, ACCEPT_AND_DROP])
def test_a_server_that_does_not_answer_gets_the_same_message_again(now, smtp, misbehaviour):
    smtp.answers = [misbehaviour]
    message = queue(now)

    assert send(now) == 0
    assert row(message).attempts == 1
    assert row(message).sent_at is row(message).failed_at is None

    assert send(now + timedelta(minutes=5)) == 1
    assert {email["Message-ID"] for email in smtp.accepted} == {f"<{message.public_id}@localhost>"}
    assert len(smtp.accepted) == (2 if misbehaviour == ACCEPT_AND_DROP else 1)


def test_a_sender_that_dies_after_the_server_accepted_repeats_the_same_message(now, smtp):
    message = queue(now)
    (claimed,) = claim(now=now, most=1)
    as_email(claimed).send()  # accepted, and the power goes before it is marked

    assert send(now + timedelta(minutes=1)) == 0
    assert send(now + LEASE) == 1

    first, again = smtp.accepted
    assert first["Message-ID"] == again["Message-ID"] == f"<{message.public_id}@localhost>"


def test_without_a_server_everything_waits(now, settings):
    settings.EMAIL_PORT = free_port()
    first, second = queue(now), queue(now)

    assert send(now) == 0

    assert row(first).attempts == 1
    assert row(first).failed_at is None
    assert row(second).attempts == 0
    assert row(second).claimed_until is None


def test_a_server_that_lets_nobody_in_fails_no_message(now, settings, smtp, monkeypatch):
    def locked_out(*args: object) -> None:
        raise SMTPAuthenticationError(535, b"wrong password")

    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "foresaid", "old"
    monkeypatch.setattr("smtplib.SMTP.login", locked_out)
    message = queue(now)

    assert send(now) == 0

    assert row(message).failed_at is None
    assert not Address.objects.exists()


def test_a_subject_cannot_add_a_header(now, smtp):
    queue(now, subject="Due\r\nBcc: everybody@example.org\r\n\r\nBuy this")
    send(now)
    (email,) = smtp.accepted
    assert email["Bcc"] is None
    assert email["Subject"] == "Due Bcc: everybody@example.org Buy this"
    assert "Buy this" not in email.get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    "unsendable",
    [
        {"to": "rosa@example.org, bo@example.org"},
        {"to": "rösa@example.org"},
        {"headers": {"X-Note": "one\nBcc: two@example.org"}},
    ],
    ids=["two addresses", "local part", "header"],
)
def test_a_message_that_cannot_be_sent_does_not_hold_up_the_others(now, smtp, unsendable):
    queue(now, **unsendable)
    good = queue(now)

    send(now)

    assert row(good).sent_at
    assert Message.objects.filter(failed_at__isnull=False).count() == 1


def test_a_slow_server_makes_no_sender_outlive_its_lease(now: datetime, smtp: MailServer) -> None:
    first, second, third = (queue(now) for _ in range(3))
    moments = iter([now] * 6)

    def clock() -> datetime:
        """Stands still until the first message has gone, which took almost the lease."""
        return next(moments, now) if not smtp.accepted else now + LEASE - timedelta(seconds=0.3)

    assert send_queued(clock=clock) == 3

    assert len(smtp.accepted) == 3
    assert all(row(message).sent_at for message in (first, second, third))


def test_no_more_go_out_in_a_minute_than_the_limit_lets_through(now, smtp, settings):
    settings.MAIL_PER_MINUTE = 2
    for _ in range(5):
        queue(now)
    assert send(now) == 2
    assert send(now + timedelta(seconds=30)) == 0
    assert send(now + timedelta(seconds=61)) == 2
    assert send(now + timedelta(seconds=122)) == 1


def test_what_is_prepared_happens_before_anything_is_claimed(now, smtp):
    message = queue(now)
    sent = send_queued(
        clock=lambda: now,
        prepare=lambda moment: Message.objects.filter(pk=message.pk).update(withdrawn_at=moment),
    )
    assert sent == 0
    assert smtp.accepted == []
