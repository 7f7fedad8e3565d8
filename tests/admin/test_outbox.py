"""The outbox in the admin: every state, sending again, restoring an address."""

import pytest
from django.urls import reverse

from predictions.mail.models import Address, Message
from predictions.mail.operations import mark_failed, mark_sent, queue, suppress, withdraw
from predictions.mail.sending import as_email

pytestmark = pytest.mark.django_db

LIST = "admin:predictions_message_changelist"


@pytest.fixture(autouse=True)
def signed_in(client, user):
    client.force_login(user)


@pytest.fixture
def outbox(now):
    """One message in each state."""
    messages = {
        state: queue(
            now=now,
            kind="test",
            to="rosa@example.org",
            subject=f"The {state} one",
            text="text",
            html="<p>html</p>",
            headers={"X-Kind": state},
        )
        for state in ("queued", "sent", "failed", "withdrawn")
    }
    mark_sent(now=now, message=messages["sent"])
    mark_failed(now=now, message=messages["failed"], error="550 No such user")
    withdraw(now=now, messages=[messages["withdrawn"]])
    return messages


def again(client, message: Message):
    """Press “Send again”, and say yes to the page that asks."""
    return client.post(
        reverse("admin:predictions_message_resend_one", args=[message.pk]), follow=True
    )


@pytest.mark.parametrize("state", ["queued", "sent", "failed", "withdrawn"])
def test_messages_are_filtered_by_state(client, outbox, state):
    page = client.get(reverse(LIST), {"state": state})
    assert list(page.context["cl"].queryset) == [outbox[state]]
    assert f"The {state} one" in page.content.decode()


def test_without_a_filter_everything_is_shown_with_its_state(client, outbox):
    page = client.get(reverse(LIST))
    assert set(page.context["cl"].queryset) == set(outbox.values())
    assert {message.state for message in page.context["cl"].queryset} == set(outbox)


def test_the_reason_of_a_failure_stands_in_the_list(client, outbox):
    assert "550 No such user" in client.get(reverse(LIST)).content.decode()


def test_an_unknown_state_shows_everything(client, outbox):
    page = client.get(reverse(LIST), {"state": "lost"})
    assert page.context["cl"].queryset.count() == 4


def test_messages_are_found_by_address_and_subject(client, outbox):
    page = client.get(reverse(LIST), {"q": "failed one"})
    assert list(page.context["cl"].queryset) == [outbox["failed"]]


def test_one_message_is_sent_again_as_another(client, outbox):
    page = again(client, outbox["failed"])

    copy = Message.objects.latest("pk")
    assert "A copy is queued." in page.content.decode()
    assert (copy.state, copy.text, copy.headers) == ("queued", "text", {"X-Kind": "failed"})
    ids = {as_email(one).message()["Message-ID"] for one in (copy, outbox["failed"])}
    assert len(ids) == 2


def test_to_a_suppressed_address_nothing_is_sent_again(client, outbox, now):
    suppress(now=now, email="rosa@example.org", reason="bounced", detail="no such user")
    page = again(client, outbox["failed"])
    assert "the address is suppressed. Restore the address first" in page.content.decode()
    assert Message.objects.count() == 4


def test_after_restoring_its_address_a_message_is_sent_again(client, outbox, now):
    address = suppress(now=now, email="rosa@example.org", reason="bounced", detail="")
    page = client.post(
        reverse("admin:predictions_address_restore_one", args=[address.pk]), follow=True
    )
    assert "Mail goes to this address again." in page.content.decode()
    assert Address.objects.get().restored_at is not None
    again(client, outbox["failed"])
    assert Message.objects.count() == 5


def test_a_message_that_is_not_there_cannot_be_sent_again(client, db):
    page = client.get(reverse("admin:predictions_message_resend_one", args=[9]))
    assert page.status_code == 404


@pytest.mark.parametrize(
    "page",
    ["message_changelist", "message_preview", "address_changelist"],
)
def test_who_has_not_signed_in_sees_nothing(client, page):
    client.logout()
    answer = client.get(reverse(f"admin:predictions_{page}"))
    assert answer.status_code == 302
    assert "login" in answer.url


def test_messages_are_neither_written_nor_changed_nor_deleted_by_hand(client, outbox):
    pk = outbox["queued"].pk
    assert client.get(reverse("admin:predictions_message_add")).status_code == 403
    assert (
        client.post(
            reverse("admin:predictions_message_delete", args=[pk]), {"post": "yes"}
        ).status_code
        == 403
    )
    assert (
        client.post(
            reverse("admin:predictions_message_change", args=[pk]), {"subject": "changed"}
        ).status_code
        == 403
    )
    assert Message.objects.get(pk=pk).subject == "The queued one"


def test_looking_at_the_page_that_asks_sends_and_restores_nothing(client, outbox, now):
    address = suppress(now=now, email="rosa@example.org", reason="bounced", detail="")
    for name, row in (("message_resend_one", outbox["failed"]), ("address_restore_one", address)):
        assert client.get(reverse(f"admin:predictions_{name}", args=[row.pk])).status_code == 200
    assert Message.objects.count() == 4
    assert Address.objects.get().restored_at is None
