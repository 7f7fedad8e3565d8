"""Writing reports: one source's account of what happened; a question may have any number."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext

from predictions.accounts.models import User
from predictions.errors import DomainError
from predictions.ledger.operations import record_act
from predictions.outcomes.answers import sentence_of
from predictions.outcomes.evidence import NewEvidence, write_evidence
from predictions.outcomes.models import Evidence, Report
from predictions.questions.models import Question
from predictions.questions.operations import lock
from predictions.questions.spaces import options_of, space_of
from predictions.scoring_rules import PredictionError, parse_outcome
from predictions.storable import check_storable


class OutcomeRefused(DomainError):
    """What was recorded cannot be the outcome of this question."""


@transaction.atomic
def add_report(
    *,
    now: datetime,
    actor: User | None,
    question: Question,
    known_at: datetime,
    value: Any,
    source: str,
    sentence: str = "",
    observed_at: datetime | None = None,
    quantity: str = "",
    evidence: Sequence[NewEvidence | Evidence] = (),
) -> Report:
    """Keep what one source reports, beside what others do, without proposing it as the answer.

    Where it is of another `quantity` than the question asks for (the true rather than the official
    share), it is kept as what it is and can never be adopted: a sibling question asks for it.
    """
    question = lock(question)
    report, wrote = write_report(
        now=now,
        actor=actor,
        question=question,
        known_at=known_at,
        value=value,
        source=source,
        sentence=sentence,
        observed_at=observed_at,
        quantity=quantity,
        evidence=evidence,
    )
    record_act(now=now, actor=actor, verb="reported", on=question, wrote=wrote)
    return report


def write_report(
    *,
    now: datetime,
    actor: User | None,
    question: Question,
    known_at: datetime,
    value: Any,
    source: str,
    sentence: str = "",
    observed_at: datetime | None = None,
    quantity: str = "",
    evidence: Sequence[NewEvidence | Evidence] = (),
) -> tuple[Report, list[Model]]:
    """A report with its evidence, and every row that was written, for the act of the caller."""
    check_times(now=now, known_at=known_at, observed_at=observed_at)
    if not source:
        raise OutcomeRefused(
            gettext("The outcome has no source."),
            field="source",
            remedy=gettext("Name who reports it."),
        )
    # An empty line of a form is no evidence.
    evidence = [one for one in evidence if one]
    if not evidence:
        raise OutcomeRefused(
            gettext("The outcome has no evidence."),
            field="evidence",
            remedy=gettext("Give an address, quote the source, or hand in a file."),
        )
    answer = _measured(value, sentence) if quantity else _answer(question, value)
    report = Report(
        question=question,
        source=source,
        value=answer,
        sentence=sentence or sentence_of(question, answer),
        quantity=quantity,
        observed_at=observed_at,
        reported_at=now,
        reported_by=actor,
        known_at=known_at,
    )
    check_storable(report)
    kept, wrote = write_evidence(
        now=now, actor=actor, project=question.event.project, evidence=evidence
    )
    report.save()
    report.evidence.set(kept)
    links = Report.evidence.through.objects.filter(report=report)
    return report, [report, *wrote, *links]


def check_times(*, now: datetime, known_at: datetime, observed_at: datetime | None = None) -> None:
    """Refuse an outcome that is known before it is observed, or in the future."""
    if known_at > now:
        raise OutcomeRefused(
            gettext("The outcome cannot become known in the future."),
            field="known_at",
            remedy=gettext("Give the time when the world could know it."),
        )
    if observed_at and observed_at > known_at:
        raise OutcomeRefused(
            gettext("The outcome was known before it was observed."),
            field="observed_at",
            remedy=gettext("Correct one of the two times."),
        )


def _answer(question: Question, value: Any) -> Any:
    try:
        return parse_outcome(value, space_of(question, options_of(question)))
    except PredictionError as error:
        raise OutcomeRefused.of(error) from error


def _measured(value: Any, sentence: str) -> Any:
    """The value of another quantity, which the question's own bounds say nothing about."""
    if isinstance(value, bool) or not isinstance(value, int | float | str) or value == "":
        raise OutcomeRefused(
            gettext("The value is neither a number nor a text."),
            field="value",
            remedy=gettext("Give what was measured."),
        )
    if not sentence:
        raise OutcomeRefused(
            gettext("What was measured is not said."),
            field="sentence",
            remedy=gettext("Say it as a sentence, with its unit."),
        )
    return value
