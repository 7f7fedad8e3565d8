"""What was handed in comes back byte for byte, to members only."""

from base64 import b64decode

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

CONTENT = b"What only this test hands in: the bridge is open since noon.\n"


def test_a_file_comes_back_as_it_was(alice, project):
    given = {"file": SimpleUploadedFile("log.txt", CONTENT)}
    kept = alice.client.post("/api/v1/projects/harbour/uploads", given).json()

    answer = alice.send("GET", f"projects/harbour/uploads/{kept['id']}/content")

    assert b64decode(answer.json()["content"]) == CONTENT
    assert answer.json()["sha256"] == kept["sha256"]
    assert answer["Content-Type"] == "application/json"


def test_a_file_that_was_lost_is_not_found(alice, project):
    given = {"file": SimpleUploadedFile("log.txt", b"Nobody else has this content.\n")}
    kept = alice.client.post("/api/v1/projects/harbour/uploads", given).json()
    default_storage.delete(f"{kept['sha256'][:2]}/{kept['sha256']}.gz")

    assert alice.send("GET", f"projects/harbour/uploads/{kept['id']}/content").status_code == 404
