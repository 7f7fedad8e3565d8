"""manage.py verify_ledger"""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import Progress

from predictions.ledger.models import Leaf
from predictions.ledger.verification import problems, steps
from predictions.scores import verification as scores


class Command(BaseCommand):
    help = "Recompute the ledger and compare it with every row; exit status 1 if anything differs."

    def handle(self, **options: Any) -> None:
        console = Console(stderr=True)
        with Progress(console=console, transient=True) as progress:
            bar = progress.add_task("leaves, payloads and rows", total=steps())
            found = [*problems(progress=lambda: progress.advance(bar)), *scores.problems()]
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            sys.exit(1)
        self.stdout.write(f"The ledger of {Leaf.objects.count()} acts is intact.")
