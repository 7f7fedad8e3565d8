"""The cast of the tests: one project, its people, and one small column with a forecast of each kind.

A conftest.py registers the fixtures by importing them. The rest are plain functions: what a test
changes, it passes by name.
"""

import json
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps

from predictions.accounts.models import Project, User
from predictions.accounts.operations import create_project, create_user, set_role
from predictions.articles.models import Article
from predictions.exchange.operations import record_coding
from predictions.forecasts.models import Forecast, Settlement
from predictions.forecasts.operations import (
    NewSpan,
    begin_second_coding,
    finish_second_coding,
    settle,
)
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Report, Resolution, Scenario
from predictions.outcomes.operations import resolve, set_scenario
from predictions.outcomes.reports import add_report
from predictions.questions.models import Question

TEXT = """The harbour in spring

The bridge will open before June. It is likely that the ferry stops. I count on 40 boats, on 30 at
worst and 55 at best. The mayor will be Ada with 60 %, Bo with 30 % and Cy with 10 %. The tunnel is
dug through in May, in July at the latest. Somebody should paint the lighthouse.

The gulls come back. The gulls come back.
"""


@pytest.fixture
def user(db: None, now: datetime) -> User:
    """Alice, the administrator; tests sign her in without a password, which is slow to hash."""
    return create_user(
        now=now, actor=None, email="alice@example.org", name="Alice", administrator=True
    )


@pytest.fixture
def project(user: User, now: datetime) -> Project:
    """The harbour watch, which Alice administers."""
    project = create_project(now=now, actor=user, slug="harbour", name="Harbour watch")
    set_role(now=now, actor=user, project=project, user=user, role="administrator")
    return project


@pytest.fixture
def reviewer(project: Project, now: datetime) -> User:
    """Rosa, who is asked what happened."""
    reviewer = create_user(now=now, actor=None, email="rosa@example.org", name="Rosa")
    set_role(now=now, actor=None, project=project, user=reviewer, role="reviewer")
    return reviewer


def record(
    project: Project,
    now: datetime,
    *,
    text: str = TEXT,
    actor: User | None = None,
    reviewers: tuple[User, ...] = (),
    remind: bool = True,
    **changes: Any,
) -> Article:
    """Record the column, its coding changed by name as in `coding`."""
    recorded = record_coding(
        now=now,
        actor=actor,
        project=project,
        text=text,
        coding=json.dumps(coding(**changes)),
        reviewers=reviewers,
        remind=remind,
    )
    return recorded.article


def resolved(key: str, value: Any, known_at: datetime, **changes: Any) -> Resolution:
    """Record what happened, at the moment when the world could know it."""
    given = {
        "now": known_at,
        "actor": None,
        "source": "the harbour office",
        "evidence": [NewEvidence(url="https://harbour.example.org/log")],
    } | changes
    return resolve(question=question(key), value=value, known_at=known_at, **given)


def reported(key: str, value: Any, now: datetime, **changes: Any) -> Report:
    """Keep what another source says."""
    given: dict[str, Any] = {
        "known_at": now,
        "source": "the ferry office",
        "evidence": [NewEvidence(quotation="We counted ourselves.")],
    }
    return add_report(now=now, actor=None, question=question(key), value=value, **given | changes)


def suppose(now: datetime, *reports: Report, **changes: Any) -> Scenario:
    """Suppose reports about the event of the first of them to be right."""
    given: dict[str, Any] = {
        "event": reports[0].question.event if reports else None,
        "name": "As the ferry office has it",
        "note": "It counts every morning.",
    }
    return set_scenario(now=now, actor=None, reports=reports, **given | changes)


def coded_again(coder: User, now: datetime) -> Settlement:
    """A second coding of the only article: its title is vague, and the bridge, missed, stays."""
    begun = begin_second_coding(now=now, actor=coder, article=Article.objects.get(), given="text")
    spans = [NewSpan(start=0, end=21, not_checkable="vague")]
    finish_second_coding(now=now, actor=coder, second_coding=begun, spans=spans)
    return settle(
        now=now,
        actor=coder,
        second_coding=begun,
        ruling="first",
        reason="It says “will”.",
        forecast=Forecast.objects.get(key="bridge"),
    )


def rows_of_every_table() -> dict[str, int]:
    """How many rows each table has, those of Django included."""
    return {
        model._meta.db_table: model._default_manager.count()
        for model in apps.get_models(include_auto_created=True)
    }


def question(key: str) -> Question:
    """The question that the forecast of this key answers, as it is now."""
    return Question.objects.distinct().get(forecasts__key=key)


