"""manage.py tick"""

from typing import Any

from django.core.management.base import BaseCommand

from predictions import tasks


class Command(BaseCommand):
    help = "Do once, here and now, what the schedule does: remind, send, score, sequence."

    def handle(self, **options: Any) -> None:
        for task in (
            tasks.plan_reminders,
            tasks.send_mail,
            tasks.score,
            tasks.sequence_ledger,
        ):
            task()
