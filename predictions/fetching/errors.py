"""Why an address was not fetched."""

from typing import ClassVar


class FetchFailed(Exception):
    """Nothing usable came back; `reason` says in a sentence what happened."""

    # Whether the same address may well answer later.
    passing: ClassVar[bool] = False

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class NotAnAddress(FetchFailed):
    """The address is none of the web: another scheme, no host, a password in it."""


class AddressRefused(FetchFailed):
    """The host is not on the public internet."""


class TooLarge(FetchFailed):
    """The answer is larger than allowed, as sent or once unpacked."""


class TooManyRedirects(FetchFailed):
    """The server sends from one address to the next."""


class TooSlow(FetchFailed):
    """The server kept silent, or took longer for its whole answer than allowed."""

    passing = True


class Unreachable(FetchFailed):
    """The host has no address, refuses connections, fails the TLS handshake, or breaks off."""

    passing = True
