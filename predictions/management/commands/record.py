"""manage.py record"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from predictions.accounts.queries import the_project, user_by_email
from predictions.errors import DomainError
from predictions.exchange.operations import record_coding


class Command(BaseCommand):
    help = (
        "Record an article with its forecasts, whole or not at all. Recording it again is harmless."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article", help="the article's text, a UTF-8 file, or - for stdin")
        parser.add_argument("forecasts", help="its coding, a JSON file, or - for stdin")
        parser.add_argument("--project", help="short name; needed where there are several")
        parser.add_argument("--actor", help="e-mail address of the one who records")
        parser.add_argument(
            "--reviewer",
            action="append",
            default=[],
            help="e-mail address of somebody to remind; may be repeated",
        )

    def handle(
        self,
        *,
        article: str,
        forecasts: str,
        project: str | None,
        actor: str | None,
        reviewer: list[str],
        **options: Any,
    ) -> None:
        if article == forecasts == "-":
            raise CommandError(
                "Only one of the two can come from stdin; name a file for the other."
            )
        try:
            recorded = record_coding(
                now=timezone.now(),
                actor=user_by_email(actor) if actor else None,
                project=the_project(project),
                text=_read(article),
                coding=_read(forecasts),
                reviewers=tuple(user_by_email(address) for address in reviewer),
            )
        except DomainError as error:
            raise CommandError(f"Nothing was recorded.\n{error}") from error
        count = recorded.article.forecasts.count()
        if recorded.is_new:
            self.stdout.write(f"Recorded “{recorded.article}” with {count} forecasts.")
        else:
            self.stdout.write(
                f"“{recorded.article}” with {count} forecasts is recorded already: nothing changed."
            )


def _read(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8")
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{name} is not UTF-8 text; convert it first.") from error
