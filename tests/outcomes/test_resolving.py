"""Recording what happened: an answer with source and evidence, or why none counts."""

from datetime import timedelta

import pytest

from predictions.ledger.models import Act
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Evidence, Report, Resolution
from predictions.outcomes.operations import AlreadyResolved, StillDraft
from predictions.outcomes.queries import current_resolution
from predictions.outcomes.reports import OutcomeRefused
from predictions.questions.operations import reopen
from tests.cast import bridge, question, record, resolved, rows_of_every_table


@pytest.fixture
def recorded(project, now):
    return record(project, now)


@pytest.mark.parametrize(
    ("key", "value", "kept", "sentence"),
    [
        ("bridge", True, True, "the bridge was opened"),
        ("bridge", False, False, "the bridge stayed closed"),
        ("ferry", True, True, "it happened"),
        ("ferry", False, False, "it did not happen"),
        ("boats", 41, 41.0, "41 boats"),
        ("boats", 0, 0.0, "0 boats"),
        ("mayor", "Cy", "Cy", "Cy"),
        ("tunnel", "2026-05-20", "2026-05-20", "2026-05-20"),
        ("tunnel", "did not happen", "did not happen", "it did not happen by 2026-12-31"),
        ("tunnel", None, "did not happen", "it did not happen by 2026-12-31"),
    ],
)
def test_an_answer_of_each_type_is_kept_and_shown_as_a_sentence(
    recorded, now, key, value, kept, sentence
):
    resolution = resolved(key, value, now)

    assert resolution.report.value == kept
    assert str(resolution) == sentence
    assert question(key).status == "resolved"


def test_a_sentence_of_the_reviewers_own_is_shown_instead(recorded, now):
    assert str(resolved("bridge", True, now, sentence="crossed by ten")) == "crossed by ten"


def test_source_evidence_reporter_and_time_are_kept(recorded, now, user):
    resolved("bridge", True, now, actor=user)

    report = Report.objects.get()
    assert (report.source, report.reported_by, report.known_at) == ("the harbour office", user, now)
    assert [one.url for one in report.evidence.all()] == ["https://harbour.example.org/log"]
    assert Act.objects.get(verb="resolved").actor == user


def test_a_quotation_alone_is_evidence(recorded, now):
    resolved("bridge", True, now, evidence=[NewEvidence(quotation="Open!"), NewEvidence()])

    assert [one.quotation for one in Evidence.objects.all()] == ["Open!"]


@pytest.mark.parametrize(
    ("key", "value", "changes", "field", "reason"),
    [
        ("bridge", True, {"source": ""}, "source", "no source"),
        ("bridge", True, {"evidence": []}, "evidence", "no evidence"),
        ("bridge", True, {"evidence": [NewEvidence()]}, "evidence", "no evidence"),
        ("bridge", None, {}, "value", "neither true nor false"),
        ("bridge", 1, {}, "value", "neither true nor false"),
        ("boats", 201, {}, "value", "above the last possible value"),
        ("boats", -1, {}, "value", "below the first possible value"),
        ("boats", float("nan"), {}, "value", "not finite"),
        ("boats", "41", {}, "value", "not a number"),
        ("boats", True, {}, "value", "not a number"),
        ("mayor", "Dee", {}, "value", "not an option"),
        ("tunnel", "2027-01-01", {}, "value", "after the horizon"),
        ("tunnel", "in May", {}, "value", "not a date"),
        ("bridge", None, {"kind": "annulled"}, "rationale", "kind and a rationale"),
        (
            "bridge",
            None,
            {"kind": "forgotten", "rationale": "Nobody knows."},
            "rationale",
            "kind and a rationale",
        ),
    ],
)
def test_what_cannot_be_the_outcome_is_refused(recorded, now, key, value, changes, field, reason):
    before = rows_of_every_table()

    with pytest.raises(OutcomeRefused) as caught:
        resolved(key, value, now, **changes)

    assert caught.value.field == field
    assert reason in caught.value.reason
    assert caught.value.remedy
    assert rows_of_every_table() == before
    assert question(key).status == "open"


def test_nothing_is_known_in_the_future(recorded, now):
    with pytest.raises(OutcomeRefused) as caught:
        resolved("bridge", True, now + timedelta(seconds=1), now=now)
    assert caught.value.field == "known_at"


def test_a_draft_has_no_outcome(project, now):
    record(project, now, forecasts=[bridge(criteria=None)])

    with pytest.raises(StillDraft):
        resolved("bridge", True, now)


def test_what_is_resolved_is_not_resolved_again_by_accident(recorded, now):
    resolved("bridge", True, now)
    before = rows_of_every_table()

    with pytest.raises(
        AlreadyResolved, match="on 2026-03-02 at 09:00 UTC: the bridge was opened"
    ) as caught:
        resolved("bridge", False, now, rationale="Not so.")

    assert caught.value.remedy
    assert rows_of_every_table() == before


@pytest.mark.parametrize("kind", ["annulled", "ambiguous", "condition_not_met"])
def test_a_resolution_without_an_answer_has_a_rationale_and_no_report(recorded, now, kind):
    resolution = resolved("bridge", None, now, kind=kind, rationale="The bridge was sold.")

    assert (resolution.kind, resolution.report) == (kind, None)
    assert str(resolution) == kind.replace("_", " ")
    assert not Report.objects.exists()


def test_a_correction_needs_a_rationale(recorded, now):
    resolved("bridge", True, now)

    with pytest.raises(OutcomeRefused, match="says why"):
        resolved("bridge", False, now, supersede=True)


def test_a_correction_keeps_the_former_resolution(recorded, now):
    former = resolved("bridge", True, now)
    later = resolved("bridge", False, now, supersede=True, rationale="It was a rehearsal.")

    assert later.supersedes == former
    assert current_resolution(question("bridge")) == later
    former.refresh_from_db()
    assert former.report.value is True
    assert Resolution.objects.count() == 2


def test_corrections_form_one_chain(recorded, now):
    for value in (True, False, True):
        resolved("bridge", value, now, supersede=True, rationale="Seen again.")

    first, second, third = Resolution.objects.order_by("pk")
    assert (second.supersedes, third.supersedes) == (first, second)
    assert current_resolution(question("bridge")) == third


def test_a_reopened_question_is_resolved_again_with_a_rationale(recorded, now):
    former = resolved("bridge", True, now)
    reopen(now=now, actor=None, question=question("bridge"), reason="In doubt.")

    with pytest.raises(OutcomeRefused, match="says why"):
        resolved("bridge", False, now)
    assert resolved("bridge", False, now, rationale="Closed.").supersedes == former
