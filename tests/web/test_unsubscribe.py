"""RFC 8058: a mail program unsubscribes one person from one group with one click."""

from datetime import UTC, datetime, timedelta
from email import policy
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from environ import Env

from predictions.accounts.operations import create_user, set_role
from predictions.mail.sending import send_queued
from predictions.reminders.links import subscription_token
from predictions.reminders.models import Preference
from predictions.reminders.operations import plan, write_digests
from predictions.reminders.queries import silent_people
from tests.cast import bridge, record, rows_of_every_table

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 1, 9, tzinfo=UTC)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def ben(project, now):
    """Who reviews beside Rosa."""
    ben = create_user(now=now, actor=None, email="ben@example.org", name="Ben")
    set_role(now=now, actor=None, project=project, user=ben, role="reviewer")
    return ben


@pytest.fixture
def received(project, reviewer, ben, now, smtp, settings):
    """A function that gives the mails of a day after 1 June as the server got them, by addressee."""
    for name, value in Env.email_url_config(smtp.url).items():
        setattr(settings, name, value)
    record(project, now, forecasts=[bridge()], reviewers=(reviewer, ben))

    def mails(days: float = 0):
        moment = JUNE + timedelta(days=days)
        plan(now=moment)
        write_digests(now=moment)
        smtp.accepted.clear()
        send_queued(clock=lambda: moment)
        return {email["To"]: email for email in smtp.accepted}

    return mails


def address_in(email: Any) -> Any:
    """Where the one click goes, below the address of this installation."""
    return email["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")


def click(address: str):
    """What a mail program posts: no cookies, no page seen before."""
    return Client(enforce_csrf_checks=True).post(address, ONE_CLICK)


def test_the_headers_arrive_readable_and_on_one_line(received):
    email = received()["rosa@example.org"]
    assert email["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert email["List-Unsubscribe"].startswith("<http://localhost:8000/unsubscribe/")
    assert email["List-Unsubscribe"].endswith("/>")
    wire = email.as_bytes(policy=policy.SMTP.clone(max_line_length=None, refold_source="none"))
    (line,) = [one for one in wire.split(b"\r\n") if one.startswith(b"List-Unsubscribe:")]
    assert line.decode() == f"List-Unsubscribe: {email['List-Unsubscribe']}"
    assert b"=?" not in line


def test_one_click_without_cookies_unsubscribes(received, reviewer):
    answer = click(address_in(received()["rosa@example.org"]))
    assert answer.status_code == 200
    assert "Nobody else's mail changes." in answer.content.decode().replace("&#x27;", "'")
    preference = Preference.objects.get()
    assert preference.user == reviewer
    assert (preference.heads_up, preference.due, preference.escalated) == (True, False, True)


def test_clicking_twice_is_no_mistake(received):
    address = address_in(received()["rosa@example.org"])
    assert click(address).status_code == click(address).status_code == 200
    assert Preference.objects.count() == 1


def test_nobody_elses_mail_changes(received):
    click(address_in(received()["rosa@example.org"]))
    assert set(received(3)) == {"ben@example.org"}


def test_editors_see_who_is_silent_and_still_hear_of_the_question(received, reviewer, user):
    click(address_in(received()["rosa@example.org"]))
    assert list(silent_people()) == [reviewer]
    assert set(received(14)) == {"ben@example.org", user.email}


def test_an_editors_click_in_a_notice_ends_such_notices_alone(received, user):
    click(address_in(received(14)[user.email]))
    preference = Preference.objects.get(user=user)
    assert (preference.heads_up, preference.due, preference.escalated) == (True, True, False)


def test_the_address_in_the_body_is_the_one_in_the_header(received):
    email = received()["rosa@example.org"]
    text = email.get_body(("plain",)).get_content()
    assert email["List-Unsubscribe"].strip("<>") in text


def test_opening_the_address_changes_nothing(client, reviewer):
    address = reverse("unsubscribe", args=[subscription_token(reviewer, "due")])
    before = rows_of_every_table()
    said = client.get(address).content.decode()
    assert "No more reminders about due questions, for you alone." in said
    assert "Editors will see that you are silent." in said
    assert rows_of_every_table() == before


@pytest.mark.parametrize("group", Preference.GROUPS)
def test_each_group_is_left_by_itself(reviewer, group):
    answer = click(reverse("unsubscribe", args=[subscription_token(reviewer, group)]))
    assert answer.status_code == 200
    preference = Preference.objects.get()
    assert [name for name in Preference.GROUPS if not getattr(preference, name)] == [group]


@pytest.mark.parametrize("group", ["", "everything"])
def test_a_group_that_is_none_is_refused(reviewer, group):
    answer = click(reverse("unsubscribe", args=[subscription_token(reviewer, group)]))
    assert answer.status_code == 410
    assert not Preference.objects.exists()


def test_an_address_alone_unsubscribes_nobody(reviewer):
    good = subscription_token(reviewer, "due")
    before = rows_of_every_table()
    for token in ("rosa@example.org", good[:-3], f"x{good}"):
        assert click(reverse("unsubscribe", args=[token])).status_code == 410
    assert rows_of_every_table() == before


def test_a_click_years_later_still_works(received, reviewer, monkeypatch):
    """The digest's other links end after a month; the way out does not."""
    address = address_in(received()["rosa@example.org"])
    monkeypatch.setattr("django.utils.timezone.now", lambda: JUNE.replace(year=2036))
    assert click(address).status_code == 200
    assert Preference.objects.get().due is False
