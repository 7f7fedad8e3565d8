"""manage.py tick"""

from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand

from predictions.schedule import TICKS


class Command(BaseCommand):
    help = (
        "Do once, here and now, what the schedule does: remind, send, fetch pages, score, sequence."
    )

    def handle(self, **options: Any) -> None:
        current_app.loader.import_default_modules()
        for name in TICKS:
            current_app.tasks[name]()
