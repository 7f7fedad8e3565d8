"""The demo's life, played with a simulated clock: registered, due, reminded, resolved, scored.

Everything goes through the operations that a real installation uses. Each step looks at what is
there already, so that playing it again, or after an interruption, does only what is missing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from predictions.accounts.models import Project, User
from predictions.accounts.operations import create_project, create_user, set_role
from predictions.articles.models import Article
from predictions.demo import governors
from predictions.exchange.coding_file import CodingFile, Outcome, parse
from predictions.exchange.operations import record_coding
from predictions.forecasts.models import Forecast
from predictions.ledger.operations import sequence
from predictions.mail.sending import send_queued
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.operations import resolve
from predictions.questions.models import Question
from predictions.reminders.operations import plan, set_preference, write_digests
from predictions.scores.calibrations import refresh_calibrations
from predictions.scores.operations import score_pending
from predictions.scores.standings import refresh_standings

DATA = Path(__file__).parent / "data"
SLUG = "demo"
EMAIL = "demo@example.org"
PASSWORD = "read-what-was-foretold"  # noqa: S105  (printed by the demo; a throw-away database)


@dataclass(order=True)
class Step:
    """Something that happens at a moment of the simulated clock."""

    at: datetime
    title: str
    act: Callable[[datetime], object] = field(compare=False)


@dataclass(frozen=True)
class Source:
    """An article with its coding, and who is asked to review it."""

    text: str
    coding: str
    file: CodingFile
    reviewed: bool


def sources() -> list[Source]:
    """The articles of the demo; the bulk record starts with reminders off, as imports do."""
    articles = [
        (path.read_text(encoding="utf-8"), path.with_suffix(".json").read_text(encoding="utf-8"))
        for path in sorted(DATA.glob("*.txt"))
    ]
    return [
        Source(text, coding, parse(coding), reviewed)
        for pairs, reviewed in ((articles, True), (governors.articles(DATA), False))
        for text, coding in pairs
    ]


def steps() -> list[Step]:
    """The whole life of the demo, in the order of the clock."""
    found = sources()
    beginning = datetime(2007, 1, 1, 9, tzinfo=UTC)
    return [
        Step(beginning, "the project is opened", _open_project),
        *sorted(step for source in found for step in _life(source)),
    ]


def _open_project(now: datetime) -> None:
    if Project.objects.filter(slug=SLUG).exists():
        return
    user = create_user(
        now=now,
        actor=None,
        email=EMAIL,
        name="Demo",
        administrator=True,
        password=PASSWORD,
    )
    project = create_project(now=now, actor=user, slug=SLUG, name="Demo: what was foretold")
    set_role(now=now, actor=user, project=project, user=user, role="administrator")
    # Whoever tries the demo wants the reminder now, whatever the hour.
    set_preference(now=now, actor=user, user=user, hour=0, heads_up=True, due=True, escalated=True)


def _life(source: Source) -> Iterator[Step]:
    published = datetime.combine(source.file.published_on, time(12), tzinfo=UTC)
    yield Step(published, f"recorded: {source.file.title}", lambda now: _record(now, source))
    by_day: dict[datetime, list[tuple[str, Outcome | None]]] = {}
    for entry in source.file.entries:
        if entry.resolves_at:
            # A morning of work on which the date has passed everywhere.
            due = datetime.combine(entry.resolves_at.date(), time(8), tzinfo=UTC)
            by_day.setdefault(due + timedelta(days=1), []).append((entry.key, entry.outcome))
    for due, answers in by_day.items():
        yield Step(due, f"due: {source.file.title}", _remind)
        yield Step(
            due + timedelta(hours=2),
            f"resolved: {source.file.title}",
            lambda now, answers=answers: _resolve(now, source, answers),  # type: ignore[misc]
        )


def _record(now: datetime, source: Source) -> None:
    user = User.objects.get(email=EMAIL)
    record_coding(
        now=now,
        actor=user,
        project=Project.objects.get(slug=SLUG),
        text=source.text,
        coding=source.coding,
        reviewers=(user,) if source.reviewed else (),
        remind=source.reviewed,
    )
    sequence(now=now)


def _remind(now: datetime) -> None:
    plan(now=now)
    write_digests(now=now)
    send_queued(clock=lambda: now)


def _resolve(now: datetime, source: Source, answers: list[tuple[str, Outcome | None]]) -> None:
    user = User.objects.get(email=EMAIL)
    article = Article.objects.get(project__slug=SLUG, text=source.text)
    forecasts = {
        forecast.key: forecast
        for forecast in Forecast.objects.filter(article=article).select_related("question__event")
    }
    for key, outcome in answers:
        question = forecasts[key].question
        if question is None or outcome is None:
            continue
        question.refresh_from_db(fields=["status"])
        if question.status != Question.Status.OPEN:
            continue
        resolve(
            now=now,
            actor=user,
            question=question,
            known_at=outcome.known_at,
            value=outcome.value,
            source=outcome.source,
            sentence=outcome.sentence,
            evidence=[NewEvidence(url=outcome.url)],
        )
    score_pending(now=now)
    refresh_standings(now=now)
    refresh_calibrations(now=now)
    sequence(now=now)
