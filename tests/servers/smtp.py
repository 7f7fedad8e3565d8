"""A mail server that keeps what it accepts and misbehaves when told to."""

import asyncio
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session

from tests.servers.process import free_port, wait_until

ACCEPT = "250 OK"
LATER = "451 Try again later"
NEVER = "550 No such mailbox"
# Do not answer at all, as a server behind a dead line.
HANG = "hang"
# Take the message, and drop the connection instead of saying so: the sender cannot know.
ACCEPT_AND_DROP = "accept and drop"


class MailServer:
    """Listens on a port of this machine, in a thread of this process.

    `answers` are given to the next messages, one each; after them everything is accepted.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.accepted: list[EmailMessage] = []
        self.refused: list[EmailMessage] = []
        self.answers: list[str] = []
        self._released = asyncio.Event()

    @property
    def url(self) -> str:
        """The value of EMAIL_URL for it."""
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> Self:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def stop(self) -> None:
        self._controller.loop.call_soon_threadsafe(self._released.set)
        self._controller.stop()

    def wait_for(self, count: int, *, within: float = 10) -> list[EmailMessage]:
        """The messages accepted, when there are `count` of them."""
        wait_until(
            lambda: len(self.accepted) >= count,
            within=within,
            what=f"{count} accepted messages, {len(self.accepted)} are here",
        )
        return self.accepted

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Called by aiosmtpd when a message has arrived."""
        assert isinstance(envelope.content, bytes)
        message: Any = message_from_bytes(envelope.content, policy=policy.default)
        answer = self.answers.pop(0) if self.answers else ACCEPT
        if answer == HANG:
            await self._released.wait()
        if answer == ACCEPT_AND_DROP:
            self.accepted.append(message)
            server.transport.close()
            return ACCEPT
        (self.accepted if answer == ACCEPT else self.refused).append(message)
        return answer

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
