"""Evidence, captures and uploads in the admin."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from predictions.ledger.models import Act
from predictions.outcomes.captures import mark_failed
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Capture, Evidence, Upload
from tests.cast import resolved


def log(content: bytes = b"The bridge is open.", name: str = "log.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def evidence(column, now) -> Evidence:
    """A page with a quotation, without a file."""
    new = NewEvidence(url="https://harbour.example.org/log", quotation="Open!")
    resolved("bridge", True, now, evidence=[new])
    return Evidence.objects.get()


@pytest.fixture
def capture(evidence, now) -> Capture:
    """Its page, which did not come."""
    return mark_failed(now=now, capture=evidence.capture, error="It answered 402.", passing=False)


def page(row, name="change") -> str:
    return reverse(f"admin:predictions_{row._meta.model_name}_{name}", args=[row.pk])


def test_evidence_gets_a_file_and_nothing_else_changes(post, evidence, user):
    errors = post("evidence_change", evidence.pk, upload=log(), quotation="Closed!")

    assert errors == {}
    changed = Evidence.objects.get()
    assert (changed.file, changed.quotation) == (Upload.objects.get(), "Open!")
    assert Act.objects.get(verb="attached file").actor == user


def test_a_file_that_is_refused_stands_beside_the_field(post, evidence):
    errors = post("evidence_change", evidence.pk, upload=log(b"MZ\0"))
    assert "none of the kinds of file" in errors["upload"][0]
    assert not Upload.objects.exists()


def test_evidence_with_a_file_is_read_only(signed_in, post, evidence):
    post("evidence_change", evidence.pk, upload=log())
    response = signed_in.post(page(evidence), {"upload": log(b"Another.")})
    assert response.status_code == 403


def test_a_file_can_be_downloaded_from_its_page(signed_in, post, evidence):
    post("evidence_change", evidence.pk, upload=log())
    file = Upload.objects.get()
    assert reverse("upload", args=[file.public_id]) in signed_in.get(page(file)).content.decode()


def test_a_page_that_failed_says_why_and_is_fetched_again_after_asking(signed_in, capture):
    shown = signed_in.get(page(capture)).content.decode()
    assert "It answered 402." in shown
    again = reverse("admin:predictions_capture_again", args=[capture.pk])

    assert "Fetch again" in signed_in.get(again).content.decode()
    assert Capture.objects.count() == 1
    response = signed_in.post(again)

    new = Capture.objects.get(supersedes=capture)
    assert response["Location"] == page(new)
    assert new.state == Capture.State.WANTED


def test_a_page_that_is_wanted_anyway_is_not_asked_for_again(signed_in, evidence):
    again = reverse("admin:predictions_capture_again", args=[evidence.capture.pk])
    response = signed_in.post(again, follow=True)
    assert "This page is wanted." in response.content.decode()
    assert Capture.objects.count() == 1
