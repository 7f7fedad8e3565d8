"""Asking one address, within limits."""

import gzip
import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

import httpcore
import httpx

from predictions.fetching.errors import (
    NotAnAddress,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
)
from predictions.fetching.guard import Deadline, Guard, GuardedNetwork

REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much of an answer is taken, and how long it may take.

    `seconds` is for everything: names, connections, redirects, the last byte. Within it the
    resolver of the machine keeps its own time.
    """

    seconds: float = 30
    silence: float = 10
    bytes: int = 10 * 1024 * 1024
    redirects: int = 5


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What a server answered, whatever its status."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def sha256(self) -> str:
        """SHA-256 of the body, unpacked, in hexadecimal."""
        return hashlib.sha256(self.body).hexdigest()

    def header(self, name: str) -> str:
        """The first header of this name, or nothing."""
        return next((value for key, value in self.headers if key.lower() == name), "")


def fetch(
    url: str,
    *,
    user_agent: str,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    guard: Guard | None = None,
    limits: Limits | None = None,
) -> Fetched:
    """What the server answers.

    GET follows redirects, each checked like the first address; to anything else a redirect is an
    answer like others, so that nothing is sent to whom it was not meant for.

    Raises:
        FetchFailed: a subclass that says why there is no answer.

    """
    guard, limits = guard or Guard(), limits or Limits()
    deadline = Deadline(seconds=limits.seconds, silence=limits.silence)
    asked = {"User-Agent": user_agent, "Accept": "*/*", "Accept-Encoding": "gzip"}
    asked |= headers or {}
    target = _parse(url)
    with httpcore.ConnectionPool(
        ssl_context=guard.tls(), network_backend=GuardedNetwork(guard, deadline)
    ) as pool:
        for _ in range(limits.redirects + 1):
            try:
                with pool.stream(
                    method,
                    httpcore.URL(
                        scheme=target.raw_scheme,
                        host=target.raw_host,
                        port=target.port,
                        target=target.raw_path,
                    ),
                    headers=[
                        (name.encode("latin-1"), value.encode("latin-1"))
                        for name, value in {"Host": target.netloc.decode(), **asked}.items()
                    ],
                    content=content,
                ) as response:
                    onward = _location(response) if method == "GET" else ""
                    if onward:
                        target = _parse(onward, seen_from=target)
                        continue
                    return Fetched(
                        url=str(target),
                        status=response.status,
                        headers=tuple(_headers(response)),
                        body=_body(response, limits.bytes),
                    )
            except httpcore.TimeoutException as error:
                raise TooSlow(f"{target.host} kept silent for too long.") from error
            except (httpcore.NetworkError, httpcore.ProtocolError) as error:
                raise Unreachable(f"{target.host} cannot be reached: {error}.") from error
    raise TooManyRedirects(f"More than {limits.redirects} redirects, the last one to {target}.")


def _parse(url: str, *, seen_from: httpx.URL | None = None) -> httpx.URL:
    try:
        target = seen_from.join(url) if seen_from else httpx.URL(url)
    except httpx.InvalidURL as error:
        raise NotAnAddress(f"“{url[:200]}” is not an address: {error}.") from error
    if target.scheme not in ("http", "https") or not target.host:
        raise NotAnAddress(f"“{url[:200]}” is not an address of the web.")
    if target.userinfo:
        raise NotAnAddress("An address with a name or password in it is not asked.")
    return target


def _headers(response: httpcore.Response) -> list[tuple[str, str]]:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers]


def _header(response: httpcore.Response, name: bytes) -> bytes:
    return next((value for key, value in response.headers if key.lower() == name), b"")


def _location(response: httpcore.Response) -> str:
    """Where a redirect points to; nothing where the answer is none."""
    if response.status not in REDIRECTS:
        return ""
    return _header(response, b"location").decode(errors="replace")


def _body(response: httpcore.Response, most: int) -> bytes:
    too_large = TooLarge(f"The answer is larger than {most / 1024**2:.0f} MB.")
    packed = bytearray()
    for chunk in response.iter_stream():
        packed += chunk
        if len(packed) > most:
            raise too_large
    match _header(response, b"content-encoding").lower().strip():
        case b"" | b"identity":
            return bytes(packed)
        case b"gzip" | b"x-gzip":
            pass
        case other:
            raise Unreachable(f"The answer is packed as {other.decode('latin-1')}, unasked.")
    try:
        # Never more than what is allowed is unpacked, however much there would be.
        body = gzip.GzipFile(fileobj=BytesIO(packed)).read(most + 1)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise Unreachable(f"The answer is packed brokenly: {error}.") from error
    if len(body) > most:
        raise too_large
    return body
