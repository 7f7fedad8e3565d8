"""Evidence: what anybody can look at, for one question or several."""

import pytest

from predictions.accounts.operations import create_project
from predictions.ledger.models import Act
from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems
from predictions.outcomes.evidence import (
    NewEvidence,
    NoEvidence,
    OfAnotherProject,
    ServesAlready,
    add_evidence,
    attach_file,
)
from predictions.outcomes.models import Capture, Evidence, Report, Upload
from predictions.outcomes.operations import propose
from predictions.outcomes.uploads import NewUpload, NotAccepted, upload
from predictions.storable import NotStorable
from tests.cast import question, record, resolved, rows_of_every_table

pytestmark = pytest.mark.django_db

LOG = NewUpload(name="log.txt", content=b"The bridge is open.")
PAGE = "https://harbour.example.org/log"


@pytest.fixture(autouse=True)
def recorded(project, reviewer, now):
    record(project, now, reviewers=(reviewer,))


@pytest.fixture
def report(now) -> Report:
    resolved("bridge", True, now, evidence=[NewEvidence(quotation="Open!")])
    return Report.objects.get()


@pytest.fixture
def elsewhere(user, now):
    return create_project(now=now, actor=user, slug="elsewhere", name="Elsewhere")


def test_an_outcome_keeps_address_quotation_place_and_file_together(now, reviewer):
    new = NewEvidence(url=PAGE, quotation="Open!", where="third line", upload=LOG)

    report = resolved("bridge", True, now, actor=reviewer, evidence=[new]).report

    evidence = report.evidence.get()
    assert (evidence.url, evidence.quotation, evidence.where) == (PAGE, "Open!", "third line")
    assert evidence.file.name == "log.txt"
    assert evidence.file.uploaded_by == reviewer


def test_a_file_alone_is_evidence(now):
    report = resolved("bridge", True, now, evidence=[NewEvidence(upload=LOG)]).report
    assert report.evidence.get().capture is None


def test_the_page_behind_an_address_is_wanted_from_the_same_moment(now):
    resolved("bridge", True, now, evidence=[NewEvidence(url=PAGE)])

    capture = Capture.objects.get()
    assert (capture.url, capture.state, capture.not_before) == (PAGE, "wanted", now)
    assert Evidence.objects.get().capture == capture


def test_a_file_that_is_refused_leaves_no_outcome(now):
    before = rows_of_every_table()
    bad = NewEvidence(upload=NewUpload(name="log.txt", content=b"MZ\0"))

    with pytest.raises(NotAccepted):
        resolved("bridge", True, now, evidence=[bad])

    assert rows_of_every_table() == before


def test_an_outcome_that_is_refused_leaves_no_file(now):
    before = rows_of_every_table()
    with pytest.raises(NotStorable):
        resolved("bridge", True, now, evidence=[NewEvidence(where="x" * 301, upload=LOG)])
    assert rows_of_every_table() == before


def test_evidence_serves_several_questions(report, now, reviewer):
    evidence = report.evidence.get()

    other = propose(
        now=now,
        actor=reviewer,
        question=question("ferry"),
        known_at=now,
        value=False,
        source="the harbour office",
        evidence=[evidence],
    )

    assert set(evidence.reports.all()) == {report, other.report}
    assert Evidence.objects.count() == 1


def test_evidence_is_added_to_a_report_later(report, now, reviewer):
    new = NewEvidence(url=PAGE, upload=LOG)

    evidence = add_evidence(now=now, actor=reviewer, report=report, evidence=new)

    assert set(report.evidence.all()) == {*Evidence.objects.all()}
    assert evidence.file == Upload.objects.get()
    act = Act.objects.get(verb="added evidence")
    assert (act.actor, act.object_id) == (reviewer, report.pk)


def test_the_same_evidence_is_added_once(report, now):
    with pytest.raises(ServesAlready):
        add_evidence(now=now, actor=None, report=report, evidence=report.evidence.get())


@pytest.mark.parametrize("nothing", [NewEvidence(), NewEvidence(where="page 7")])
def test_without_anything_to_look_at_it_is_no_evidence(report, now, nothing):
    with pytest.raises(NoEvidence):
        add_evidence(now=now, actor=None, report=report, evidence=nothing)


def test_files_and_evidence_of_another_project_do_not_serve_here(report, elsewhere, now):
    file = upload(now=now, actor=None, project=elsewhere, new=LOG)
    evidence = Evidence.objects.create(project=elsewhere, quotation="Open!")

    for foreign in (NewEvidence(upload=file), evidence):
        with pytest.raises(OfAnotherProject):
            add_evidence(now=now, actor=None, report=report, evidence=foreign)


def test_evidence_gets_a_file_where_it_has_none(report, now, reviewer):
    evidence = attach_file(now=now, actor=reviewer, evidence=report.evidence.get(), file=LOG)

    assert evidence.file.name == "log.txt"
    assert Act.objects.get(verb="attached file").actor == reviewer
    with pytest.raises(ServesAlready, match="has a file already"):
        attach_file(now=now, actor=reviewer, evidence=evidence, file=LOG)


def test_all_of_it_stands_in_the_ledger(report, now):
    add_evidence(now=now, actor=None, report=report, evidence=NewEvidence(url=PAGE))
    attach_file(now=now, actor=None, evidence=report.evidence.first(), file=LOG)
    sequence(now=now)
    assert list(problems()) == []
