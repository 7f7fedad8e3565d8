"""What is kept beside the database, under its hash."""

import gzip
import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from predictions.outcomes.contents import ContentLost, keep, read

CONTENT = b"The bridge is open."
SHA256 = hashlib.sha256(CONTENT).hexdigest()
NAME = f"{SHA256[:2]}/{SHA256}.gz"


@pytest.fixture(autouse=True)
def _empty(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }


def files() -> list[str]:
    folders, _ = default_storage.listdir("")
    return [file for folder in folders for file in default_storage.listdir(folder)[1]]


def test_what_was_kept_is_read_by_its_hash():
    assert keep(CONTENT) == SHA256
    assert read(SHA256) == CONTENT


def test_it_is_kept_compressed_and_once():
    content = CONTENT * 1000
    keep(content)
    keep(content)

    (file,) = files()
    assert default_storage.size(f"{file[:2]}/{file}") < 1000


def test_what_is_not_there_is_lost():
    with pytest.raises(ContentLost, match=SHA256):
        read(SHA256)


@pytest.mark.parametrize(
    "there",
    [gzip.compress(b"Another content."), gzip.compress(CONTENT)[:-9], b"", b"not gzip"],
    ids=["another", "cut off", "empty", "no gzip"],
)
def test_what_is_there_is_another_content_is_lost_and_kept_again(there):
    default_storage.save(NAME, ContentFile(there))
    with pytest.raises(ContentLost):
        read(SHA256)

    keep(CONTENT)

    assert read(SHA256) == CONTENT
    assert len(files()) == 1


def test_of_two_who_keep_the_same_at_once_one_file_is_left(monkeypatch):
    """The other one is faster between the look and the write."""
    save = FileSystemStorage.save

    def after_the_other(storage, name, content):
        save(storage, name, ContentFile(gzip.compress(CONTENT)))
        return save(storage, name, content)

    # On the class: undone on the storage of this test, it would come to be that of later ones.
    monkeypatch.setattr(FileSystemStorage, "save", after_the_other)

    assert keep(CONTENT) == SHA256
    assert files() == [f"{SHA256}.gz"]
