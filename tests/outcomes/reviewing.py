"""Reviewers of the bridge: who proposes, confirms and declines, and when."""

from datetime import UTC, datetime, timedelta
from inspect import signature
from typing import Any

import pytest

from predictions.accounts.models import Project, User
from predictions.accounts.operations import change_project, create_user, set_role
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Proposal, Report, Resolution
from predictions.outcomes.operations import (
    confirm,
    decide_objection,
    decline,
    file_objection,
    propose,
    set_scenario,
)
from tests.cast import bridge, question, record

JUNE = datetime(2026, 6, 2, 9, tzinfo=UTC)
LATER = JUNE + timedelta(hours=1)


@pytest.fixture
def asked(project: Project, reviewer: User, now: datetime) -> None:
    """The bridge of 1 June, which Rosa is asked about."""
    record(project, now, actor=reviewer, forecasts=[bridge()], reviewers=(reviewer,))


@pytest.fixture
def ben(project: Project, now: datetime) -> User:
    """Who reviews beside Rosa."""
    return member(project, now, "Ben")


@pytest.fixture
def cleo(project: Project, now: datetime) -> User:
    """A third reviewer."""
    return member(project, now, "Cleo")


@pytest.fixture
def two_needed(project: Project, now: datetime) -> None:
    """The project asks for two reviewers."""
    kept = signature(change_project).parameters.keys() - {"now", "actor", "project"}
    as_it_is = {name: getattr(project, name) for name in kept}
    change_project(now=now, actor=None, project=project, **as_it_is | {"reviewers_needed": 2})
    project.refresh_from_db()


def member(project: Project, now: datetime, name: str, role: str = "reviewer") -> User:
    email = f"{name.lower()}@example.org"
    user = create_user(now=now, actor=None, email=email, name=name)
    set_role(now=now, actor=None, project=project, user=user, role=role)
    return user


def answer(**changes: Any) -> dict[str, Any]:
    """What a reviewer says about the bridge in June."""
    given: dict[str, Any] = {
        "now": JUNE,
        "known_at": JUNE - timedelta(days=1),
        "value": True,
        "source": "the harbour office",
        "evidence": [NewEvidence(url="https://harbour.example.org/log")],
    }
    return given | changes


def suggest(person: User, **changes: Any) -> Proposal:
    return propose(actor=person, question=question("bridge"), **answer(**changes))


def agree(person: User, proposal: Proposal, **changes: Any) -> Resolution:
    given: dict[str, Any] = {"now": LATER, "actor": person, "proposal": proposal}
    return confirm(**given | changes)


def contested(project: Project, now: datetime) -> None:
    """The mayor: proposed, declined for another, confirmed; objected to, and supposed otherwise."""
    first, second, third = (
        member(project, now, name, "editor") for name in ("Dora", "Emil", "Fritz")
    )
    by: dict[str, Any] = {"now": now, "known_at": now, "source": "the town hall"}
    proposal = propose(
        actor=first,
        question=question("mayor"),
        value="Ada",
        evidence=[NewEvidence(quotation="Ada.")],
        **by,
    )
    counter = decline(
        actor=second,
        proposal=proposal,
        reason="She was not sworn in.",
        value="Bo",
        evidence=[NewEvidence(quotation="Bo.")],
        **by,
    )
    resolution = confirm(now=now, actor=third, proposal=counter)
    objection = file_objection(
        now=now,
        actor=second,
        concerns="resolution",
        target=resolution,
        text="It was a deputy who was sworn in.",
    )
    decide_objection(
        now=now, actor=first, objection=objection, upheld=False, reply="The deputy is mayor now."
    )
    set_scenario(
        now=now,
        actor=first,
        event=question("mayor").event,
        name="As the loser has it",
        note="She went to court.",
        reports=[Report.objects.get(value="Ada", question=question("mayor"))],
    )
