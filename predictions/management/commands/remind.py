"""manage.py remind"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from predictions.mail.sending import send_queued
from predictions.reminders.failures import report_failures
from predictions.reminders.operations import drop_answered, plan, write_digests
from predictions.reminders.preview import would_be_sent


class Command(BaseCommand):
    help = "Plan what is owed, write the digests, and send them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would be sent; change nothing"
        )

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        now = timezone.now()
        if dry_run:
            messages = would_be_sent(now=now)
            for message in messages:
                self.stdout.write(f"To {message.to}: {message.subject}\n\n{message.text}\n")
            self.stdout.write(f"{len(messages)} messages would be sent; nothing was.")
            return
        planned = plan(now=now)
        written = write_digests(now=now)
        report_failures(now=now)
        sent = send_queued(clock=timezone.now, prepare=drop_answered)
        self.stdout.write(f"{planned} reminders planned, {written} digests written, {sent} sent.")
