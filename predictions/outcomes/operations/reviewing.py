"""One reviewer's answer, whatever it means where the question stands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from predictions.accounts.models import User
from predictions.outcomes.evidence import NewEvidence, add_evidence
from predictions.outcomes.models import Evidence, Proposal, Resolution
from predictions.outcomes.models.decisions import Kind
from predictions.outcomes.operations.proposing import confirm, decline, propose
from predictions.outcomes.operations.resolving import resolve
from predictions.outcomes.queries import on_the_table
from predictions.questions.models import Question
from predictions.questions.queries import reviewers_needed


@transaction.atomic
def answer(
    *,
    now: datetime,
    actor: User,
    question: Question,
    seen: Proposal | None,
    known_at: datetime,
    kind: str = Kind.ANSWERED,
    value: Any = None,
    rationale: str = "",
    evidence: Sequence[NewEvidence | Evidence] = (),
    supersede: bool = False,
    **reported: Any,
) -> Resolution | Proposal:
    """Adopt, propose, confirm or decline, as the answer and the proposal that was `seen` have it.

    Nothing was proposed: the answer is adopted where one reviewer decides, and proposed where two
    do. The same answer as a proposal on the table confirms it, with what evidence is added; another
    one declines what waits, for the reason that `rationale` gives. Where one reviewer decides, what
    is resolved is corrected on request (`supersede`).
    """
    given: dict[str, Any] = {"kind": kind, "known_at": known_at, "rationale": rationale}
    if kind == Kind.ANSWERED:
        given |= {"value": value, "evidence": evidence, **reported}
    if supersede:
        return resolve(now=now, actor=actor, question=question, supersede=True, **given)
    if seen is None:
        decide = resolve if reviewers_needed(question) == 1 else propose
        return decide(now=now, actor=actor, question=question, **given)
    same = next((one for one in on_the_table(question) if _agrees(one, kind, value)), None)
    if same is None or same.proposed_by_id == actor.pk == seen.proposed_by_id:
        return decline(now=now, actor=actor, proposal=seen, reason=rationale, **given)
    resolution = confirm(
        now=now, actor=actor, proposal=same, instead_of=None if same == seen else seen
    )
    if resolution.report:
        for one in evidence:
            if one:
                add_evidence(now=now, actor=actor, report=resolution.report, evidence=one)
    return resolution


def _agrees(proposal: Proposal, kind: str, value: Any) -> bool:
    if proposal.kind != kind:
        return False
    return proposal.report is None or proposal.report.value == value
