"""What would be sent now is what a tick then sends; showing it writes nothing."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from environ import Env

from predictions.mail.models import Message
from predictions.reminders.models import Digest, Reminder
from predictions.reminders.operations import plan, write_digests
from predictions.reminders.preview import would_be_sent
from tests.cast import bridge, ferry, record, resolved, rows_of_every_table

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def it_is_june(monkeypatch, settings, smtp):
    """Commands and pages read the clock themselves."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: JUNE)
    for name, value in Env.email_url_config(smtp.url).items():
        setattr(settings, name, value)


@pytest.fixture(autouse=True)
def asked(project, reviewer, user, now):
    """Two questions of 1 June for Rosa, one of them for Alice, too."""
    record(project, now, forecasts=[bridge()], reviewers=(reviewer, user))
    forecast = ferry()
    text = "It is likely that the ferry stops."
    record(project, now, text=text, forecasts=[forecast], reviewers=(reviewer,))


def letters(messages) -> list[tuple[str, str, str]]:
    return sorted((one.to, one.subject, one.text) for one in messages)


def remind(*options: str) -> str:
    said = StringIO()
    call_command("remind", *options, stdout=said)
    return said.getvalue()


def test_what_would_be_sent_is_what_is_sent(smtp):
    expected = letters(would_be_sent(now=JUNE))

    assert remind() == "3 reminders planned, 2 digests written, 2 sent.\n"

    assert letters(Message.objects.all()) == expected
    assert {(email["To"], email["Subject"]) for email in smtp.accepted} == {
        (to, subject) for to, subject, _text in expected
    }
    assert [(to, subject) for to, subject, _text in expected] == [
        ("alice@example.org", "1 is due today"),
        ("rosa@example.org", "2 are due today"),
    ]


def test_nothing_would_be_sent_before_the_morning():
    assert would_be_sent(now=JUNE.replace(hour=7)) == []


def test_nothing_would_be_sent_twice():
    remind()
    assert would_be_sent(now=JUNE) == []


def test_looking_writes_nothing():
    before = rows_of_every_table()
    would_be_sent(now=JUNE)
    assert rows_of_every_table() == before


def test_looking_leaves_what_is_queued_as_it_is():
    plan(now=JUNE)
    write_digests(now=JUNE)
    resolved("bridge", True, JUNE)
    before = list(Message.objects.order_by("pk").values())

    (message,) = would_be_sent(now=JUNE)

    assert message.to == "rosa@example.org"
    assert "Does the bridge" not in message.text
    assert list(Message.objects.order_by("pk").values()) == before
    assert Reminder.objects.filter(digest__isnull=False).count() == 3


def test_a_dry_run_shows_the_same_and_writes_nothing(smtp):
    expected = would_be_sent(now=JUNE)
    before = rows_of_every_table()

    said = remind("--dry-run")

    assert rows_of_every_table() == before
    assert smtp.accepted == []
    for message in expected:
        assert f"To {message.to}: {message.subject}\n\n{message.text}\n" in said
    assert said.endswith("2 messages would be sent; nothing was.\n")
    assert not Digest.objects.exists()


def test_the_admin_shows_what_would_be_sent(client, user):
    client.force_login(user)
    before = rows_of_every_table()

    page = client.get(reverse("admin:predictions_message_preview"))

    assert page.status_code == 200
    assert rows_of_every_table() == before
    assert letters(page.context["would_be_sent"]) == letters(would_be_sent(now=JUNE))
    shown = page.content.decode()
    assert "2 messages, as a tick at this moment would send them" in shown
    assert "rosa@example.org" in shown
    assert "Does the ferry stop before June 2026?" in shown
