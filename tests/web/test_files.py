"""Files and kept pages, handed out to members as attachments."""

import pytest
from django.urls import reverse

from predictions.accounts.operations import create_user, set_role
from predictions.fetching import Fetched
from predictions.outcomes.captures import mark_kept, want_page
from predictions.outcomes.models import Capture, Upload
from predictions.outcomes.uploads import NewUpload, upload

PAGE = b"<html><body><script>alert(1)</script>Open!</body></html>"


@pytest.fixture
def file(project, user, now) -> Upload:
    return upload(
        now=now, actor=user, project=project, new=NewUpload(name="Brücke 1.html", content=PAGE)
    )


@pytest.fixture
def capture(project, now) -> Capture:
    capture = want_page(now=now, project=project, url="https://harbour.example.org/log")
    fetched = Fetched(url=capture.url, status=200, headers=(), body=PAGE)
    return mark_kept(now=now, capture=capture, fetched=fetched, state="kept", text="Open!")


@pytest.fixture
def stranger(db, now):
    return create_user(now=now, actor=None, email="stranger@example.org")


def address(row) -> str:
    return reverse(row._meta.model_name, args=[row.public_id])


@pytest.mark.parametrize("kind", ["file", "capture"])
def test_a_member_of_whatever_role_gets_the_very_bytes(
    kind, request, client, project, stranger, now
):
    row = request.getfixturevalue(kind)
    set_role(now=now, actor=None, project=project, user=stranger, role="viewer")
    client.force_login(stranger)

    response = client.get(address(row))

    assert (response.status_code, response.content) == (200, PAGE)


@pytest.mark.parametrize("kind", ["file", "capture"])
def test_a_page_is_handed_out_as_a_text_to_be_saved(kind, request, client, user):
    row = request.getfixturevalue(kind)
    client.force_login(user)

    response = client.get(address(row))

    assert response["Content-Type"] == "text/plain"
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert response["Content-Disposition"].endswith(".txt" if kind == "file" else '.txt"')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("kind", ["file", "capture"])
def test_for_who_is_no_member_it_is_not_there(kind, request, client, stranger):
    row = request.getfixturevalue(kind)
    client.force_login(stranger)
    assert client.get(address(row)).status_code == 404


@pytest.mark.parametrize("kind", ["file", "capture"])
def test_whoever_has_not_signed_in_is_sent_to_sign_in(kind, request, client):
    response = client.get(address(request.getfixturevalue(kind)))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("sign_in"))


def test_a_page_that_is_not_kept_yet_is_not_there(client, user, project, now):
    wanted = want_page(now=now, project=project, url="https://harbour.example.org/log")
    client.force_login(user)
    assert client.get(address(wanted)).status_code == 404


def test_a_content_that_is_lost_is_not_there(client, user, capture):
    Capture.objects.update(sha256="0" * 64)
    client.force_login(user)
    assert client.get(address(capture)).status_code == 404
