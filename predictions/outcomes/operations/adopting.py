"""What every way to an answer has in common: the lock, the report, the adoption, and what to say.

Of two who act on one question at the same moment one waits for the other's lock on it, and is
then told what happened, by whom and when.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext

from predictions import waking
from predictions.accounts.models import User
from predictions.errors import DomainError
from predictions.ledger.operations import record_act
from predictions.outcomes.models import Report, Resolution
from predictions.outcomes.models.decisions import Kind
from predictions.outcomes.queries import waiting_proposal
from predictions.outcomes.reports import OutcomeRefused, check_times, write_report
from predictions.questions.models import Question
from predictions.questions.operations import lock, mark_resolved
from predictions.storable import check_storable


class AlreadyResolved(DomainError):
    """Somebody has recorded the outcome already."""


class AlreadyProposed(DomainError):
    """Somebody has proposed an answer already, and it waits."""


class AnswersSomethingElse(DomainError):
    """The report is about another question, or of another quantity than the question asks for."""


class StillDraft(DomainError):
    """A draft has no criteria that an outcome could be held against."""


def lock_decidable(question: Question) -> Question:
    """The question as it is now, held until the transaction ends; refused where none can answer it."""
    question = lock(question)
    if question.status == Question.Status.DRAFT:
        raise StillDraft(
            gettext("This question is a draft."),
            field="question",
            remedy=gettext("Give it criteria, a deciding source and a date first."),
        )
    return question


def check_nothing_waits(question: Question) -> None:
    """Refuse to answer over the head of somebody whose proposal waits."""
    waiting = waiting_proposal(question)
    if waiting:
        raise AlreadyProposed(
            gettext("%(proposed_by)s proposed %(day)s: %(waiting)s.")
            % {
                "proposed_by": waiting.proposed_by,
                "day": on(waiting.proposed_at),
                "waiting": waiting,
            },
            field="question",
            remedy=gettext("Confirm it, or decline it with a counter-proposal."),
        )


def already_resolved(former: Resolution, *, remedy: str) -> AlreadyResolved:
    """What to say to whoever comes after the outcome was recorded."""
    words = (
        gettext("The outcome was recorded by %(by)s %(day)s: %(former)s.")
        if former.resolved_by
        else gettext("The outcome was recorded %(day)s: %(former)s.")
    )
    given = {"by": former.resolved_by, "day": on(former.resolved_at), "former": former}
    return AlreadyResolved(
        words % given,
        field="question",
        remedy=remedy,
    )


def report_to_adopt(
    *,
    now: datetime,
    actor: User | None,
    question: Question,
    kind: str,
    known_at: datetime,
    rationale: str,
    report: Report | None = None,
    **reported: Any,
) -> tuple[Report | None, Sequence[Model]]:
    """The report that answers a question, and the rows written for it; none where none counts.

    It is one of those that the question has, or `reported` is what makes a new one.
    """
    check_times(now=now, known_at=known_at)
    if kind == Kind.ANSWERED:
        wrote: Sequence[Model] = ()
        if report is None:
            report, wrote = write_report(
                now=now, actor=actor, question=question, known_at=known_at, **reported
            )
        check_answers(question, report)
        return report, wrote
    if kind not in Kind.values or not rationale.strip():
        raise OutcomeRefused(
            gettext("A resolution without an answer needs its kind and a rationale."),
            field="rationale",
            remedy=gettext("Give one of %(choices)s, and say why.")
            % {"choices": ", ".join(Kind.values)},
        )
    return None, []


def adopt(
    *,
    now: datetime,
    actor: User | None,
    verb: str,
    resolution: Resolution,
    wrote: Sequence[Model],
) -> Resolution:
    """Write the resolution of a locked question, with its act; scores follow by themselves."""
    question = resolution.question
    check_storable(resolution)
    resolution.save()
    record_act(
        now=now,
        actor=actor,
        verb=verb,
        on=question,
        wrote=[*wrote, resolution],
        reason=resolution.rationale,
    )
    mark_resolved(now=now, actor=actor, question=question, known_at=resolution.known_at)
    waking.after_commit("predictions.score")
    return resolution


def check_answers(question: Question, report: Report) -> None:
    """Refuse a report that does not answer this question's wording."""
    if report.question_id != question.pk:
        raise AnswersSomethingElse(
            gettext("“%(report)s” is about another question.") % {"report": report},
            field="report",
            remedy=gettext("Choose one of this question's reports."),
        )
    if report.quantity:
        raise AnswersSomethingElse(
            gettext("“%(report)s” is about %(quantity)s, which the question does not ask for.")
            % {"report": report, "quantity": report.quantity},
            field="report",
            remedy=gettext("Ask a sibling question for it."),
        )


def on(moment: datetime) -> str:
    """When it was, to follow a verb."""
    utc = moment.astimezone(UTC)
    return gettext("on %(day)s at %(time)s UTC") % {
        "day": f"{utc:%Y-%m-%d}",
        "time": f"{utc:%H:%M}",
    }
