"""The page on which a person chooses what to get, and when."""

import pytest
from django.urls import reverse

from predictions.accounts.operations import change_user
from predictions.ledger.models import Act
from predictions.reminders.links import subscription_token
from predictions.reminders.models import Preference
from tests.cast import rows_of_every_table

pytestmark = pytest.mark.django_db

WISHES = {"hour": 6, "due": "on", "escalated": "on"}


@pytest.fixture
def page(reviewer):
    """The address of Rosa's preferences."""
    return reverse("preferences", args=[subscription_token(reviewer)])


def test_opening_the_page_changes_nothing(client, page):
    before = rows_of_every_table()
    said = client.get(page).content.decode()
    assert "For Rosa, in the time zone UTC." in said
    assert rows_of_every_table() == before


def test_at_first_everything_is_on_and_the_hour_is_eight(client, page):
    form = client.get(page).context["form"]
    assert form["hour"].value() == 8
    assert form["due"].value() is form["heads_up"].value() is form["escalated"].value() is True


def test_what_is_chosen_is_kept_and_shown_again(client, page, reviewer):
    answer = client.post(page, WISHES)
    assert "Kept. It holds from the next digest on, and for you alone." in answer.content.decode()
    kept = Preference.objects.get()
    assert (kept.user, kept.hour) == (reviewer, 6)
    assert (kept.heads_up, kept.due, kept.escalated) == (False, True, True)
    assert client.get(page).context["form"]["heads_up"].value() is False


def test_it_can_be_changed_as_often_as_one_likes(client, page):
    for hour in (6, 7, 8):
        assert client.post(page, WISHES | {"hour": hour}).status_code == 200
    assert Preference.objects.get().hour == 8


def test_nobody_elses_preferences_change(client, page, user):
    Preference.objects.create(user=user, hour=11)
    client.post(page, WISHES)
    others = Preference.objects.get(user=user)
    assert (others.hour, others.heads_up) == (11, True)


@pytest.mark.parametrize("hour", ["", "-1", "soon", "1.5"])
def test_what_is_no_hour_is_refused(client, page, hour):
    assert client.post(page, WISHES | {"hour": hour}).status_code == 422
    assert not Preference.objects.exists()


def test_it_is_this_person_who_has_acted(client, page, reviewer):
    client.post(page, WISHES)
    assert Act.objects.get(verb="set preferences").actor == reviewer


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_tampered_address_is_refused(client, page, method):
    before = rows_of_every_table()
    answer = getattr(client, method)(page.replace("/preferences/", "/preferences/x"), WISHES)
    assert answer.status_code == 410
    assert "perhaps it was cut off" in answer.content.decode()
    assert rows_of_every_table() == before


def test_who_may_not_sign_in_has_no_preferences(client, page, reviewer, now):
    change_user(now=now, actor=None, user=reviewer, name="Rosa", time_zone="UTC", is_active=False)
    assert client.post(page, WISHES).status_code == 410
    assert not Preference.objects.exists()


def test_the_page_comes_under_the_strict_policy(client, page):
    assert "unsafe" not in client.get(page)["Content-Security-Policy"]
