"""Where the decision about a question stands, in plain words: for pages, the API and e-mails."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext

from predictions.accounts.models import User
from predictions.outcomes.models import Objection, Proposal, Report, Resolution
from predictions.outcomes.queries import (
    current_resolution,
    former_resolutions,
    hands_in,
    objections_about,
    objections_until,
    on_the_table,
    reports_of,
)
from predictions.questions.models import Question
from predictions.questions.queries import reviewers_needed


class Phase(StrEnum):
    """How far the decision is. What the clock decides (due, closed) is computed here."""

    DRAFT = "draft"
    OPEN = "open"
    DUE = "due"
    PROPOSED = "proposed"
    DISPUTED = "disputed"
    RESOLVED = "resolved"
    CLOSED = "closed"
    OBJECTED = "objected"
    REOPENED = "reopened"
    MERGED = "merged"


@dataclass(frozen=True, kw_only=True)
class State:
    """Who proposed what and when, what was decided, and what is needed next."""

    question: Question
    phase: Phase
    said: str
    """What has happened so far, as a sentence."""
    next: str
    """What is needed next, as a sentence; empty where nothing is."""
    reviewers_needed: int
    proposal: Proposal | None
    """What waits to be confirmed or declined."""
    declined: list[Proposal]
    """What was declined on the way to it, the latest first; a third reviewer may prefer one."""
    resolution: Resolution | None
    former: list[Resolution]
    """Superseded resolutions, the latest first."""
    objections: list[Objection]
    objections_until: datetime | None
    reports: list[Report]
    """Every source's account, those of other quantities included."""

    def may_decide(self, user: User) -> bool:
        """Whether this reviewer has no hand in what waits, or one reviewer is enough."""
        if self.proposal is None:
            return False
        table = [self.proposal, *self.declined]
        return self.reviewers_needed == 1 or user.pk not in hands_in(table)

    @property
    def is_closed(self) -> bool:
        """Whether the days for objections are over. A later objection can still reopen."""
        return self.phase == Phase.CLOSED

    @property
    def is_contested(self) -> bool:
        """Whether sources answer the wording differently; the criteria name the one to follow."""
        answers = [report.value for report in self.reports if not report.quantity]
        return any(answer != answers[0] for answer in answers)


def state_of(question: Question, *, now: datetime) -> State:
    """Where the decision about a question stands."""
    resolution = current_resolution(question)
    table = on_the_table(question)
    objections = list(objections_about(question))
    until = objections_until(resolution) if resolution else None
    needed = reviewers_needed(question)
    challenged = [
        one for one in objections if one.decided_at is None and one.resolution == resolution
    ]
    phase = _phase(now, question, table, resolution, challenged, until)
    return State(
        question=question,
        phase=phase,
        said=_said(phase, question, table, resolution),
        next=_next(phase, needed, until),
        reviewers_needed=needed,
        proposal=table[0] if table else None,
        declined=table[1:],
        resolution=resolution,
        former=list(former_resolutions(question)),
        objections=objections,
        objections_until=until,
        reports=list(reports_of(question)),
    )


def _phase(
    now: datetime,
    question: Question,
    table: list[Proposal],
    resolution: Resolution | None,
    challenged: list[Objection],
    until: datetime | None,
) -> Phase:
    match question.status:
        case Question.Status.DRAFT:
            return Phase.DRAFT
        case Question.Status.MERGED:
            return Phase.MERGED
        case Question.Status.PROPOSED:
            return Phase.DISPUTED if len(hands_in(table)) > 1 else Phase.PROPOSED
        case Question.Status.RESOLVED:
            if resolution and challenged:
                return Phase.OBJECTED
            return Phase.CLOSED if until and now > until else Phase.RESOLVED
    if resolution:
        return Phase.REOPENED
    return Phase.DUE if question.resolves_at and question.resolves_at <= now else Phase.OPEN


def _said(
    phase: Phase, question: Question, table: list[Proposal], resolution: Resolution | None
) -> str:
    if table:
        told = gettext("%(who)s proposed on %(when)s: %(what)s.")
        waiting = table[0]
        return told % {
            "who": waiting.proposed_by,
            "when": _day(waiting.proposed_at),
            "what": waiting,
        }
    if resolution:
        about = {"when": _day(resolution.resolved_at), "what": resolution}
        if phase == Phase.REOPENED:
            return gettext("Recorded on %(when)s, and in doubt since: %(what)s.") % about
        if resolution.resolved_by:
            told = gettext("%(who)s recorded on %(when)s: %(what)s.")
            return told % (about | {"who": resolution.resolved_by})
        return gettext("Recorded on %(when)s: %(what)s.") % about
    match phase:
        case Phase.DRAFT:
            return gettext("This question is a draft.")
        case Phase.MERGED:
            return gettext("This question counts as another one: %(it)s") % {
                "it": question.merged_into
            }
    return gettext("Nothing has been recorded yet.")


def _next(phase: Phase, needed: int, until: datetime | None) -> str:
    match phase:
        case Phase.DRAFT:
            return gettext("It needs criteria, a deciding source and a date.")
        case Phase.OPEN:
            return gettext("Its date has not come; it can be answered before.")
        case Phase.DUE | Phase.REOPENED if needed > 1:
            return gettext("A reviewer proposes what happened; another one confirms it.")
        case Phase.DUE | Phase.REOPENED:
            return gettext("A reviewer records what happened.")
        case Phase.PROPOSED if needed > 1:
            return gettext("Another reviewer confirms it, or declines it with a counter-proposal.")
        case Phase.PROPOSED:
            return gettext("A reviewer confirms it, or declines it with a counter-proposal.")
        case Phase.DISPUTED if needed > 1:
            return gettext("Reviewers disagree: a third one decides.")
        case Phase.DISPUTED:
            return gettext("Reviewers disagree: one of them, or a third, confirms an answer.")
        case Phase.OBJECTED:
            return gettext("Somebody uninvolved decides about the objection.")
        case Phase.RESOLVED if until:
            return gettext("Until %(day)s anybody in the project can object.") % {
                "day": _day(until)
            }
        case Phase.CLOSED:
            return gettext("The days for objections are over; a late one can still reopen it.")
    return ""


def _day(moment: datetime) -> str:
    return date_format(moment, "j F Y")
