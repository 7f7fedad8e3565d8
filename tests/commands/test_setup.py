"""manage.py setup: one project and its first administrator."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from predictions.accounts.models import Membership, Project, User
from predictions.accounts.queries import the_project

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


def setup(**changes: Any) -> str:
    out = StringIO()
    given = {"email": "Bo@Example.org", "project": "Harbour watch", "time_zone": "Europe/Minsk"}
    call_command("setup", stdout=out, **given | changes)
    return out.getvalue()


def link_in(said: str, settings: Any) -> str:
    (line,) = [line for line in said.splitlines() if line.startswith(settings.BASE_URL)]
    return line.removeprefix(settings.BASE_URL)


def set_password(client: Any, said: str, settings: Any) -> None:
    page = client.get(link_in(said, settings), follow=True)
    form = page.redirect_chain[-1][0]
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})


def test_it_opens_a_project_with_its_administrator():
    setup()
    user, project = User.objects.get(), Project.objects.get()
    assert (user.email, user.time_zone) == ("bo@example.org", "Europe/Minsk")
    assert user.is_superuser
    assert (project.slug, project.name) == ("harbour-watch", "Harbour watch")
    assert project.time_zone == "Europe/Minsk"
    assert Membership.objects.get(user=user, project=project).role == "administrator"


def test_it_prints_a_link_that_lets_the_administrator_in(client, settings):
    set_password(client, setup(), settings)
    assert authenticate(email="bo@example.org", password=PASSWORD) == User.objects.get()
    assert client.get("/admin/").status_code == 200


def test_a_second_run_changes_nothing_and_says_so(client, settings):
    set_password(client, setup(), settings)
    said = setup(project="Another", time_zone="UTC")
    assert said == "bo@example.org is set up already: nothing changed.\n"
    assert Project.objects.get().name == "Harbour watch"


def test_before_the_password_is_set_a_second_run_prints_a_link_again(client, settings):
    setup()
    set_password(client, setup(), settings)
    assert authenticate(email="bo@example.org", password=PASSWORD)


def test_a_second_administrator_is_not_made_here():
    setup()
    with pytest.raises(CommandError, match="There is a project already"):
        setup(email="ada@example.org")
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"email": "bo"}, "not an e-mail address"), ({"time_zone": "Minsk"}, "not a time zone")],
)
def test_bad_input_is_refused_and_nothing_is_set_up(changes, said):
    with pytest.raises(CommandError) as caught:
        setup(**changes)
    assert str(caught.value).startswith("Nothing was set up.\n")
    assert said in str(caught.value)
    assert not User.objects.exists()
    assert not Project.objects.exists()


@pytest.mark.parametrize("name", ["Гавань", "港", "   ", "!"])
def test_a_project_always_gets_a_short_name_it_can_be_called_by_or_is_refused(name):
    try:
        setup(project=name)
    except CommandError:
        return
    project = Project.objects.get()
    assert project.slug
    assert the_project(project.slug) == project
