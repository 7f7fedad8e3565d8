"""Recording what really happened."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from predictions import waking
from predictions.accounts.models import User
from predictions.errors import DomainError
from predictions.ledger.operations import record_act
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Evidence, Report, Resolution
from predictions.outcomes.queries import current_resolution, proposal
from predictions.outcomes.reports import OutcomeRefused, check_times, write_report
from predictions.questions.models import Question
from predictions.questions.operations import lock, mark_proposed, mark_resolved
from predictions.questions.queries import UNRESOLVED
from predictions.reminders.links import Act, redeem
from predictions.storable import check_storable


class AlreadyResolved(DomainError):
    """Somebody has recorded the outcome already."""


class SignInNeeded(DomainError):
    """A link in an e-mail is not enough for this."""


class SecondReviewerNeeded(DomainError):
    """Nobody confirms an answer of their own where two reviewers are asked."""


class StillDraft(DomainError):
    """A draft has no criteria that an outcome could be held against."""


@transaction.atomic
def resolve(
    *,
    now: datetime,
    actor: User | None,
    question: Question,
    known_at: datetime,
    value: Any = None,
    kind: str = Resolution.Kind.ANSWERED,
    source: str = "",
    sentence: str = "",
    evidence: Sequence[NewEvidence | Evidence] = (),
    observed_at: datetime | None = None,
    rationale: str = "",
    supersede: bool = False,
) -> Resolution:
    """Adopt an answer with its source and evidence, or say why no answer counts.

    A resolved question is resolved again only on request (`supersede`) and with a rationale;
    the former resolution stays.
    """
    question = lock(question)
    if question.status == Question.Status.DRAFT:
        raise StillDraft(
            "This question is a draft.",
            field="question",
            remedy="Give it criteria, a deciding source and a date first.",
        )
    former = current_resolution(question)
    reopened = former and question.status in UNRESOLVED
    if former and not (supersede or reopened):
        raise AlreadyResolved(
            f"The outcome was recorded on {former.resolved_at:%Y-%m-%d}: {former}.",
            field="question",
            remedy="To correct it, say that the new resolution supersedes the former, and why.",
        )
    if former and not rationale:
        raise OutcomeRefused(
            "A resolution that supersedes another says why.",
            field="rationale",
            remedy="Name the mistake that it corrects.",
        )
    if kind == Resolution.Kind.ANSWERED and question.event.project.reviewers_needed > 1:
        raise SecondReviewerNeeded(
            "Two reviewers are asked here: one proposes an answer, another one confirms it.",
            field="question",
            remedy="Propose it on the question's page.",
        )
    check_times(now=now, known_at=known_at)
    wrote: list[Any] = []
    report = None
    if kind == Resolution.Kind.ANSWERED:
        report, wrote = write_report(
            now=now,
            actor=actor,
            question=question,
            known_at=known_at,
            value=value,
            source=source,
            sentence=sentence,
            observed_at=observed_at,
            evidence=evidence,
        )
    elif kind not in Resolution.Kind.values or not rationale:
        raise OutcomeRefused(
            "A resolution without an answer needs its kind and a rationale.",
            field="rationale",
            remedy=f"Give one of {', '.join(Resolution.Kind.values)}, and say why.",
        )
    resolution = Resolution(
        question=question,
        kind=kind,
        report=report,
        known_at=known_at,
        rationale=rationale,
        supersedes=former,
        resolved_at=now,
    )
    check_storable(resolution)
    resolution.save()
    record_act(
        now=now,
        actor=actor,
        verb="resolved",
        on=question,
        wrote=[*wrote, resolution],
        reason=rationale,
    )
    mark_resolved(now=now, actor=actor, question=question, known_at=resolution.known_at)
    waking.after_commit("predictions.score")
    return resolution


@transaction.atomic
def propose(
    *,
    now: datetime,
    actor: User,
    question: Question,
    known_at: datetime,
    value: Any,
    source: str,
    sentence: str = "",
    evidence: Sequence[NewEvidence | Evidence] = (),
    observed_at: datetime | None = None,
) -> Report:
    """Keep what somebody reports as a proposed answer, which a signed-in reviewer confirms."""
    question = lock(question)
    if question.status not in UNRESOLVED:
        raise AlreadyResolved(
            f"This question is {question.get_status_display()}.",
            field="question",
            remedy="Sign in to see it.",
        )
    report, wrote = write_report(
        now=now,
        actor=actor,
        question=question,
        known_at=known_at,
        value=value,
        source=source,
        sentence=sentence,
        observed_at=observed_at,
        proposed_at=now,
        evidence=evidence,
    )
    record_act(now=now, actor=actor, verb="proposed", on=question, wrote=wrote)
    mark_proposed(now=now, actor=actor, question=question)
    return report


@transaction.atomic
def propose_by_link(*, now: datetime, token: str, **reported: Any) -> Report:
    """Propose an answer as the one to whom a link was sent, without signing in.

    Where two reviewers are asked, a link is not enough.
    """
    grant = redeem(now=now, token=token, act=Act.RECORD)
    if grant.question.event.project.reviewers_needed > 1:
        raise SignInNeeded(
            "Two reviewers decide about this question.", remedy="Please sign in to answer it."
        )
    return propose(now=now, actor=grant.user, question=grant.question, **reported)


@transaction.atomic
def confirm(*, now: datetime, actor: User, question: Question, report: Report) -> Resolution:
    """Adopt a proposed answer. Where two reviewers are asked, not by the one who proposed it."""
    question = lock(question)
    former = current_resolution(question)
    if question.status != Question.Status.PROPOSED:
        raise AlreadyResolved(
            f"This question is {question.get_status_display()}, not proposed.", field="question"
        )
    if report != proposal(question):
        raise OutcomeRefused(
            "Another answer has been proposed meanwhile, or it was of another question.",
            field="question",
            remedy="Read it, and confirm that one.",
        )
    if question.event.project.reviewers_needed > 1 and report.reported_by_id == actor.pk:
        raise SecondReviewerNeeded(
            "Two reviewers are asked here, and you proposed this answer.",
            field="question",
            remedy="Somebody else has to confirm it.",
        )
    resolution = Resolution.objects.create(
        question=question,
        kind=Resolution.Kind.ANSWERED,
        report=report,
        known_at=report.known_at,
        rationale="",
        supersedes=former,
        resolved_at=now,
    )
    record_act(now=now, actor=actor, verb="confirmed", on=question, wrote=[resolution])
    mark_resolved(now=now, actor=actor, question=question, known_at=resolution.known_at)
    waking.after_commit("predictions.score")
    return resolution
