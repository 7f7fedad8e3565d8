"""An administrator's session, and a row of every model."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from predictions.accounts.idempotency import Answer, once
from predictions.accounts.keys import issue_key
from predictions.accounts.models import Project, User
from predictions.accounts.operations import announce_absence
from predictions.articles.models import Article
from predictions.ledger.operations import sequence
from predictions.mail.operations import suppress
from predictions.outcomes.uploads import NewUpload, upload
from predictions.publishing.bulletins import write_bulletins
from predictions.publishing.operations import publish
from predictions.questions.models import Question
from predictions.reminders import links
from predictions.reminders.operations import (
    plan,
    set_policy,
    set_preference,
    snooze,
    snooze_by_link,
    write_digests,
)
from predictions.scores.calibrations import refresh_calibrations
from predictions.scores.operations import score_pending
from predictions.scores.standings import refresh_standings
from predictions.webhooks.collecting import collect
from predictions.webhooks.models import EventType
from predictions.webhooks.operations import subscribe
from tests.cast import coded_again, question, record, resolved
from tests.outcomes.reviewing import contested

type Post = Callable[..., Any]


@pytest.fixture
def signed_in(client: Client, user: User) -> Client:
    """Alice's browser."""
    client.force_login(user)
    return client


@pytest.fixture
def post(signed_in: Client) -> Post:
    """Post a form of the admin; its errors by field, none where it was accepted."""

    def send(view: str, *args: Any, **data: Any) -> dict[str, list[str]]:
        response = signed_in.post(reverse(f"admin:predictions_{view}", args=args), data)
        if response.status_code == 302:
            return {}
        context = response.context
        form = context["adminform"].form if "adminform" in context else context["form"]
        assert form.errors
        return dict(form.errors)

    return send


@pytest.fixture
def column(project: Project, reviewer: User, now: datetime) -> Article:
    """The column, which Rosa reviews."""
    return record(project, now, reviewers=(reviewer,))


@pytest.fixture
def whole_flow(column: Article, reviewer: User, user: User, now: datetime) -> None:
    """At least one row of every model."""
    project, due = column.project, datetime(2026, 6, 2, 9, tzinfo=UTC)
    plan(now=due)
    write_digests(now=due)
    tunnel: Question = question("tunnel")
    set_policy(now=now, actor=user, project=project, enabled=True)
    set_preference(
        now=now, actor=user, user=reviewer, hour=8, heads_up=True, due=True, escalated=True
    )
    announce_absence(
        now=now, actor=user, user=user, starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 9)
    )
    snooze(now=due, actor=reviewer, question=tunnel, reviewer=reviewer, days=1)
    ferry = question("ferry")
    token = links.make(now=due, user=reviewer, question=ferry, act=links.Act.SNOOZE)
    snooze_by_link(now=due, token=token, days=1)
    suppress(now=due, email="gone@example.org", reason="bounced", detail="No such box.")
    contested(project, now)
    new = NewUpload(name="log.txt", content=b"The bridge is open.")
    upload(now=now, actor=user, project=project, new=new)
    resolved("bridge", True, now)
    resolved("bridge", False, now + timedelta(1), supersede=True, rationale="It was a rehearsal.")
    resolved("boats", None, now, kind="annulled", rationale="Nobody counted.")
    score_pending(now=due)
    issue_key(now=now, actor=user, name="notebook", scopes=["read"])
    once(now=now, user=user, key="a", digest="d", act=lambda: Answer(200, "{}"))
    subscribe(
        now=now,
        actor=user,
        project=project,
        url="https://newsroom.example.org/hook",
        events=EventType.values,
    )
    refresh_standings(now=due)
    refresh_calibrations(now=due)
    publish(now=now, actor=user, target=column)
    write_bulletins(now=due)
    sequence(now=due)
    collect(now=due)
    coded_again(user, now)  # after the others, so that there are acts nobody has read yet
