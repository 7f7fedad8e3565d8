"""manage.py score"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from predictions.ledger.operations import sequence
from predictions.scores.calibrations import refresh_calibrations
from predictions.scores.operations import score_all, score_pending
from predictions.scores.standings import refresh_standings


class Command(BaseCommand):
    help = "Score what has been resolved, and prepare the figures that follow."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all",
            action="store_true",
            help="everything that lacks a score by the current rules, and every prepared figure anew",
        )

    def handle(self, **options: Any) -> None:
        now = timezone.now()
        if options["all"]:
            scored, left_out = self._all()
        else:
            scored, left_out = score_pending(now=now), []
        refresh_standings(now=now)
        refresh_calibrations(now=now)
        sequence(now=now)
        for one in left_out:
            self.stderr.write(str(one))
        also = f" Left out: {len(left_out)}." if left_out else ""
        self.stdout.write(f"Forecasts scored: {scored}.{also}")

    def _all(self) -> tuple[int, list[Any]]:
        columns = (*Progress.get_default_columns()[:1], BarColumn(), MofNCompleteColumn())
        console = Console(stderr=True)
        with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as progress:
            bar = progress.add_task("forecasts", total=None)
            run = score_all(
                now=timezone.now(),
                progress=lambda done, total: progress.update(bar, completed=done, total=total),
            )
        return run.scored, run.left_out
