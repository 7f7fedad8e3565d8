"""Proposing an answer, confirming it, or declining it for another one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext

from predictions.accounts.models import User
from predictions.errors import DomainError
from predictions.ledger.operations import record_act
from predictions.outcomes.models import Confirmation, Proposal, Resolution
from predictions.outcomes.models.decisions import Kind
from predictions.outcomes.operations.adopting import (
    AlreadyResolved,
    adopt,
    already_resolved,
    check_nothing_waits,
    lock_decidable,
    on,
    report_to_adopt,
)
from predictions.outcomes.operations.resolving import SecondReviewerNeeded
from predictions.outcomes.queries import current_resolution, hands_in, on_the_table
from predictions.outcomes.reports import OutcomeRefused
from predictions.questions.models import Question
from predictions.questions.operations import mark_proposed
from predictions.questions.queries import reviewers_needed
from predictions.reminders.links import Act, redeem
from predictions.storable import check_storable

Verdict = Confirmation.Verdict


class AlreadyDeclined(DomainError):
    """Somebody has declined this proposal already, for another one."""


class SignInNeeded(DomainError):
    """A link in an e-mail is not enough for this."""


@transaction.atomic
def propose(
    *, now: datetime, actor: User, question: Question, known_at: datetime, **proposed: Any
) -> Proposal:
    """Put an answer forward, or why none counts; a signed-in reviewer confirms or declines it.

    `proposed` is `kind` and `rationale`, and what `reports.write_report` takes; or `report`,
    one that the question has already. A question can be proposed before it is due.
    """
    question = lock_decidable(question)
    check_nothing_waits(question)
    former = current_resolution(question)
    if former and question.status == Question.Status.RESOLVED:
        raise already_resolved(former, remedy=gettext("Object to the resolution, if it is wrong."))
    proposal, wrote = _put_forward(now, actor, question, known_at, **proposed)
    record_act(
        now=now,
        actor=actor,
        verb="proposed",
        on=question,
        wrote=wrote,
        reason=proposal.rationale,
    )
    mark_proposed(now=now, actor=actor, question=question)
    return proposal


@transaction.atomic
def propose_by_link(*, now: datetime, token: str, **proposed: Any) -> Proposal:
    """Propose an answer as the one to whom a link was sent, without signing in.

    Where two reviewers are asked, a link is not enough.
    """
    grant = redeem(now=now, token=token, act=Act.RECORD)
    if reviewers_needed(grant.question) > 1:
        raise SignInNeeded(
            gettext("Two reviewers decide about this question."),
            remedy=gettext("Please sign in to answer it."),
        )
    return propose(now=now, actor=grant.user, question=grant.question, **proposed)


@transaction.atomic
def confirm(
    *, now: datetime, actor: User, proposal: Proposal, instead_of: Proposal | None = None
) -> Resolution:
    """Adopt the proposal that waits; or, `instead_of` it, one that was declined on the way to it.

    Where two reviewers are asked, neither by the one who made it nor by one of those who declined
    another for it: a second decides, and after a counter-proposal a third.
    """
    question = lock_decidable(proposal.question)
    waiting = _still_waiting(instead_of or proposal)
    table = on_the_table(question)
    if proposal not in table or proposal == instead_of:
        raise OutcomeRefused(
            gettext("This proposal is not among those to be decided about."),
            field="proposal",
            remedy=gettext("Load the question again, and choose one of those it shows."),
        )
    _check_has_no_hand(question, actor, table)
    answers = [Confirmation(proposal=proposal, verdict=Verdict.CONFIRMED, by=actor, at=now)]
    if instead_of:
        answers.append(
            Confirmation(
                proposal=instead_of,
                verdict=Verdict.DECLINED,
                by=actor,
                at=now,
                reason=gettext("The earlier proposal was confirmed instead."),
                counter=proposal,
            )
        )
    waiting.closed_at = now
    waiting.save()
    for answer in answers:
        answer.save()
    resolution = Resolution(
        question=question,
        kind=proposal.kind,
        report=proposal.report,
        proposal=proposal,
        known_at=proposal.known_at,
        rationale=proposal.rationale,
        supersedes=current_resolution(question),
        resolved_at=now,
        resolved_by=actor,
    )
    return adopt(
        now=now,
        actor=actor,
        verb="confirmed",
        resolution=resolution,
        wrote=[waiting, *answers],
    )


@transaction.atomic
def decline(
    *,
    now: datetime,
    actor: User,
    proposal: Proposal,
    reason: str,
    known_at: datetime,
    **counter: Any,
) -> Proposal:
    """Decline the proposal that waits, with a reason, and put another one in its place.

    `counter` is what `propose` takes. Whoever made a proposal can replace it this way, too.
    """
    question = lock_decidable(proposal.question)
    waiting = _still_waiting(proposal)
    if waiting.proposed_by_id != actor.pk:
        _check_has_no_hand(question, actor, on_the_table(question))
    if not reason.strip():
        raise OutcomeRefused(
            gettext("Declining needs a reason."),
            field="reason",
            remedy=gettext("Say what is wrong with it."),
        )
    waiting.closed_at = now
    waiting.save()
    other, wrote = _put_forward(now, actor, question, known_at, **counter)
    declined = Confirmation(
        proposal=waiting, verdict=Verdict.DECLINED, by=actor, at=now, reason=reason, counter=other
    )
    check_storable(declined)
    declined.save()
    record_act(
        now=now,
        actor=actor,
        verb="declined",
        on=question,
        wrote=[*wrote, waiting, declined],
        reason=reason,
    )
    return other


def _still_waiting(seen: Proposal) -> Proposal:
    """The proposal as it is now; refused, with what came of it, once it is decided about."""
    proposal = Proposal.objects.select_related("report", "proposed_by").get(pk=seen.pk)
    if proposal.closed_at is None:
        return proposal
    answer = proposal.confirmations.select_related("by", "counter__report").latest("pk")
    if answer.verdict == Verdict.CONFIRMED:
        raise AlreadyResolved(
            gettext("%(by)s confirmed this %(day)s: %(proposal)s.")
            % {"by": answer.by, "day": on(answer.at), "proposal": proposal},
            field="proposal",
            remedy=gettext("Object to the resolution, if it is wrong."),
        )
    raise AlreadyDeclined(
        gettext("%(by)s declined this %(day)s, in favour of: %(counter)s.")
        % {"by": answer.by, "day": on(answer.at), "counter": answer.counter},
        field="proposal",
        remedy=gettext("Read the reason, and decide about that one."),
    )


def _check_has_no_hand(question: Question, actor: User, table: list[Proposal]) -> None:
    if reviewers_needed(question) == 1 or actor.pk not in hands_in(table):
        return
    if len(table) == 1:
        raise SecondReviewerNeeded(
            gettext("Two reviewers are asked here, and you proposed this answer."),
            field="question",
            remedy=gettext("Somebody else has to confirm it."),
        )
    raise SecondReviewerNeeded(
        gettext(
            "Two reviewers are asked here, and you are one of those who proposed different answers."
        ),
        field="question",
        remedy=gettext("A third reviewer has to decide."),
    )


def _put_forward(
    now: datetime,
    actor: User,
    question: Question,
    known_at: datetime,
    kind: str = Kind.ANSWERED,
    rationale: str = "",
    **reported: Any,
) -> tuple[Proposal, Sequence[Model]]:
    report, wrote = report_to_adopt(
        now=now,
        actor=actor,
        question=question,
        kind=kind,
        known_at=known_at,
        rationale=rationale,
        **reported,
    )
    proposal = Proposal(
        question=question,
        kind=kind,
        report=report,
        known_at=known_at,
        rationale=rationale,
        proposed_by=actor,
        proposed_at=now,
    )
    check_storable(proposal)
    proposal.save()
    return proposal, [*wrote, proposal]
