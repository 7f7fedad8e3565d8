"""Signing in: by address, with a second factor where the role needs it, and not by guessing."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache

from predictions.accounts.models import User
from predictions.ledger.models import Act
from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems
from predictions.mail.models import Message

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def rosa(reviewer):
    reviewer.set_password(PASSWORD)
    reviewer.save()
    return reviewer


def sign_in(client, email: str = "rosa@example.org", password: str = PASSWORD):
    return client.post("/sign-in/", {"login": email, "password": password})


def code_of(secret):
    """What an authenticator app shows at this moment."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_the_address_signs_in_whatever_its_capitals(client, rosa):
    answer = sign_in(client, "Rosa@Example.ORG")
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/account/").status_code == 200


def test_the_page_that_was_asked_for_comes_after_signing_in(client, rosa):
    answer = client.post(
        "/sign-in/?next=/account/",
        {"login": "rosa@example.org", "password": PASSWORD, "next": "/account/"},
    )
    assert answer.url == "/account/"


def test_nobody_signs_up(client, db):
    client.post("/account/signup/", {"email": "new@example.org", "password1": PASSWORD})
    assert not User.objects.filter(email="new@example.org").exists()
    assert "by invitation" in client.get("/account/signup/").text


def test_after_five_wrong_passwords_the_right_one_does_not_help_for_a_while(client, rosa):
    for _ in range(5):
        assert sign_in(client, password="guessed").status_code == 200
    answer = sign_in(client)
    assert answer.status_code == 200
    assert "Too many failed login attempts" in answer.text


def test_a_new_password_comes_through_the_outbox(client, rosa):
    client.post("/account/password/reset/", {"email": "rosa@example.org"})
    message = Message.objects.get(to="rosa@example.org")
    assert "/account/password/reset/key/" in message.text
    assert message.html.count("<a href=") >= 1


def test_to_an_unknown_address_nothing_is_sent_and_the_page_does_not_say_so(client, rosa):
    answer = client.post("/account/password/reset/", {"email": "nobody@example.org"})
    assert answer.status_code == 302
    assert not Message.objects.exists()


def test_a_changed_address_counts_once_its_owner_confirms_it(client, rosa, now):
    sign_in(client)
    client.post("/account/email/", {"email": "rosa@new.example.org", "action_add": ""})
    rosa.refresh_from_db()
    assert rosa.email == "rosa@example.org"

    link = re.search(r"https?://\S+(/account/confirm-email/\S+)", _mail("rosa@new.example.org"))
    assert link
    client.post(link[1])

    rosa.refresh_from_db()
    assert rosa.email == "rosa@new.example.org"
    act = Act.objects.get(verb="changed address")
    assert (act.object_type, act.object_id, act.actor_id) == ("user", rosa.pk, rosa.pk)
    sequence(now=now + timedelta(days=1))
    assert not [one for one in problems() if "user" in one]


def _mail(to):
    return Message.objects.filter(to=to).order_by("pk").last().text


def test_an_editor_sets_up_a_second_factor_before_anything_else(client, user, settings):
    settings.SECOND_FACTOR = True
    client.force_login(user)
    answer = client.get("/admin/")
    assert (answer.status_code, answer.url) == (302, "/account/second-factor/totp/activate/")


def test_a_reviewer_needs_no_second_factor(client, reviewer, settings):
    settings.SECOND_FACTOR = True
    client.force_login(reviewer)
    assert client.get("/account/").status_code == 200
    assert client.get("/", follow=True).status_code == 200


def test_with_a_second_factor_a_password_is_not_enough(client, rosa, settings):
    settings.SECOND_FACTOR = True
    secret = TOTP.activate(rosa, "JBSWY3DPEHPK3PXP").instance.data["secret"]
    assert "JBSWY3DPEHPK3PXP" not in secret
    assert get_adapter().decrypt(secret) == "JBSWY3DPEHPK3PXP"

    answer = sign_in(client)

    assert answer.url.startswith("/account/second-factor/authenticate/")
    assert client.get("/account/").status_code == 302
    refused = client.post(answer.url, {"code": "000000"})
    assert "Incorrect code" in refused.text
    accepted = client.post(answer.url, {"code": code_of("JBSWY3DPEHPK3PXP")})
    assert (accepted.status_code, accepted.url) == (302, "/")
    assert client.get("/account/").status_code == 200


def test_who_needs_a_second_factor_cannot_drop_it(user, reviewer, settings):
    settings.SECOND_FACTOR = True
    for person, may in ((user, False), (reviewer, True)):
        factor = Authenticator(user=person, type=Authenticator.Type.TOTP)
        assert get_adapter().can_delete_authenticator(factor) is may


def test_only_an_administrator_opens_the_administration(client, reviewer):
    client.force_login(reviewer)
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "Only an administrator" in answer.text
