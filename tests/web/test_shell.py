"""The frame of our own pages: who sees what of it, and what it keeps."""

import pytest
from django.urls import reverse

from predictions.accounts.models import User
from predictions.accounts.operations import create_user, set_role
from predictions.ledger.models import Act
from tests.cast import record

pytestmark = pytest.mark.django_db


def test_strangers_are_led_to_signing_in_and_see_no_navigation(client):
    asked = client.get(reverse("home"))
    assert asked.url == "/sign-in/?next=/"
    page = client.get(asked.url).content.decode()
    assert "<nav" not in page
    assert "Sign in" in page


def test_a_member_begins_at_the_dashboard_of_the_first_project(client, project, reviewer):
    client.force_login(reviewer)
    assert client.get(reverse("home")).url == "/projects/harbour/"


def test_who_is_no_member_anywhere_is_told_so(client, now):
    client.force_login(create_user(now=now, actor=None, email="out@example.org"))
    assert "not a member of any project" in client.get(reverse("home")).content.decode()


def test_the_theme_is_kept_and_shown_without_inline_style(client, project, reviewer):
    client.force_login(reviewer)
    back = reverse("articles", args=["harbour"])

    answer = client.post(reverse("theme"), {"theme": "dark", "back": back})

    assert answer.url == back
    assert User.objects.get(pk=reviewer.pk).theme == "dark"
    assert Act.objects.filter(verb="chose theme").exists()
    page = client.get(back).content.decode()
    assert 'data-theme="dark"' in page
    assert "style=" not in page


@pytest.mark.parametrize("back", ["https://elsewhere.example.org/", "//elsewhere.example.org/"])
def test_the_theme_never_leads_elsewhere(client, project, reviewer, back):
    client.force_login(reviewer)
    assert client.post(reverse("theme"), {"theme": "light", "back": back}).url == "/"


def test_a_theme_that_there_is_not_is_refused(client, project, reviewer):
    client.force_login(reviewer)
    answer = client.post(reverse("theme"), {"theme": "sepia"})
    assert answer.status_code == 422
    assert "auto, light, dark" in answer.content.decode()


def test_to_others_a_project_is_not_there(client, project, now):
    client.force_login(create_user(now=now, actor=None, email="out@example.org"))
    answer = client.get(reverse("articles", args=["harbour"]))
    assert answer.status_code == 404
    assert "Nothing here" in answer.content.decode()


def test_errors_say_what_to_do_under_the_strict_policy(client):
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    assert "Check the address" in answer.content.decode()
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_error_page_of_a_broken_server_needs_neither_request_nor_database(
    client, monkeypatch, django_assert_num_queries
):
    def break_down(*args, **kwargs):
        raise RuntimeError

    client.raise_request_exception = False
    monkeypatch.setattr("predictions.web.home.HomeView.dispatch", break_down)
    with django_assert_num_queries(0):
        answer = client.get("/")
    assert answer.status_code == 500
    assert "nothing was changed by halves" in answer.content.decode()


def test_the_list_of_articles_counts_in_a_constant_number_of_queries(
    client, project, reviewer, now, django_assert_max_num_queries
):
    set_role(now=now, actor=None, project=project, user=reviewer, role="viewer")
    client.force_login(reviewer)
    address = reverse("articles", args=["harbour"])
    assert "Nothing is recorded yet" in client.get(address).content.decode()
    for number in range(3):
        record(
            project, now, title=f"Column {number}", text=f"{number}. The bridge will open.",
            forecasts=[],
        )  # fmt: skip
    record(project, now)

    with django_assert_max_num_queries(9):
        page = client.get(address).content.decode()

    assert "The harbour in spring" in page
    assert "6 forecasts" in page
    assert "0 answered, 1 not checkable" in page


def test_a_list_goes_on_where_a_page_ended(client, project, reviewer, now, monkeypatch):
    monkeypatch.setattr("predictions.dashboard.listings.PAGE", 2)
    client.force_login(reviewer)
    for number in range(3):
        record(
            project, now, title=f"Column {number}", text=f"{number}. The bridge will open.",
            published=f"2026-02-0{number + 1}", forecasts=[],
        )  # fmt: skip
    address = reverse("articles", args=["harbour"])

    first = client.get(address)
    second = client.get(address, {"after": first.context["listing"].after})

    assert [row.article.title for row in first.context["listing"].rows] == ["Column 2", "Column 1"]
    assert [row.article.title for row in second.context["listing"].rows] == ["Column 0"]
    assert second.context["listing"].after == ""
    assert client.get(address, {"after": "nonsense"}).status_code == 200
