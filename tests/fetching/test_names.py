"""A name is resolved once; the connection goes to the address that was checked."""

import ssl
from datetime import UTC, datetime

import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from predictions.fetching import AddressRefused, Guard, Unreachable
from tests.servers.pages import Answer, PageServer

HOST = "pages.example.org"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A self-signed certificate for HOST, as a file with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2099, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "pages.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return file


@pytest.fixture
def secure(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with PageServer(certificate=context) as server:
        server.answers["/"] = Answer(body=b"Open!")
        yield server


def guard(certificate, name=HOST) -> Guard:
    return Guard(
        private_hosts=frozenset({name}),
        resolve=lambda host, port: ["127.0.0.1"],
        tls=lambda: ssl.create_default_context(cafile=certificate),
    )


def test_the_server_is_asked_by_name_though_connected_to_by_address(secure, ask, certificate):
    page = ask(secure.url("/", host=HOST), guard=guard(certificate))

    assert page.body == b"Open!"
    assert secure.names == [HOST]
    assert secure.requests[0].headers["Host"] == f"{HOST}:{secure.port}"


def test_a_certificate_of_another_name_is_refused(secure, ask, certificate):
    other = "other.example.org"
    with pytest.raises(Unreachable, match="certificate"):
        ask(secure.url("/", host=other), guard=guard(certificate, name=other))
    assert secure.requests == []


def test_an_unknown_authority_is_refused(secure, ask, certificate):
    unknown = Guard(private_hosts=frozenset({HOST}), resolve=lambda host, port: ["127.0.0.1"])
    with pytest.raises(Unreachable, match="certificate"):
        ask(secure.url("/", host=HOST), guard=unknown)


@pytest.fixture
def connected(monkeypatch):
    """The addresses that were connected to; none of them answers."""
    addresses = []

    def connect(self, host, port, **options):
        addresses.append(host)
        raise httpcore.ConnectError("Nobody is there.")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    return addresses


def test_a_name_that_changes_its_address_after_the_check_is_of_no_use(ask, connected):
    answers = iter([["93.184.215.14"], ["127.0.0.1"], ["127.0.0.1"]])
    rebinding = Guard(resolve=lambda host, port: next(answers))

    with pytest.raises(Unreachable):
        ask("http://rebinding.example.org/", guard=rebinding)

    assert connected == ["93.184.215.14"]
    assert next(answers) == ["127.0.0.1"], "It was resolved once."


def test_the_next_address_is_tried_where_one_does_not_answer(ask, connected):
    several = Guard(resolve=lambda host, port: ["2606:4700::1111", "10.0.0.1", "93.184.215.14"])

    with pytest.raises(Unreachable, match="Nobody is there"):
        ask("http://example.org/", guard=several)

    assert connected == ["2606:4700::1111", "93.184.215.14"]


def test_a_name_that_is_private_at_the_redirect_is_refused(pages, ask):
    """The same name, public at first and private a moment later."""
    pages.answers["/"] = Answer(
        status=302, headers={"Location": f"http://turncoat.example.org:{pages.port}/"}
    )
    turncoat = Guard(
        private_hosts=frozenset({"127.0.0.1"}), resolve=lambda host, port: ["127.0.0.1"]
    )

    with pytest.raises(AddressRefused, match="turncoat"):
        ask(pages.url("/"), guard=turncoat)

    assert len(pages.requests) == 1
