"""Taking messages from the outbox to the mail server: claim, send, mark."""

from collections.abc import Callable
from datetime import datetime
from email.utils import parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from predictions.mail.models import Message
from predictions.mail.operations import claim, mark_failed, mark_retry, mark_sent

BATCH = 100


def send_queued(*, clock: Callable[[], datetime]) -> int:
    """Send everything whose time has come; the number that the server accepted.

    One open connection a batch; outside any transaction; each message marked as soon as the
    server has accepted it. A crash between the two repeats the same message with the same
    Message-ID, which is why the Message-ID is a function of the row.
    """
    sent = 0
    while messages := claim(now=clock(), most=BATCH):
        connection = get_connection()
        for message in messages:
            try:
                connection.open()
                connection.send_messages([as_email(message)])
            except (OSError, SMTPException) as error:
                connection.close()
                mark = mark_failed if is_permanent(error) else mark_retry
                mark(now=clock(), message=message, error=str(error))
            else:
                mark_sent(now=clock(), messages=[message])
                sent += 1
        connection.close()
    return sent


def as_email(message: Message) -> EmailMultiAlternatives:
    """The message as it goes out."""
    _, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.to],
        headers={
            "Message-ID": f"<{message.public_id}@{sender.rpartition('@')[2]}>",
            "Date": message.queued_at.strftime("%a, %d %b %Y %H:%M:%S +0000"),
            "Auto-Submitted": "auto-generated",
        },
    )
    email.attach_alternative(message.html, "text/html")
    return email


def is_permanent(error: Exception) -> bool:
    """Whether the server refused for good (5xx); everything else may pass."""
    match error:
        case SMTPRecipientsRefused(recipients=recipients):
            return all(code >= 500 for code, _ in recipients.values())
        case SMTPResponseException(smtp_code=code):
            return code >= 500
        case _:
            return False
