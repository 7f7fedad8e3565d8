"""manage.py resolve"""

import json
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from predictions.accounts.queries import user_by_email
from predictions.errors import DomainError
from predictions.ledger.operations import sequence
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Resolution
from predictions.outcomes.operations import resolve
from predictions.outcomes.uploads import NewUpload
from predictions.questions.models import Question
from predictions.scores.operations import score_pending


class Command(BaseCommand):
    help = "Record what happened, with its source and evidence; scores follow by themselves."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("question", help="the question's public id, or its wording")
        parser.add_argument(
            "value",
            nargs="?",
            help="yes or no; a number; an option; a date; or “did not happen”",
        )
        parser.add_argument("--kind", default="answered", choices=Resolution.Kind.values)
        parser.add_argument("--known-at", required=True, help="2020-08-14, or with a time and zone")
        parser.add_argument("--source", default="", help="who reports it")
        parser.add_argument("--url", default="", help="where anybody can look")
        parser.add_argument("--quotation", default="", help="what the source says")
        parser.add_argument("--where", default="", help="where that stands, for example “page 7”")
        parser.add_argument("--file", type=Path, help="a PDF, an image or a text that shows it")
        parser.add_argument("--sentence", default="", help="how the outcome will be shown")
        parser.add_argument("--rationale", default="", help="why, where no answer counts")
        parser.add_argument(
            "--supersede", action="store_true", help="correct the resolution that is there"
        )
        parser.add_argument("--actor", help="e-mail address of the one who records")

    def handle(self, *, question: str, value: str | None, known_at: str, **given: Any) -> None:
        asked = _find(question)
        try:
            resolution = resolve(
                now=timezone.now(),
                actor=user_by_email(given["actor"]) if given["actor"] else None,
                question=asked,
                known_at=_moment(known_at, asked),
                value=_answer(value, asked),
                kind=given["kind"],
                source=given["source"],
                sentence=given["sentence"],
                evidence=[
                    NewEvidence(
                        url=given["url"],
                        quotation=given["quotation"],
                        where=given["where"],
                        upload=_file(given["file"]),
                    )
                ],
                rationale=given["rationale"],
                supersede=given["supersede"],
            )
        except DomainError as error:
            raise CommandError(f"Nothing was recorded.\n{error}") from error
        # A command wakes no worker where the queue lives in another process's memory.
        scored = score_pending(now=timezone.now())
        sequence(now=timezone.now())
        self.stdout.write(f"Recorded: {resolution}. Forecasts scored: {scored}.")


def _find(name: str) -> Question:
    questions = Question.objects.filter(public_id=name) or Question.objects.filter(wording=name)
    if len(questions) != 1:
        found = "several questions are" if questions else "no question is"
        raise CommandError(f"{found.capitalize()} called “{name}”. Give the public id.")
    return questions[0]


def _file(path: Path | None) -> NewUpload | None:
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            return NewUpload.of(File(file, name=path.name))
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def _moment(text: str, question: Question) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"“{text}” is not a date. Write it as 2020-08-14.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(question.time_zone))


def _answer(value: str | None, question: Question) -> Any:
    """The word on the command line as JSON would have it; the operation judges it."""
    if question.type == Question.Type.BINARY:
        return {"yes": True, "true": True, "no": False, "false": False}.get(value or "", value)
    if question.type == Question.Type.NUMERIC and value is not None:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
