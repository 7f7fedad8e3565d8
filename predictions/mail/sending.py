"""Taking messages from the outbox to the mail server: claim, send, mark."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from email.message import MIMEPart
from email.policy import Policy, default
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from predictions.mail.models import Address, Message, Picture
from predictions.mail.operations import (
    LEASE,
    claim,
    mark_failed,
    mark_retry,
    mark_sent,
    release,
    suppress,
)

BATCH = 200
# RFC 5322 allows 998 characters a line.
LONGEST_LINE = 990

type Clock = Callable[[], datetime]


def send_queued(*, clock: Clock, prepare: Callable[[datetime], object] = lambda now: None) -> int:
    """Send everything whose time has come; the number that the server accepted.

    One open connection a batch, outside any transaction, each message marked as soon as the
    server has accepted it. A crash between the two repeats one message with the same Message-ID,
    which is why the Message-ID is a function of the row. `prepare` is called before each batch:
    the last moment at which what is queued can still be changed.
    """
    sent = 0
    while most := allowance(now=clock()):
        prepare(clock())
        messages = claim(now=clock(), most=min(BATCH, most))
        if not messages:
            break
        accepted, goes_on = _send(messages, clock)
        sent += accepted
        if not goes_on:
            break
    return sent


def allowance(*, now: datetime) -> int:
    """How many messages the rate limit still lets through in this minute."""
    if not settings.MAIL_PER_MINUTE:
        return BATCH
    last_minute = Message.objects.filter(sent_at__gt=now - timedelta(minutes=1)).count()
    return max(0, int(settings.MAIL_PER_MINUTE) - last_minute)


def _send(messages: list[Message], clock: Clock) -> tuple[int, bool]:
    """Send a claimed batch; how many were accepted, and whether to go on with another."""
    # What is not tried while the lease surely holds would be sent by somebody else as well.
    last_start = clock() + LEASE - timedelta(seconds=2 * settings.EMAIL_TIMEOUT)
    connection = get_connection()
    sent = 0
    try:
        for position, message in enumerate(messages):
            if clock() > last_start:
                release(messages=messages[position:])
                return sent, True
            try:
                # Whoever cannot be reached or lets nobody in has said nothing about a message.
                connection.open()
                connection.send_messages([as_email(message)])
            except (SMTPRecipientsRefused, SMTPDataError) as error:
                _refused(message, error, clock())
            except ValueError as error:
                # No e-mail can be made of this row: a bad address, a header of two lines.
                mark_failed(now=clock(), message=message, error=str(error))
            except (OSError, SMTPException) as error:
                mark_retry(now=clock(), message=message, error=str(error))
                release(messages=messages[position + 1 :])
                return sent, sent > 0
            else:
                mark_sent(now=clock(), message=message)
                sent += 1
    finally:
        connection.close()
    return sent, True


def _refused(message: Message, error: SMTPRecipientsRefused | SMTPDataError, now: datetime) -> None:
    """The server has judged this message: for good with a 5xx, for now with a 4xx."""
    if isinstance(error, SMTPRecipientsRefused):
        code = min(code for code, _ in error.recipients.values())
    else:
        code = error.smtp_code
    if code < 500:
        mark_retry(now=now, message=message, error=str(error))
        return
    mark_failed(now=now, message=message, error=str(error))
    suppress(now=now, email=message.to, reason=Address.Reason.REFUSED, detail=str(error))


class Email(EmailMultiAlternatives):
    """An e-mail whose HTML has its pictures beside it, and whose headers are not folded.

    A folded address in List-Unsubscribe is unreadable. Pictures belong to the HTML alternative alone
    (multipart/related, RFC 2387), so that they are no attachments of the text.
    """

    pictures: Sequence[Picture] = ()

    def message(self, *, policy: "Policy[Any] | None" = None) -> Any:
        message = super().message(policy=(policy or default).clone(max_line_length=LONGEST_LINE))
        html: MIMEPart | None = message.get_body(("html",))
        for picture in self.pictures:
            if html is not None:
                html.add_related(
                    bytes(picture.png),
                    maintype="image",
                    subtype="png",
                    disposition="inline",
                    filename=f"{picture.name}.png",
                    cid=f"<{picture.name}>",
                )
        return message


def as_email(message: Message) -> Email:
    """The message as it goes out."""
    email = Email(
        subject=message.subject,
        body=message.text,
        to=[message.to],
        headers={
            "Message-ID": f"<{message.public_id}@{mail_domain()}>",
            "Date": message.queued_at.strftime("%a, %d %b %Y %H:%M:%S +0000"),
            "Auto-Submitted": "auto-generated",
            **message.headers,
        },
    )
    email.attach_alternative(message.html, "text/html")
    email.pictures = list(message.pictures.all())
    return email


def mail_domain() -> str:
    """The domain of the sender, which Message-IDs end with."""
    _, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return sender.rpartition("@")[2]
