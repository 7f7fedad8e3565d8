"""Which addresses are hosts of the public internet."""

import pytest

from predictions.fetching import AddressRefused, Guard, Unreachable, is_public


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "2a00:1450:4001:80b::200e"]
)
def test_a_host_of_the_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("127.0.0.1", "loopback"),
        ("127.255.255.254", "loopback"),
        ("0.0.0.0", "this host"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("192.168.1.1", "private"),
        ("100.64.0.1", "shared by a carrier"),
        ("169.254.169.254", "link-local, where clouds keep their secrets"),
        ("192.0.0.9", "protocol assignment"),
        ("192.0.2.1", "documentation"),
        ("192.88.99.1", "relay to 6to4"),
        ("198.18.0.1", "benchmarks"),
        ("224.0.0.1", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "broadcast"),
        ("::", "unspecified"),
        ("::1", "loopback"),
        ("::127.0.0.1", "compatible with IPv4"),
        ("::ffff:127.0.0.1", "mapped"),
        ("::ffff:8.8.8.8", "mapped"),
        ("64:ff9b::7f00:1", "NAT64"),
        ("64:ff9b:1::1", "NAT64 of the own network"),
        ("100::1", "discarded"),
        ("2001::1", "Teredo"),
        ("2001:db8::1", "documentation"),
        ("2002:7f00:1::", "6to4"),
        ("3fff::1", "documentation"),
        ("5f00::1", "segment routing"),
        ("fc00::1", "unique local"),
        ("fd12:3456::1", "unique local"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fec0::1", "site-local"),
        ("ff02::1", "multicast"),
    ],
)
def test_nothing_else_is(address, what):
    assert not is_public(address), what


def guard(*addresses: str, **changes) -> Guard:
    return Guard(resolve=lambda host, port: list(addresses), **changes)


def test_of_several_addresses_only_the_public_ones_are_left():
    both = guard("10.0.0.1", "93.184.215.14", "::1")
    assert both.addresses_of("example.org", 443) == ["93.184.215.14"]


def test_a_host_with_private_addresses_only_is_refused_by_name_and_address():
    with pytest.raises(AddressRefused, match=r"inner\.example\.org .* \(10\.0\.0\.1\)"):
        guard("10.0.0.1").addresses_of("inner.example.org", 80)


def test_a_host_that_an_administrator_allows_may_be_private():
    allowed = guard("10.0.0.1", private_hosts=frozenset({"archive.example.org"}))

    assert allowed.addresses_of("archive.example.org", 80) == ["10.0.0.1"]
    with pytest.raises(AddressRefused):
        allowed.addresses_of("example.org", 80)


def test_a_name_without_an_address_is_unreachable_for_now():
    def nobody(host, port):
        raise OSError("no such name")

    with pytest.raises(Unreachable, match="has no address") as caught:
        Guard(resolve=nobody).addresses_of("example.org", 80)

    assert caught.value.passing
