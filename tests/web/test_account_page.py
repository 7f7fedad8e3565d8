"""One's own page."""

from datetime import date

from predictions.accounts.models import Absence
from predictions.reminders.models import Preference


def test_name_and_time_zone_are_kept(client, reviewer):
    client.force_login(reviewer)
    answer = client.post(
        "/account/",
        {"form": "person", "person-name": "Rosa L.", "person-time_zone": "Europe/Minsk"},
    )
    assert answer.status_code == 302
    reviewer.refresh_from_db()
    assert (reviewer.name, reviewer.time_zone) == ("Rosa L.", "Europe/Minsk")


def test_an_unknown_time_zone_is_refused_beside_its_field(client, reviewer):
    client.force_login(reviewer)
    answer = client.post(
        "/account/", {"form": "person", "person-name": "Rosa", "person-time_zone": "Minsk"}
    )
    assert answer.status_code == 422
    assert "is not a time zone" in answer.text
    reviewer.refresh_from_db()
    assert reviewer.time_zone == "UTC"


def test_what_comes_by_e_mail_is_kept(client, reviewer):
    client.force_login(reviewer)
    client.post("/account/", {"form": "preference", "preference-hour": "6", "preference-due": "on"})
    kept = Preference.objects.get(user=reviewer)
    assert (kept.hour, kept.due, kept.heads_up) == (6, True, False)


def test_days_away_are_announced_and_shown(client, reviewer):
    client.force_login(reviewer)
    days = {"absence-starts_on": "2050-03-05", "absence-ends_on": "2050-03-09"}
    client.post("/account/", {"form": "absence", **days})
    assert Absence.objects.get(user=reviewer).ends_on == date(2050, 3, 9)
    assert "5 March 2050" in client.get("/account/").text


def test_an_absence_that_ends_before_it_begins_is_refused(client, reviewer):
    client.force_login(reviewer)
    days = {"absence-starts_on": "2050-03-05", "absence-ends_on": "2050-03-04"}
    answer = client.post("/account/", {"form": "absence", **days})
    assert answer.status_code == 422
    assert "ends before it begins" in answer.text
    assert not Absence.objects.exists()
