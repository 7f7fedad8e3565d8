"""manage.py demo"""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from config.serving import Serving
from predictions.accounts.models import Project
from predictions.dashboard.scorecard import Row, rows
from predictions.demo import story


class Command(BaseCommand):
    help = "Play the life of a sample record, print its scorecard, and serve it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="stop after the scorecard")
        parser.add_argument("--json", action="store_true", help="print the scorecard as JSON")
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port")

    def handle(self, *, no_serve: bool, bind: str, **options: Any) -> None:
        console = Console(stderr=options["json"])
        call_command("migrate", verbosity=0)
        if Project.objects.exclude(slug=story.SLUG).exists():
            raise CommandError(
                "This database holds a real project. The demo has a simulated clock, which must "
                "not enter a real ledger: unset DATABASE_URL and VAR_DIR, or point them elsewhere."
            )
        with Progress(console=console, transient=True) as progress:
            steps = story.steps()
            bar = progress.add_task("", total=len(steps))
            for step in steps:
                progress.update(bar, description=f"{step.at:%Y-%m-%d} {step.title[:48]}")
                step.act(step.at)
                progress.advance(bar)
        card = list(rows(Project.objects.get(slug=story.SLUG)))
        if options["json"]:
            self.stdout.write(json.dumps([asdict(row) for row in card], ensure_ascii=False))
        else:
            _print(console, card)
        if not no_serve:
            console.print(
                f"\nOpen [bold]http://{bind}/[/] and sign in as [bold]{story.EMAIL}[/] with "
                f"[bold]{story.PASSWORD}[/].\nWithin a minute a reminder about the question that is "
                f"still due lies in {settings.VAR_DIR / 'mail'}. Stop with Ctrl-C.",
                highlight=False,
            )
            Serving(bind).run()


def _print(console: Console, card: list[Row]) -> None:
    console.print("[bold]Scorecard[/] (coded with hindsight: shown, and not ranked by default)\n")
    by_article: dict[str, list[Row]] = {}
    bulk: dict[str, list[Row]] = {}
    for row in card:
        if row.medium == "data set":
            name = f"{row.forecaster}, {_words(row.score_name)}, {row.reference}"
            bulk.setdefault(name, []).append(row)
        else:
            by_article.setdefault(f"{row.forecaster}: {row.article}", []).append(row)
    for title, group in by_article.items():
        console.print(_article(title, group))
    table = Table(title="In bulk: governors' elections of 2018 and 2022", title_justify="left")
    for name in ("model, score, reference", "n", "score", "reference", "points"):
        table.add_column(name, justify="left" if name.startswith("model") else "right")
    for name, group in sorted(bulk.items()):
        table.add_row(
            name,
            str(len(group)),
            _mean((row.score for row in group), ".3f"),
            _mean((row.reference_score for row in group), ".3f"),
            _mean((row.skill_points for row in group), "+.0f"),
        )
    console.print(table)
    console.print(
        "Points: 0 is as good as the reference, 100 a perfect call of a coin-toss. "
        "Against a default reference they say little and are never ranked.",
        highlight=False,
    )


def _article(title: str, group: list[Row]) -> Table:
    table = Table(title=title, title_justify="left", expand=True)
    table.add_column("quote", ratio=3)
    table.add_column("said", ratio=2, no_wrap=True, overflow="ellipsis")
    table.add_column("happened", ratio=3)
    for name in ("score", "reference", "points"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in group:
        table.add_row(
            ("(implied) " if row.implied_by else "") + row.quote,
            _said(row.prediction),
            row.outcome_sentence or "due: nobody has recorded it yet",
            "" if row.score is None else f"{row.score:.2f}",
            "" if row.reference_score is None else f"{row.reference_score:.2f} {row.reference}",
            "" if row.skill_points is None else f"{row.skill_points:+.0f}".replace("-", "−"),
        )
    return table


def _said(prediction: dict[str, Any]) -> str:
    match prediction:
        case {"p": p}:
            return f"{p:g}"
        case {"point": point}:
            return f"{point:g}" if isinstance(point, float) else str(point)
        case {"probabilities": probabilities}:
            return ", ".join(f"{option} {p:g}" for option, p in probabilities.items())
        case {"knots": knots}:
            return " / ".join(str(value).removesuffix(".0") for value, _ in knots)
        case _:
            return str(prediction)


def _words(name: str | None) -> str:
    return (name or "").replace("_", " ")


def _mean(values: Iterable[float | None], form: str) -> str:
    known = [value for value in values if value is not None]
    return f"{sum(known) / len(known):{form}}".replace("-", "−") if known else ""
