"""Two who decide about one question at the same moment, with connections of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from predictions.accounts.operations import create_project
from predictions.errors import DomainError
from predictions.ledger.models import Act
from predictions.outcomes.models import Confirmation, Proposal, Report, Resolution
from predictions.outcomes.operations import (
    AlreadyDeclined,
    AlreadyProposed,
    AlreadyReplied,
    AlreadyResolved,
    decide_objection,
    decline,
    file_objection,
)
from tests.cast import bridge, question, record, resolved
from tests.outcomes.reviewing import JUNE, LATER, agree, answer, member, suggest

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("attempt", range(3)),
]


@pytest.fixture
def people(now):
    """Three editors of a project that asks for two reviewers about its bridge."""
    project = create_project(
        now=now, actor=None, slug="harbour", name="Harbour watch", reviewers_needed=2
    )
    record(project, now, forecasts=[bridge()])
    return [member(project, now, name, "editor") for name in ("Dora", "Emil", "Fritz")]


def at_once(*deeds: Callable[[], Any]) -> tuple[list[Any], list[DomainError]]:
    """Do these things at the same moment; what came of those that went, and the refusals."""
    together = Barrier(len(deeds))

    def run(deed):
        try:
            together.wait()
            return deed()
        except DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        results = list(pool.map(run, deeds))
    refusals = [one for one in results if isinstance(one, DomainError)]
    return [one for one in results if one not in refusals], refusals


def test_exactly_one_of_two_resolutions_wins(now, attempt):
    project = create_project(now=now, actor=None, slug="harbour", name="Harbour watch")
    record(project, now)

    (won,), (told,) = at_once(
        lambda: resolved("bridge", True, now), lambda: resolved("bridge", False, now)
    )

    assert (type(won), type(told)) == (Resolution, AlreadyResolved)
    assert Resolution.objects.count() == Report.objects.count() == 1
    assert Act.objects.filter(verb="resolved").count() == 1
    assert question("bridge").status == "resolved"
    assert question("bridge").version == 2


def test_exactly_one_of_two_proposals_wins(people, attempt):
    dora, emil, _fritz = people

    (won,), (told,) = at_once(lambda: suggest(dora), lambda: suggest(emil, value=False))

    assert type(told) is AlreadyProposed
    assert f"{won.proposed_by} proposed on 2026-06-02 at 09:00 UTC: {won}." in told.reason
    assert Proposal.objects.get() == won
    assert Report.objects.count() == 1


def test_exactly_one_of_two_confirmations_wins(people, attempt):
    dora, emil, fritz = people
    proposal = suggest(dora)

    (won,), (told,) = at_once(lambda: agree(emil, proposal), lambda: agree(fritz, proposal))

    assert type(told) is AlreadyResolved
    assert f"{won.resolved_by} confirmed this on 2026-06-02 at 10:00 UTC" in told.reason
    assert Resolution.objects.get() == won
    assert Confirmation.objects.get().by == won.resolved_by


def test_of_one_who_confirms_and_one_who_declines_one_wins(people, attempt):
    dora, emil, fritz = people
    proposal = suggest(dora)
    other = answer(value=False, now=LATER, reason="It was a rehearsal.")

    (won,), (told,) = at_once(
        lambda: agree(emil, proposal),
        lambda: decline(actor=fritz, proposal=proposal, **other),
    )

    confirmed = isinstance(won, Resolution)
    assert type(told) is (AlreadyResolved if confirmed else AlreadyDeclined)
    who, did = ("Emil", "confirmed") if confirmed else ("Fritz", "declined")
    assert f"{who} {did} this on 2026-06-02 at 10:00 UTC" in told.reason
    assert Confirmation.objects.count() == 1
    assert question("bridge").status == ("resolved" if confirmed else "proposed")


def test_of_two_who_decline_one_wins(people, attempt):
    dora, emil, fritz = people
    proposal = suggest(dora)
    other = answer(value=False, now=LATER, reason="It was a rehearsal.")

    (won,), (told,) = at_once(
        *(lambda who=who: decline(actor=who, proposal=proposal, **other) for who in (emil, fritz))
    )

    assert type(told) is AlreadyDeclined
    assert told.reason.startswith(f"{won.proposed_by} declined this")
    assert Proposal.objects.filter(closed_at__isnull=True).get() == won
    assert Proposal.objects.count() == 2


def test_an_objection_is_decided_by_exactly_one_of_two(people, attempt):
    dora, emil, fritz = people
    objection = file_objection(
        now=JUNE,
        actor=dora,
        concerns="criteria",
        target=question("bridge").criteria,
        text="It does not say who counts as everybody.",
    )

    def deciding(person, upheld):
        return lambda: decide_objection(
            now=LATER, actor=person, objection=objection, upheld=upheld, reply="Because."
        )

    (won,), (told,) = at_once(deciding(emil, True), deciding(fritz, False))

    assert type(told) is AlreadyReplied
    assert str(won.decided_by) in told.reason
    objection.refresh_from_db()
    assert (objection.decided_by, objection.upheld) == (won.decided_by, won.upheld)
