"""Celery tasks: each is one tick of a stage, reads the clock, and calls operations."""

from celery import shared_task
from django.utils import timezone

from predictions.accounts.idempotency import forget
from predictions.ledger.operations import sequence
from predictions.mail.sending import send_queued
from predictions.outcomes.capturing import capture_wanted
from predictions.publishing.bulletins import write_bulletins
from predictions.reminders.failures import report_failures
from predictions.reminders.operations import drop_answered, plan, write_digests
from predictions.scores.operations import score_pending
from predictions.scores.refreshing import refresh_told
from predictions.webhooks.collecting import collect
from predictions.webhooks.telling import tell


@shared_task(name="predictions.plan_reminders")
def plan_reminders() -> None:
    """Plan what is owed, and write the digests that it goes into."""
    plan(now=timezone.now())
    write_digests(now=timezone.now())
    report_failures(now=timezone.now())


@shared_task(name="predictions.send_mail")
def send_mail() -> None:
    """Send what waits in the outbox."""
    send_queued(clock=timezone.now, prepare=drop_answered)


@shared_task(name="predictions.capture_pages")
def capture_pages() -> None:
    """Fetch the pages that evidence and articles point to."""
    capture_wanted(clock=timezone.now)


@shared_task(name="predictions.score")
def score() -> None:
    """Score what lacks a current score."""
    score_pending(now=timezone.now())


@shared_task(name="predictions.refresh_standings")
def refresh_ranks() -> None:
    """Make the standings and calibrations anew whose figures have changed."""
    refresh_told(now=timezone.now())


@shared_task(name="predictions.sequence_ledger")
def sequence_ledger() -> None:
    """Give committed acts their leaves, and sign a checkpoint."""
    sequence(now=timezone.now())


@shared_task(name="predictions.tell_webhooks")
def tell_webhooks() -> None:
    """Tell other programs what the ledger says has happened."""
    collect(now=timezone.now())
    tell(clock=timezone.now)


@shared_task(name="predictions.forget_answers")
def forget_answers() -> None:
    """Delete the answers that are no longer kept for requests repeated."""
    forget(now=timezone.now())


@shared_task(name="predictions.write_bulletins")
def write_weekly_bulletins() -> None:
    """Write the week's figures for the editors whose Monday morning has come."""
    write_bulletins(now=timezone.now())
