"""Writing evidence: what anybody can look at, for one report or several."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext

from predictions import waking
from predictions.accounts.models import Project, User
from predictions.errors import DomainError
from predictions.ledger.operations import record_act
from predictions.outcomes.captures import FETCH, want_page
from predictions.outcomes.models import Capture, Evidence, Report, Upload
from predictions.outcomes.uploads import NewUpload, upload
from predictions.storable import check_storable


class NoEvidence(DomainError):
    """Nothing is given that anybody could look at."""


class OfAnotherProject(DomainError):
    """Evidence and files serve the project that they were handed in for."""


class ServesAlready(DomainError):
    """The report has this evidence, or the evidence has a file."""


@dataclass(frozen=True, kw_only=True)
class NewEvidence:
    """Something anybody can look at: an address, a quotation with where it stands, a file."""

    url: str = ""
    quotation: str = ""
    where: str = ""
    upload: Upload | NewUpload | None = None

    def __bool__(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.url or self.quotation or self.upload)


@transaction.atomic
def add_evidence(
    *, now: datetime, actor: User | None, report: Report, evidence: NewEvidence | Evidence
) -> Evidence:
    """Give a report more evidence: new, or what serves another report of the project already."""
    if not evidence:
        raise NoEvidence(
            gettext("There is nothing to look at."),
            field="evidence",
            remedy=gettext("Give an address, a quotation or a file."),
        )
    (kept,), wrote = write_evidence(
        now=now, actor=actor, project=report.question.event.project, evidence=[evidence]
    )
    if report.evidence.filter(pk=kept.pk).exists():
        raise ServesAlready(gettext("The report has this evidence already."), field="evidence")
    report.evidence.add(kept)
    link = Report.evidence.through.objects.get(report=report, evidence=kept)
    record_act(now=now, actor=actor, verb="added evidence", on=report, wrote=[*wrote, link])
    return kept


@transaction.atomic
def attach_file(
    *, now: datetime, actor: User | None, evidence: Evidence, file: Upload | NewUpload
) -> Evidence:
    """Give evidence the file that shows what its page does not, or no longer."""
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.file_id is not None:
        raise ServesAlready(
            gettext("This evidence has a file already."),
            field="file",
            remedy=gettext("Add the other file to the report as evidence of its own."),
        )
    evidence.file = _file(now, actor, evidence.project, file)
    evidence.save()
    record_act(now=now, actor=actor, verb="attached file", on=evidence, wrote=[evidence])
    return evidence


def write_evidence(
    *,
    now: datetime,
    actor: User | None,
    project: Project,
    evidence: Sequence[NewEvidence | Evidence],
) -> tuple[list[Evidence], list[Model]]:
    """The evidence as rows, and what was written for the new ones, for the act of the caller.

    The page behind an address is fetched later, by itself.
    """
    rows: list[Evidence] = []
    wrote: list[Model] = []
    for one in evidence:
        if isinstance(one, Evidence):
            if one.project_id != project.pk:
                raise _of_another_project("evidence")
            rows.append(one)
            continue
        row = Evidence(
            project=project,
            url=one.url,
            quotation=one.quotation,
            where=one.where,
            file=_file(now, actor, project, one.upload),
        )
        check_storable(row)
        if one.url:
            row.capture = want_page(now=now, project=project, url=one.url)
            wrote.append(row.capture)
        row.save()
        wrote.append(row)
        rows.append(row)
    if any(isinstance(row, Capture) for row in wrote):
        waking.after_commit(FETCH)
    return rows, wrote


def _file(
    now: datetime, actor: User | None, project: Project, given: Upload | NewUpload | None
) -> Upload | None:
    if isinstance(given, NewUpload):
        return upload(now=now, actor=actor, project=project, new=given)
    if given and given.project_id != project.pk:
        raise _of_another_project("upload")
    return given


def _of_another_project(field: str) -> OfAnotherProject:
    return OfAnotherProject(
        gettext("This belongs to another project."),
        field=field,
        remedy=gettext("Hand it in for this one, too."),
    )
