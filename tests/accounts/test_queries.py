"""Finding projects and users by the names people know them by."""

import pytest

from predictions.accounts.operations import create_project, create_user
from predictions.accounts.queries import NotFound, the_project, user_by_email

pytestmark = pytest.mark.django_db


def test_the_only_project_needs_no_name(now):
    project = create_project(now=now, actor=None, slug="house", name="House")
    assert the_project(None) == the_project("") == project


def test_of_several_one_must_be_named(now):
    for slug in ("house", "garden"):
        create_project(now=now, actor=None, slug=slug, name=slug)
    with pytest.raises(NotFound) as caught:
        the_project(None)
    assert "house" in caught.value.remedy
    assert "garden" in caught.value.remedy
    assert the_project("garden").slug == "garden"


def test_without_a_project_the_remedy_is_setup():
    with pytest.raises(NotFound) as caught:
        the_project(None)
    assert "manage.py setup" in caught.value.remedy


def test_a_name_nobody_has_is_named():
    with pytest.raises(NotFound, match="“attic”"):
        the_project("attic")


def test_people_are_found_whatever_the_capitals(now):
    user = create_user(now=now, actor=None, email="bo@example.org")
    assert user_by_email("BO@Example.org") == user


def test_who_is_not_there_is_not_found():
    with pytest.raises(NotFound, match=r"bo@example\.org"):
        user_by_email("bo@example.org")
