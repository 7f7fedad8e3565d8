"""Which hosts may be reached: those of the public internet, judged by the address connected to."""

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore

from predictions.fetching.errors import AddressRefused, TooSlow, Unreachable

type Resolver = Callable[[str, int], list[str]]
"""From a host name and a port to the addresses behind it; raises OSError where there are none."""

# What `ipaddress` counts as global and is none the less no host of the public internet.
NOT_HOSTS_V4 = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments
    IPv4Network("192.88.99.0/24"),  # relays from IPv6, given up
)
# Only these are handed out to hosts. It leaves out every address that carries an IPv4 address
# inside (mapped, compatible, NAT64) except for 6to4 and Teredo, which stand below.
GLOBAL_UNICAST = IPv6Network("2000::/3")
NOT_HOSTS_V6 = (
    IPv6Network("2001::/23"),  # protocol assignments, Teredo among them
    IPv6Network("2002::/16"),  # 6to4
    IPv6Network("3fff::/20"),  # documentation
)


def is_public(address: str) -> bool:
    """Whether this is the address of one host on the public internet."""
    ip = ip_address(address.partition("%")[0])
    if not ip.is_global or ip.is_multicast:
        return False
    if isinstance(ip, IPv6Address):
        return ip in GLOBAL_UNICAST and not any(ip in network for network in NOT_HOSTS_V6)
    return not any(ip in network for network in NOT_HOSTS_V4)


def resolve(host: str, port: int) -> list[str]:
    """The addresses that the machine's own resolver gives."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


@cache
def _usual_authorities() -> ssl.SSLContext:
    return httpcore.default_ssl_context()


@dataclass(frozen=True, kw_only=True)
class Guard:
    """What may be reached, and by which names and certificates hosts are known.

    `private_hosts` are names that an administrator allows although they are not public, for
    example an archive of the own house.
    """

    private_hosts: frozenset[str] = frozenset()
    resolve: Resolver = resolve
    tls: Callable[[], ssl.SSLContext] = _usual_authorities

    def addresses_of(self, host: str, port: int) -> list[str]:
        """The addresses of a host that may be connected to; at least one."""
        try:
            addresses = self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise Unreachable(f"{host} has no address: {error}.") from error
        admitted = [one for one in addresses if host in self.private_hosts or is_public(one)]
        if not admitted:
            raise AddressRefused(
                f"{host} is not on the public internet ({', '.join(addresses)}); it is not asked."
            )
        return admitted


class Deadline:
    """The moment by which all must be done; between two signs of life less may pass."""

    def __init__(self, *, seconds: float, silence: float) -> None:
        self._end = time.monotonic() + seconds
        self._silence = silence

    def left(self) -> float:
        """How long to wait for the next sign of life."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TooSlow("The answer took too long as a whole.")
        return min(left, self._silence)


class GuardedNetwork(httpcore.NetworkBackend):
    """Connects to an address that was checked, by that very address.

    A name is resolved once, and nobody resolves it again between the check and the connection;
    the HTTP library goes on to use the name for the Host header and for TLS.
    """

    def __init__(self, guard: Guard, deadline: Deadline) -> None:
        self._guard = guard
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for address in self._guard.addresses_of(host, port):
            try:
                stream = self._network.connect_tcp(
                    address,
                    port,
                    timeout=self._deadline.left(),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = failure or error
            else:
                return GuardedStream(stream, self._deadline)
        raise failure or httpcore.ConnectError("No address.")


class GuardedStream(httpcore.NetworkStream):
    """A connection on which every wait ends at the deadline, however often a byte drips in."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout=self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout=self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(
            ssl_context, server_hostname=server_hostname, timeout=self._deadline.left()
        )
        return GuardedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
