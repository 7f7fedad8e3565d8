"""An address that refuses mail for good: suppressed, reported to editors once, and shown."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from environ import Env

from predictions.accounts.operations import create_project, create_user, set_role
from predictions.mail.models import Address, Message
from predictions.mail.operations import queue, restore, suppress
from predictions.mail.sending import send_queued
from predictions.reminders.failures import report_failures
from predictions.reminders.models import Digest
from predictions.reminders.operations import drop_answered, plan, write_digests
from tests.cast import bridge, record

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 1, 9, tzinfo=UTC)
ROSA = "rosa@example.org"


@pytest.fixture(autouse=True)
def to_the_mail_server(settings, smtp):
    for name, value in Env.email_url_config(smtp.url).items():
        setattr(settings, name, value)


@pytest.fixture
def no_rosa(smtp):
    """The mail server knows no mailbox of Rosa's; what it was asked for, in order."""
    asked: list[str] = []

    async def handle_rcpt(server, session, envelope, address, options) -> str:
        asked.append(address)
        if address == ROSA:
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    smtp.handle_RCPT = handle_rcpt
    return asked


@pytest.fixture
def edda(project, now):
    """An editor beside Alice, the administrator."""
    edda = create_user(now=now, actor=None, email="edda@example.org", name="Edda")
    set_role(now=now, actor=None, project=project, user=edda, role="editor")
    return edda


@pytest.fixture
def digest(project, reviewer, now):
    """Rosa's digest of 1 June, queued."""
    record(project, now, forecasts=[bridge()], reviewers=(reviewer,))
    plan(now=JUNE)
    write_digests(now=JUNE)
    return Digest.objects.get()


def send(moment: datetime = JUNE) -> int:
    return send_queued(clock=lambda: moment, prepare=drop_answered)


def to_rosa(now: datetime) -> Message:
    return queue(now=now, kind="test", to=ROSA, subject="Another", text="text", html="html")


def test_a_mailbox_that_is_not_there_fails_the_message_and_suppresses_the_address(
    digest, no_rosa, smtp
):
    assert send() == 0

    digest.message.refresh_from_db()
    assert digest.message.failed_at == JUNE
    assert "5.1.1 No such user" in digest.message.last_error
    address = Address.objects.get()
    assert (address.email, address.reason) == (ROSA, "refused")
    assert "5.1.1 No such user" in address.detail
    assert smtp.accepted == []


def test_editors_and_administrators_are_told_once(digest, edda, user, no_rosa, smtp):
    send()
    assert report_failures(now=JUNE) == 2
    assert report_failures(now=JUNE) == 0

    assert send() == 2
    assert {email["To"] for email in smtp.accepted} == {edda.email, user.email}
    for email in smtp.accepted:
        assert email["Subject"] == "Mail to rosa@example.org cannot be delivered"
        for kind in ("plain", "html"):
            said = email.get_body((kind,)).get_content()
            assert "5.1.1 No such user" in said
            assert f"/admin/predictions/message/{digest.message.pk}/change/" in said


def test_editors_of_other_projects_are_not_told(digest, user, no_rosa, now):
    house = create_project(now=now, actor=None, slug="house", name="House")
    other = create_user(now=now, actor=None, email="otto@example.org", name="Otto")
    set_role(now=now, actor=None, project=house, user=other, role="editor")
    send()
    report_failures(now=JUNE)
    assert list(Message.objects.filter(kind="undeliverable").values_list("to")) == [(user.email,)]


def test_nobody_is_told_of_a_notice_that_cannot_be_delivered(digest, user, no_rosa):
    suppress(now=JUNE, email=user.email, reason="bounced", detail="")
    send()
    assert report_failures(now=JUNE) == 0
    notice = queue(now=JUNE, kind="undeliverable", to=user.email, subject="s", text="t", html="h")
    send()
    notice.refresh_from_db()
    assert notice.failed_at == JUNE
    assert report_failures(now=JUNE) == 0


def test_a_further_message_fails_without_being_sent(digest, no_rosa):
    send()
    further = to_rosa(JUNE)
    assert send() == 0
    further.refresh_from_db()
    assert further.failed_at == JUNE
    assert further.last_error == "address suppressed: refused"
    assert no_rosa == [ROSA]


def test_a_restored_address_gets_mail_again(digest, no_rosa, smtp):
    send()
    restore(now=JUNE, actor=None, address=Address.objects.get())
    del smtp.handle_RCPT
    to_rosa(JUNE)
    assert send() == 1
    assert [email["To"] for email in smtp.accepted] == [ROSA]


def test_a_failure_does_not_hold_up_the_others(digest, no_rosa, smtp):
    queue(now=JUNE, kind="test", to="ben@example.org", subject="s", text="t", html="h")
    assert send() == 1
    assert [email["To"] for email in smtp.accepted] == ["ben@example.org"]


def test_a_mailbox_that_is_full_for_now_is_not_suppressed(digest, smtp):
    async def full(server, session, envelope, address, options) -> str:
        return "452 4.2.2 Mailbox full"

    smtp.handle_RCPT = full
    assert send() == 0
    digest.message.refresh_from_db()
    assert digest.message.failed_at is None
    assert digest.message.attempts == 1
    assert not Address.objects.exists()
    assert report_failures(now=JUNE) == 0


def test_editors_are_told_of_what_could_not_be_delivered_for_three_days(digest, user, smtp):
    smtp.answers = ["451 Try again later"] * 50
    moment = JUNE
    while not Message.objects.filter(failed_at__isnull=False).exists():
        send(moment)
        moment += timedelta(hours=5)
        assert moment < JUNE + timedelta(days=4)
    assert moment > JUNE + timedelta(days=3)
    assert report_failures(now=moment) == 1
    assert not Address.objects.exists()


def test_the_admin_shows_what_failed_and_why(client, user, digest, no_rosa):
    queue(now=JUNE, kind="test", to="ben@example.org", subject="Sent well", text="t", html="h")
    send()
    client.force_login(user)
    page = client.get(reverse("admin:predictions_message_changelist"), {"state": "failed"})
    assert list(page.context["cl"].queryset) == [digest.message]
    assert "5.1.1 No such user" in page.content.decode()
    addresses = client.get(reverse("admin:predictions_address_changelist")).content.decode()
    assert ROSA in addresses
    assert "5.1.1 No such user" in addresses


def test_digests_keep_to_the_rate_limit(digest, smtp, settings):
    settings.MAIL_PER_MINUTE = 1
    to_rosa(JUNE)
    assert send() == 1
    assert send(JUNE + timedelta(seconds=59)) == 0
    assert send(JUNE + timedelta(seconds=61)) == 1
    assert len(smtp.accepted) == 2
