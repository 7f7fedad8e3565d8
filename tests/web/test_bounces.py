"""What a mail provider tells us of bounces and complaints, by way of django-anymail."""

import json
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings

from predictions.mail.models import Address, Message
from predictions.mail.operations import queue, restore
from predictions.mail.sending import send_queued
from tests.cast import rows_of_every_table

pytestmark = pytest.mark.django_db

ROSA = "rosa@example.org"


def bounce(**changes: Any) -> dict[str, Any]:
    """What Postmark posts when a mailbox is not there."""
    return {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "ID": 4323372036854775807,
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "Description": "The server was unable to deliver your message.",
        "Details": "smtp;550 5.1.1 The email account does not exist.",
        "Email": ROSA,
        "BouncedAt": "2026-06-01T10:11:12Z",
    } | changes


def post(client, event: dict[str, Any], secret: str = ""):
    """The event as Postmark posts it, signed in with the secret of this installation."""
    login = b64encode((secret or settings.ANYMAIL["WEBHOOK_SECRET"]).encode()).decode()
    return client.post(
        "/anymail/postmark/tracking/",
        json.dumps(event),
        content_type="application/json",
        headers={"authorization": f"Basic {login}"},
    )


def test_a_bounce_suppresses_the_address(client):
    assert post(client, bounce()).status_code == 200
    address = Address.objects.get()
    assert (address.email, address.reason) == (ROSA, "bounced")
    assert address.suppressed_at == datetime(2026, 6, 1, 10, 11, 12, tzinfo=UTC)
    assert address.detail.startswith("Postmark: bounced The server was unable to deliver")


def test_a_complaint_suppresses_the_address(client):
    event = bounce(RecordType="SpamComplaint", Type="SpamComplaint")
    assert post(client, event).status_code == 200
    assert Address.objects.get().reason == "complained"


def test_a_rejected_address_is_suppressed(client):
    assert post(client, bounce(Type="BadEmailAddress")).status_code == 200
    assert Address.objects.get().reason == "refused"


def test_capitals_make_no_difference(client, now):
    post(client, bounce(Email="Rosa@Example.ORG"))
    message = queue(now=now, kind="test", to=ROSA, subject="s", text="t", html="h")
    assert send_queued(clock=lambda: now) == 0
    message.refresh_from_db()
    assert message.last_error == "address suppressed: bounced"


def test_the_same_event_again_changes_nothing(client):
    post(client, bounce())
    before = list(Address.objects.values())
    post(client, bounce())
    assert list(Address.objects.values()) == before


def test_a_restored_address_that_bounces_again_is_suppressed_again(client):
    post(client, bounce())
    moment = datetime(2026, 6, 2, tzinfo=UTC)
    restore(now=moment, actor=None, address=Address.objects.get())
    post(client, bounce(BouncedAt="2026-06-03T10:00:00Z"))
    assert Address.objects.get().restored_at is None


@pytest.mark.parametrize(
    "event",
    [
        {"RecordType": "Delivery", "Recipient": ROSA, "DeliveredAt": "2026-06-01T10:11:12Z"},
        {"RecordType": "Open", "Recipient": ROSA, "ReceivedAt": "2026-06-01T10:11:12Z"},
        bounce(Type="Transient"),
        bounce(Type="DnsError"),
        bounce(Type="AutoResponder"),
        bounce(Email=None),
    ],
    ids=["delivered", "opened", "for now", "name server", "away", "nobody"],
)
def test_other_events_change_nothing(client, event):
    before = rows_of_every_table()
    assert post(client, event).status_code == 200
    assert rows_of_every_table() == before


@pytest.mark.parametrize("secret", ["foresaid:guessed", "foresaid:", ":", "a-long-secret"])
def test_a_wrong_secret_is_refused_and_nothing_changes(client, secret):
    before = rows_of_every_table()
    assert post(client, bounce(), secret=secret).status_code == 400
    assert rows_of_every_table() == before


def test_without_a_secret_it_is_refused(client):
    answer = client.post(
        "/anymail/postmark/tracking/", json.dumps(bounce()), content_type="application/json"
    )
    assert answer.status_code == 400
    assert not Address.objects.exists()


def test_the_secret_that_an_installation_makes_for_itself_has_a_name_and_a_password():
    name, _, password = settings.ANYMAIL["WEBHOOK_SECRET"].partition(":")
    assert name
    assert len(password) >= 20


def test_what_was_queued_before_the_bounce_is_not_sent(client, now):
    queue(now=now, kind="test", to=ROSA, subject="s", text="t", html="h")
    post(client, bounce())
    assert send_queued(clock=lambda: now) == 0
    assert Message.objects.get().failed_at == now
