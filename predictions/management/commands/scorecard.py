"""manage.py scorecard"""

import csv
import io
import json
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from predictions.accounts.queries import the_project
from predictions.articles.models import Article, Forecaster
from predictions.dashboard.flat import Provenance, flat, provenance
from predictions.dashboard.selection import Selection
from predictions.dashboard.skill import skill
from predictions.errors import DomainError
from predictions.outcomes.models import Scenario
from predictions.questions.models import Event

SWITCHES = ("retrospective", "selections", "voices")


class Command(BaseCommand):
    help = "The dashboard's figures, in the terminal or for another program."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--project", help="short name; needed where there are several")
        parser.add_argument("--forecaster", help="name, alias or public id")
        parser.add_argument("--article", help="title or public id")
        parser.add_argument("--event", help="name or public id")
        parser.add_argument(
            "--scenario", help="name or public id: had the reports that it supposes been right"
        )
        parser.add_argument("--as-of", type=_day, help="what was recorded by the end of that day")
        parser.add_argument("--known-by", type=_day, help="what the world could know by then")
        parser.add_argument("--reading", choices=["coded", "cautious", "bold"], default="coded")
        for name in SWITCHES:
            parser.add_argument(f"--{name}", action="store_true", help="let these in, too")
        parser.add_argument("--format", choices=["table", "json", "csv"], default="table")
        parser.add_argument("--flat", action="store_true", help="one row per forecast")

    def handle(self, **options: Any) -> None:
        now = timezone.now()
        as_of = options["as_of"] and datetime.combine(options["as_of"], time.max, tzinfo=UTC)
        try:
            project = the_project(options["project"])
            mine, in_mine = {"project": project}, {"event__project": project}
            selection = Selection(
                project=project.pk,
                forecaster=_find(Forecaster, options["forecaster"], mine, "name", "aliases__name"),
                article=_find(Article, options["article"], mine, "title"),
                event=_find(Event, options["event"], mine, "name"),
                scenario=_find(Scenario, options["scenario"], in_mine, "name"),
                as_of=as_of,
                known_by=options["known_by"],
                reading=options["reading"],
                **{name: options[name] for name in SWITCHES},
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        if options["flat"]:
            rows = [asdict(row) for row in flat(selection, now=now)]
        else:
            rows = _figures(selection, now)
        self._show(options["format"], provenance(selection, now=now), rows)

    def _show(self, form: str, about: Provenance, rows: Sequence[dict[str, Any]]) -> None:
        if form == "json":
            self.stdout.write(
                json.dumps(
                    {**asdict(about), "rows": rows}, cls=DjangoJSONEncoder, ensure_ascii=False
                )
            )
            return
        if form == "csv":
            self.stdout.write(f"# filter: {about.filter}\n# checkpoint: {about.checkpoint}")
            if rows:
                writer = csv.DictWriter(self.stdout, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
            return
        table = Table(title=f"{about.filter}; checkpoint: {about.checkpoint}", title_justify="left")
        for name in rows[0] if rows else ():
            table.add_column(name.replace("_", " "))
        for row in rows:
            table.add_row(*map(_cell, row.values()))
        paper = io.StringIO()
        Console(file=paper, width=200).print(table if rows else "Nothing is scored yet.")
        self.stdout.write(paper.getvalue())


def _figures(selection: Selection, now: datetime) -> list[dict[str, Any]]:
    table = skill(selection, now=now)
    return [
        {
            "rank": one.rank,
            "forecaster": one.forecaster,
            "question_type": one.question_type,
            "reference": reference,
            "points": one.mean,
            "low": one.interval.low if one.interval else None,
            "high": one.interval.high if one.interval else None,
            "cautious": one.cautious,
            "bold": one.bold,
            "questions": one.questions,
            "events": one.events,
        }
        for reference, some in (
            ("stated", (*table.ranked, *table.provisional)),
            ("default: not ranked", table.default),
        )
        for one in some
    ]


def _find(model: type[Model], name: str | None, mine: dict[str, Any], *paths: str) -> int | None:
    if not name:
        return None
    asked = Q(public_id=name)
    for path in paths:
        asked |= Q(**{path: name})
    found = list(
        model._default_manager.filter(asked, **mine)
        .order_by("pk")
        .values_list("pk", flat=True)
        .distinct()
    )
    if len(found) != 1:
        what = "Several are" if found else "Nothing is"
        raise CommandError(f"{what} called “{name}”. Give the public id.")
    return int(found[0])


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _cell(value: Any) -> str:
    return "" if value is None else f"{value:+.1f}" if isinstance(value, float) else str(value)
