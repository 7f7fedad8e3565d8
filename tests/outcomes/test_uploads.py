"""Files that are handed in."""

from io import BytesIO

import pytest
from django.core.files import File

from predictions.accounts.operations import create_project
from predictions.ledger.models import Act
from predictions.outcomes.contents import read
from predictions.outcomes.models import Upload
from predictions.outcomes.uploads import LARGEST, NewUpload, NotAccepted, upload

pytestmark = pytest.mark.django_db

TEXT = b"The bridge is open."


@pytest.fixture
def hand_in(project, user, now):
    def send(content=TEXT, name="log.txt", **changes):
        given = {"now": now, "actor": user, "project": project} | changes
        return upload(**given, new=NewUpload(name=name, content=content))

    return send


def test_a_file_is_kept_with_who_when_and_what_it_is(hand_in, user, now):
    kept = hand_in(b"%PDF-1.7\n", name="report.txt")

    assert (kept.content_type, kept.size, kept.name) == ("application/pdf", 9, "report.txt")
    assert (kept.uploaded_by, kept.uploaded_at) == (user, now)
    assert read(kept.sha256) == b"%PDF-1.7\n"
    assert Act.objects.get(object_type="upload").verb == "uploaded"


def test_the_same_content_is_kept_once_in_a_project_whatever_its_name(hand_in):
    assert hand_in(name="other.txt") == hand_in(name="log.txt")
    assert Upload.objects.count() == 1


def test_each_project_has_its_own(hand_in, user, now):
    other = create_project(now=now, actor=user, slug="other", name="Other")
    mine, theirs = hand_in(), hand_in(project=other)
    assert mine != theirs
    assert mine.sha256 == theirs.sha256


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "none of the kinds"),
        (b"MZ\x90\0\x03", "none of the kinds"),
        (b"x" * (LARGEST + 1), "larger than 10 MB"),
    ],
)
def test_what_is_not_accepted_leaves_nothing(hand_in, content, reason):
    with pytest.raises(NotAccepted, match=reason) as caught:
        hand_in(content, name="log.txt")

    assert caught.value.field == "upload"
    assert not Upload.objects.exists()


def test_ten_megabytes_are_accepted(hand_in):
    assert hand_in(b"x" * LARGEST).size == LARGEST


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("a\r\nSet-Cookie: b.txt", "a__Set-Cookie: b.txt"),
        ("x" * 300 + ".txt", "x" * 196 + ".txt"),
        ("Протокол.txt", "Протокол.txt"),
    ],
)
def test_a_name_is_only_a_name(hand_in, name, kept):
    assert hand_in(name=name).name == kept


def test_a_file_without_a_name_is_called_by_its_hash(hand_in):
    kept = hand_in(name=" ")
    assert kept.name == kept.sha256[:12]


def test_of_a_form_no_more_is_read_than_is_needed_to_refuse_it():
    stream = BytesIO(b"x" * (LARGEST + 1000))

    new = NewUpload.of(File(stream, name="log.txt"))

    assert (new.name, len(new.content), stream.tell()) == ("log.txt", LARGEST + 1, LARGEST + 1)
