"""Leaving a project, and with it the questions that one is asked about."""

from datetime import datetime

from django.db import transaction

from predictions.accounts.models import Membership, Project, User
from predictions.accounts.operations import end_membership
from predictions.ledger.operations import record_act
from predictions.questions.models import Assignment


@transaction.atomic
def remove_member(*, now: datetime, actor: User | None, project: Project, user: User) -> Membership:
    """End somebody's membership; the rota shares out the questions that they were asked about."""
    membership = end_membership(now=now, actor=actor, project=project, user=user)
    released = list(
        Assignment.objects.select_for_update().filter(
            question__event__project=project, reviewer=user, is_active=True
        )
    )
    for assignment in released:
        assignment.is_active, assignment.changed_at = False, now
    Assignment.objects.bulk_update(released, ["is_active", "changed_at"])
    if released:
        record_act(now=now, actor=actor, verb="released", on=membership, wrote=released)
    return membership
