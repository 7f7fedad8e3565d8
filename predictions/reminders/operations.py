"""Planning reminders, and putting them into digests."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db import transaction

from predictions import waking
from predictions.accounts.models import User
from predictions.ledger.operations import record_act
from predictions.mail.operations import queue
from predictions.reminders.digests import render
from predictions.reminders.models import Digest, Reminder
from predictions.reminders.queries import assignments_to_remind, waiting


@transaction.atomic
def plan(*, now: datetime) -> int:
    """Plan a reminder for every reviewer of a due question who has none; how many."""
    reminders = [
        Reminder(
            question=assignment.question,
            reviewer_id=assignment.reviewer_id,
            stage=Reminder.Stage.DUE,
            # A question recorded after its date is owed from its registration on.
            owed_since=max(assignment.question.resolves_at, assignment.question.registered_at),
            planned_at=now,
        )
        for assignment in assignments_to_remind(now=now)
        if assignment.question.resolves_at
    ]
    # Of two planners at once the constraint lets one commit; the other's tick comes again.
    planned = Reminder.objects.bulk_create(reminders)
    if planned:
        record_act(now=now, actor=None, verb="planned", on=planned[0], wrote=planned)
    return len(planned)


def write_digests(*, now: datetime) -> int:
    """Put what waits into one digest per reviewer and local day; how many were written."""
    by_reviewer = sorted(waiting(), key=lambda reminder: reminder.reviewer_id)
    written = 0
    for _, group in groupby(by_reviewer, key=lambda reminder: reminder.reviewer_id):
        reminders = list(group)
        day = now.astimezone(ZoneInfo(reminders[0].reviewer.time_zone)).date()
        written += _write_digest(now, reminders[0].reviewer, day, reminders)
    return written


@transaction.atomic
def _write_digest(now: datetime, reviewer: User, day: date, reminders: Sequence[Reminder]) -> bool:
    if Digest.objects.filter(reviewer=reviewer, local_day=day).exists():
        return False  # one a day: the rest waits for tomorrow's
    subject, text, html = render(now=now, reviewer=reviewer, day=day, reminders=reminders)
    message = queue(
        now=now, kind="digest", to=reviewer.email, subject=subject, text=text, html=html
    )
    digest = Digest.objects.create(
        reviewer=reviewer, local_day=day, message=message, created_at=now
    )
    for reminder in reminders:
        reminder.digest = digest
    Reminder.objects.bulk_update(reminders, ["digest"])
    record_act(now=now, actor=None, verb="reminded", on=digest, wrote=[digest, *reminders])
    waking.after_commit("predictions.send_mail")
    return True