def changed(data: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The data with some values exchanged; what is given as None is left out."""
    return {key: value for key, value in (data | changes).items() if value is not None}


def coding(**changes: Any) -> dict[str, Any]:
    """The coding of the column: published the day before `now`, fully coded, in time."""
    column = {
        "title": "The harbour in spring",
        "outlet": "The Quay",
        "forecaster": "Ines Quayle",
        "medium": "column",
        "language": "en",
        "published": "2026-03-01",
        "coding": "fully coded, prospective",
        "event": "The harbour in 2026",
        "topics": ["harbours"],
        "forecasts": [bridge(), ferry(), boats(), mayor(), tunnel(), lighthouse()],
    }
    return changed(column, changes)


def bridge(**changes: Any) -> dict[str, Any]:
    """Yes or no, a bare “will”, with a stated reference of 0.3."""
    forecast = {
        "key": "bridge",
        "quote": "The bridge will open before June",
        "type": "binary",
        "question": "Does the bridge open before June 2026?",
        "criteria": "The harbour office opens it to everybody.",
        "deciding_source": "the harbour office",
        "resolves_at": "2026-06-01",
        "yes": "the bridge was opened",
        "no": "the bridge stayed closed",
        "wording": "will",
        "how": "implicit certainty",
        "reference": {"p": 0.3, "from": "3 of the last 10 bridges opened in time"},
    }
    return changed(forecast, changes)


def ferry(**changes: Any) -> dict[str, Any]:
    """Yes or no, a word of the lexicon, without a reference."""
    forecast = {
        "key": "ferry",
        "quote": "It is likely that the ferry stops",
        "type": "binary",
        "question": "Does the ferry stop before June 2026?",
        "criteria": "No ferry runs for seven days.",
        "deciding_source": "the harbour office",
        "resolves_at": "2026-06-01",
        "wording": "likely",
        "how": "lexicon",
    }
    return changed(forecast, changes)


def boats(**changes: Any) -> dict[str, Any]:
    """A number from 0 to 200, with judged levels and a stated reference."""
    forecast = {
        "key": "boats",
        "quote": "I count on 40 boats, on 30 at\nworst and 55 at best",
        "type": "numeric",
        "unit": "boats",
        "lower": 0,
        "upper": 200,
        "question": "How many boats lie in the harbour on 1 May 2026?",
        "criteria": "The count of the harbour office at noon.",
        "deciding_source": "the harbour office",
        "resolves_at": "2026-05-02",
        "prediction": {"knots": [[30, 0.05], [40, 0.5], [55, 0.95]]},
        "wording": "40, 30 at worst, 55 at best",
        "how": "judged levels",
        "reference": {"knots": [[20, 0.1], [60, 0.5], [100, 0.9]], "from": "the last ten springs"},
    }
    return changed(forecast, changes)


def mayor(**changes: Any) -> dict[str, Any]:
    """One of three options, with stated probabilities."""
    forecast = {
        "key": "mayor",
        "quote": "Ada with 60 %, Bo with 30 % and Cy with 10 %",
        "type": "categorical",
        "options": ["Ada", "Bo", "Cy"],
        "event": "The mayor's election of 2026",
        "question": "Who becomes mayor in 2026?",
        "criteria": "Who is sworn in.",
        "deciding_source": "the town hall",
        "resolves_at": "2026-06-15",
        "prediction": {"probabilities": {"Ada": 0.6, "Bo": 0.3, "Cy": 0.1}},
        "wording": "60 %",
        "how": "stated",
    }
    return changed(forecast, changes)


def tunnel(**changes: Any) -> dict[str, Any]:
    """A date until the end of the year, with judged levels."""
    forecast = {
        "key": "tunnel",
        "quote": "dug through in May, in July at the latest",
        "type": "date",
        "horizon": "2026-12-31",
        "event": "The tunnel",
        "question": "When is the tunnel dug through?",
        "criteria": "The day on which both teams meet.",
        "deciding_source": "the builder",
        "resolves_at": "2027-01-01",
        "prediction": {"knots": [["2026-05-01", 0.2], ["2026-05-31", 0.5], ["2026-07-31", 0.95]]},
        "wording": "in May, in July at the latest",
        "how": "judged levels",
    }
    return changed(forecast, changes)


def lighthouse(**changes: Any) -> dict[str, Any]:
    """What should be, and is not checkable."""
    forecast = {
        "key": "lighthouse",
        "quote": "Somebody should paint the lighthouse",
        "type": "not checkable",
        "reason": "says what should be, not what will be",
    }
    return changed(forecast, changes)
