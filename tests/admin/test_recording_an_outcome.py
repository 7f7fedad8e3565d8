"""The page on which a reviewer records what happened."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from predictions.ledger.models import Act
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Resolution
from predictions.outcomes.operations import propose
from tests.cast import bridge, question, record, resolved, rows_of_every_table

GIVEN = {
    "kind": "answered",
    "known_on": "2026-03-02",
    "source": "the harbour office",
    "url": "https://harbour.example.org/log",
}


@pytest.fixture
def page(signed_in, column):
    """Record an outcome by the page of its question; what it answers."""

    def send(key, **data):
        address = reverse("admin:predictions_question_resolve", args=[question(key).pk])
        return signed_in.post(address, GIVEN | data)

    return send


def test_the_page_shows_quote_criteria_and_answers_as_sentences(signed_in, column):
    address = reverse("admin:predictions_question_resolve", args=[question("bridge").pk])

    shown = signed_in.get(address).content.decode()

    for text in (
        "“The bridge will open before June”",
        "Ines Quayle",
        "The harbour office opens it to everybody.",
        "the bridge was opened",
        "the bridge stayed closed",
    ):
        assert text in shown


@pytest.mark.parametrize(
    ("key", "said", "value"),
    [
        ("bridge", "yes", True),
        ("bridge", "no", False),
        ("boats", "41", 41.0),
        ("mayor", "Bo", "Bo"),
        ("tunnel", "2026-05-20", "2026-05-20"),
        ("tunnel", "did not happen", "did not happen"),
    ],
)
def test_an_answer_of_each_type_is_recorded(page, user, key, said, value):
    response = page(key, value=said)

    assert (response.status_code, response["Location"]) == (302, reverse("admin:index"))
    assert Resolution.objects.get().report.value == value
    assert Act.objects.get(verb="resolved").actor == user


def test_a_file_and_where_the_quotation_stands_are_kept_as_evidence(page, user):
    log = SimpleUploadedFile("log.txt", b"The bridge is open.")

    response = page("bridge", value="yes", url="", upload=log, where="third line")

    assert response.status_code == 302
    evidence = Resolution.objects.get().report.evidence.get()
    assert (evidence.file.name, evidence.file.uploaded_by) == ("log.txt", user)
    assert (evidence.where, evidence.url) == ("third line", "")


def test_an_annulment_is_recorded(page):
    assert page("bridge", kind="annulled", rationale="It was sold.").status_code == 302
    assert Resolution.objects.get().kind == "annulled"


@pytest.mark.parametrize(
    ("key", "data", "field", "reason"),
    [
        ("bridge", {}, "value", "neither true nor false"),
        ("boats", {"value": "201"}, "value", "above the last possible value"),
        ("mayor", {"value": "Dee"}, "value", "not one of the available choices"),
        ("tunnel", {"value": "2027-01-01"}, "value", "after the horizon"),
        ("bridge", {"value": "yes", "source": ""}, "source", "no source"),
        ("bridge", {"value": "yes", "url": ""}, "url", "no evidence"),
        (
            "bridge",
            {"value": "yes", "upload": SimpleUploadedFile("log.txt", b"MZ\0")},
            "upload",
            "none of the kinds of file",
        ),
        ("bridge", {"value": "yes", "url": "javascript:alert(1)"}, "url", "valid URL"),
        ("bridge", {"kind": "annulled"}, "rationale", "a rationale"),
        ("bridge", {"value": "yes", "known_on": ""}, "known_on", "required"),
    ],
)
def test_what_is_refused_stands_beside_its_field(page, key, data, field, reason):
    before = rows_of_every_table()

    response = page(key, **data)

    assert response.status_code == 200
    assert reason in " ".join(response.context["form"].errors[field])
    assert rows_of_every_table() == before


def test_a_day_in_the_future_is_refused(page):
    response = page("bridge", value="yes", known_on="2999-01-01")

    assert "known in the future" in str(response.context["form"].errors)
    assert not Resolution.objects.exists()


def test_a_correction_is_ticked_and_says_why(page, now):
    resolved("bridge", True, now)

    refused = page("bridge", value="no", supersede="on")
    assert "says why" in " ".join(refused.context["form"].errors["rationale"])
    page("bridge", value="no", supersede="on", rationale="It was a rehearsal.")

    assert Resolution.objects.count() == 2
    assert Resolution.objects.get(supersedes__isnull=False).report.value is False


def test_what_is_resolved_is_not_overwritten_without_the_tick(page, now):
    resolved("bridge", True, now)

    response = page("bridge", value="no", rationale="Not so.")

    assert "The outcome was recorded on" in response.content.decode()
    assert Resolution.objects.count() == 1


def test_a_draft_is_refused(signed_in, project, now):
    record(project, now, forecasts=[bridge(criteria=None, deciding_source=None)])
    address = reverse("admin:predictions_question_resolve", args=[question("bridge").pk])

    response = signed_in.post(address, GIVEN | {"value": "yes"})

    assert "This question is a draft." in response.content.decode()
    assert not Resolution.objects.exists()


def test_a_proposal_is_confirmed_by_a_button(page, reviewer, now):
    proposal = propose(
        now=now,
        actor=reviewer,
        question=question("bridge"),
        known_at=now - timedelta(days=1),
        value=True,
        source="the harbour office",
        evidence=[NewEvidence(quotation="Open!")],
    )

    assert page("bridge", confirm=proposal.public_id).status_code == 302
    assert Resolution.objects.get().proposal == proposal


def test_a_question_that_is_not_there_is_not_found(signed_in):
    address = reverse("admin:predictions_question_resolve", args=[1])
    assert signed_in.get(address).status_code == 404


def test_whoever_has_not_signed_in_is_sent_to_sign_in(client, column):
    address = reverse("admin:predictions_question_resolve", args=[question("bridge").pk])

    for response in (client.get(address), client.post(address, GIVEN | {"value": "yes"})):
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("admin:login"))
    assert not Resolution.objects.exists()
