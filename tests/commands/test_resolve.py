"""manage.py resolve"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from predictions.ledger.verification import problems
from predictions.outcomes.models import Resolution
from predictions.scores.models import Score
from tests.cast import question, record, rows_of_every_table

GIVEN = {"known_at": "2026-03-02", "source": "the harbour office", "quotation": "It is so."}


def run(key, *value, **options):
    out = StringIO()
    call_command("resolve", question(key).wording, *value, stdout=out, **(GIVEN | options))
    return out.getvalue()


@pytest.fixture(autouse=True)
def recorded(project, now):
    return record(project, now)


@pytest.mark.parametrize(
    ("key", "said", "value", "sentence"),
    [
        ("bridge", "yes", True, "the bridge was opened"),
        ("bridge", "no", False, "the bridge stayed closed"),
        ("boats", "41", 41.0, "41 boats"),
        ("mayor", "Bo", "Bo", "Bo"),
        ("tunnel", "2026-05-20", "2026-05-20", "2026-05-20"),
        ("tunnel", "did not happen", "did not happen", "it did not happen by 2026-12-31"),
    ],
)
def test_an_answer_is_recorded_and_scored(key, said, value, sentence):
    assert run(key, said) == f"Recorded: {sentence}. Forecasts scored: 1.\n"

    resolution = Resolution.objects.select_related("report").get()
    assert resolution.report.value == value
    assert resolution.question.status == "resolved"
    assert Score.objects.count() == 1
    assert list(problems()) == []


def test_a_question_goes_by_its_public_id_too():
    out = StringIO()
    call_command("resolve", question("bridge").public_id, "yes", stdout=out, **GIVEN)
    assert "Recorded: the bridge was opened." in out.getvalue()


def test_a_question_that_cannot_be_decided_is_annulled():
    said = run("bridge", kind="annulled", rationale="The bridge was sold.")

    assert said == "Recorded: annulled. Forecasts scored: 0.\n"


@pytest.mark.parametrize(
    ("key", "value", "options", "reason"),
    [
        ("bridge", "perhaps", {}, "neither true nor false"),
        ("bridge", "yes", {"source": ""}, "The outcome has no source"),
        ("bridge", "yes", {"quotation": ""}, "The outcome has no evidence"),
        ("bridge", "yes", {"known_at": "yesterday"}, "“yesterday” is not a date"),
        ("bridge", "yes", {"known_at": "2999-01-01"}, "cannot become known in the future"),
        ("bridge", "yes", {"actor": "nobody@example.org"}, "There is no user"),
        ("boats", "201", {}, "above the last possible value"),
        ("boats", "many", {}, "is not a number"),
        ("boats", "NaN", {}, "not finite"),
        ("mayor", "Dee", {}, "is not an option"),
        ("tunnel", "2027-01-01", {}, "after the horizon"),
    ],
)
def test_what_cannot_be_the_outcome_is_refused(key, value, options, reason):
    before = rows_of_every_table()

    with pytest.raises(CommandError, match=reason):
        run(key, value, **options)

    assert rows_of_every_table() == before


def test_a_question_nobody_asked_is_refused():
    with pytest.raises(CommandError, match="No question is called “Why\\?”"):
        call_command("resolve", "Why?", "yes", **GIVEN)


def test_a_correction_is_asked_for_and_says_why():
    run("bridge", "yes")

    with pytest.raises(CommandError, match="The outcome was recorded on"):
        run("bridge", "no")
    with pytest.raises(CommandError, match="A resolution that supersedes another says why"):
        run("bridge", "no", supersede=True)
    said = run("bridge", "no", supersede=True, rationale="The opening was a rehearsal.")

    assert said == "Recorded: the bridge stayed closed. Forecasts scored: 1.\n"


def test_a_file_is_evidence_with_where_in_it_to_look(tmp_path):
    report = tmp_path / "report.pdf"
    report.write_bytes(b"%PDF-1.7\n")

    run("bridge", "yes", quotation="", file=report, where="page 7")

    evidence = Resolution.objects.get().report.evidence.get()
    assert (evidence.file.name, evidence.where) == ("report.pdf", "page 7")


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    before = rows_of_every_table()
    with pytest.raises(CommandError, match=r"none\.pdf cannot be read: No such file"):
        run("bridge", "yes", file=tmp_path / "none.pdf")
    assert rows_of_every_table() == before
