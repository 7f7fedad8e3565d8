"""A link that lets a person set a password once."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.tokens import PasswordResetTokenGenerator

from predictions.accounts.invitations import invite, one_time_link
from predictions.accounts.models import User
from predictions.accounts.operations import NotAnAddress, create_user
from predictions.mail.models import Message

PASSWORD = "correct horse battery"


@pytest.fixture
def newcomer(db, now) -> User:
    return create_user(now=now, actor=None, email="bo@example.org", administrator=True)


def path_of(link: str, settings) -> str:
    assert link.startswith(settings.BASE_URL)
    return link.removeprefix(settings.BASE_URL)


def set_password(client, path: str, password: str = PASSWORD):
    """Follow the link and fill in the form it leads to."""
    page = client.get(path, follow=True)
    form = page.redirect_chain[-1][0] if page.redirect_chain else path
    return client.post(form, {"password1": password, "password2": password})


def test_following_it_asks_for_a_password(client, newcomer, settings):
    page = client.get(path_of(one_time_link(newcomer), settings), follow=True)
    assert page.status_code == 200
    assert "Choose a password" in page.text


def test_the_secret_does_not_stay_in_the_address(client, newcomer, settings):
    path = path_of(one_time_link(newcomer), settings)
    page = client.get(path, follow=True)
    token = path.rstrip("/").partition("-")[2]
    assert token not in page.redirect_chain[-1][0]
    assert token not in page.text


def test_it_sets_the_password_and_signs_in(client, newcomer, settings):
    response = set_password(client, path_of(one_time_link(newcomer), settings))
    assert (response.status_code, response.url) == (302, "/")
    assert authenticate(email="bo@example.org", password=PASSWORD) == newcomer
    assert client.get("/admin/").status_code == 200


def test_following_it_alone_does_not_spend_it(client, newcomer, settings):
    path = path_of(one_time_link(newcomer), settings)
    client.get(path, follow=True)
    client.logout()
    assert set_password(client, path).status_code == 302


def test_it_works_once(client, newcomer, settings):
    path = path_of(one_time_link(newcomer), settings)
    set_password(client, path)
    client.logout()

    page = client.get(path, follow=True)

    assert "This link is spent" in page.text
    set_password(client, path, "another long password")
    assert authenticate(email="bo@example.org", password="another long password") is None


def test_a_short_password_is_refused_and_does_not_spend_it(client, newcomer, settings):
    path = path_of(one_time_link(newcomer), settings)
    page = set_password(client, path, "short")
    assert page.status_code == 200
    assert "at least 12 characters" in page.text
    assert set_password(client, path).status_code == 302


def test_a_link_for_somebody_else_does_not_let_in(client, newcomer, settings, now):
    other = create_user(now=now, actor=None, email="ada@example.org")
    head, _, token = path_of(one_time_link(newcomer), settings).partition("-")
    other_head = path_of(one_time_link(other), settings).partition("-")[0]
    assert head != other_head
    assert "This link is spent" in client.get(f"{other_head}-{token}", follow=True).text


def test_it_ends_after_three_days(client, newcomer, settings, monkeypatch):
    path = path_of(one_time_link(newcomer), settings)
    later = datetime.now() + timedelta(days=3, minutes=1)  # noqa: DTZ005  (as Django reads it)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda _: later)
    assert "This link is spent" in client.get(path, follow=True).text


def test_an_invitation_goes_out_through_the_outbox_and_gives_the_role(user, project, now):
    membership = invite(
        now=now, actor=user, project=project, email=" Bo@Example.org ", role="reviewer", name="Bo"
    )

    assert (membership.user.email, membership.role) == ("bo@example.org", "reviewer")
    message = Message.objects.get(to="bo@example.org")
    assert one_time_link(membership.user).rpartition("-")[0] in message.text
    assert "Harbour watch" in message.text


def test_who_is_here_already_is_told_of_the_new_role_without_a_link(user, reviewer, project, now):
    reviewer.set_password(PASSWORD)
    reviewer.save()

    invite(now=now, actor=user, project=project, email="rosa@example.org", role="editor")

    message = Message.objects.get(to="rosa@example.org")
    assert "editor" in message.text
    assert "/account/password/" not in message.text


def test_an_invitation_to_what_is_no_address_changes_nothing(user, project, now):
    with pytest.raises(NotAnAddress, match="is not an e-mail address"):
        invite(now=now, actor=user, project=project, email="bo at example", role="reviewer")
    assert not Message.objects.exists()


def test_who_may_no_longer_sign_in_is_not_signed_in_by_it(client, newcomer, settings):
    path = path_of(one_time_link(newcomer), settings)
    User.objects.update(is_active=False)
    set_password(client, path)
    assert client.get("/admin/").status_code == 302
