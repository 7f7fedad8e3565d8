"""What a link may do: for one person, one question, one act, a month long, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.signing import Signer
from django.db import connection

from predictions.accounts.operations import change_user, create_project, create_user, set_role
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Proposal, Report
from predictions.outcomes.operations import SignInNeeded, propose_by_link
from predictions.outcomes.reports import OutcomeRefused
from predictions.questions.operations import QuestionRefused
from predictions.reminders.links import (
    VALID_FOR,
    Act,
    LinkExpired,
    LinkSpent,
    LinkTampered,
    make,
    read,
    read_subscription,
    redeem,
    subscription_token,
)
from predictions.reminders.models import Link, Snooze
from predictions.reminders.operations import (
    NothingToAsk,
    hand_over_by_link,
    put_off_by_link,
    snooze_by_link,
)
from tests.cast import boats, bridge, question, record, rows_of_every_table

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 1, 9, tzinfo=UTC)
EVIDENCE = [NewEvidence(url="https://harbour.example.org/log")]


@pytest.fixture
def asked(project, reviewer, now):
    """The bridge of 1 June, which Rosa is asked about."""
    forecasts = [bridge(), boats()]
    record(project, now, forecasts=forecasts, reviewers=(reviewer,))
    return question("bridge")


@pytest.fixture
def link(asked, reviewer):
    """A function that makes Rosa's link for an act."""
    return lambda act=Act.SNOOZE: make(now=JUNE, user=reviewer, question=asked, act=act)


def propose(token: str, **changes) -> Proposal:
    given: dict[str, Any] = {"now": JUNE, "known_at": JUNE, "value": True, "source": "the office"}
    return propose_by_link(token=token, **given | {"evidence": EVIDENCE} | changes)


def test_a_link_says_who_may_do_what_with_which_question(link, asked, reviewer):
    grant = read(now=JUNE, token=link(Act.PUT_OFF))
    assert (grant.user, grant.question, grant.act) == (reviewer, asked, Act.PUT_OFF)
    assert grant.expires == JUNE + VALID_FOR


def test_links_of_other_people_questions_and_acts_are_others(link, asked, reviewer, user):
    others = [
        make(now=JUNE, user=user, question=asked, act=Act.SNOOZE),
        make(now=JUNE, user=reviewer, question=question("boats"), act=Act.SNOOZE),
        *(link(act) for act in Act),
    ]
    assert len(set(others)) == 6


def test_reading_a_link_changes_nothing(link):
    before = rows_of_every_table()
    for _ in range(3):
        read(now=JUNE, token=link())
    assert rows_of_every_table() == before


def test_a_link_with_any_character_changed_is_refused(link):
    token = link()
    for place in range(0, len(token), 7):
        other = "A" if token[place] != "A" else "B"
        with pytest.raises(LinkTampered, match="not one that Foresaid has sent"):
            read(now=JUNE, token=token[:place] + other + token[place + 1 :])


@pytest.mark.parametrize("kept", [0, 1, 20, -1])
def test_a_link_that_was_cut_off_is_refused(link, kept):
    with pytest.raises(LinkTampered, match="perhaps it was cut off"):
        read(now=JUNE, token=link()[:kept])


@pytest.mark.parametrize("token", ["", ":", "a:b", "ünïcode", "../../etc", "W10:" + "x" * 43])
def test_what_was_never_a_link_is_refused(db, token):
    with pytest.raises(LinkTampered):
        read(now=JUNE, token=token)


def test_what_was_signed_for_something_else_is_no_link(asked, reviewer):
    values = [reviewer.pk, asked.pk, 1, "snooze", 2**31]
    for token in (Signer().sign_object(values), subscription_token(reviewer, "due")):
        with pytest.raises(LinkTampered):
            read(now=JUNE, token=token)


def test_a_link_is_no_subscription(link):
    with pytest.raises(LinkTampered):
        read_subscription(link())


def test_a_link_works_for_a_month(link):
    read(now=JUNE + VALID_FOR, token=link())
    with pytest.raises(LinkExpired, match="valid until 01 July 2026") as caught:
        read(now=JUNE + VALID_FOR + timedelta(seconds=1), token=link())
    assert "newer e-mail" in caught.value.remedy


def test_a_link_does_what_it_was_for_once(link, reviewer):
    snooze_by_link(now=JUNE, token=link(), days=7)
    with pytest.raises(LinkSpent, match="has been used"):
        snooze_by_link(now=JUNE, token=link(), days=7)
    with pytest.raises(LinkSpent):
        read(now=JUNE, token=link())
    assert Snooze.objects.count() == Link.objects.count() == 1


def test_spending_one_link_leaves_the_others(link):
    snooze_by_link(now=JUNE, token=link(), days=7)
    assert read(now=JUNE, token=link(Act.RECORD)).act == Act.RECORD


def test_a_link_for_one_act_does_no_other(link):
    for act in (Act.RECORD, Act.PUT_OFF, Act.HAND_OVER):
        with pytest.raises(LinkTampered, match="something else"):
            redeem(now=JUNE, token=link(act), act=Act.SNOOZE)
    assert not Link.objects.exists()


def test_a_link_of_an_earlier_round_is_refused(link, asked):
    spent, other = link(Act.PUT_OFF), link()
    put_off_by_link(now=JUNE, token=spent, until=JUNE + timedelta(days=9), reason="delayed")
    with pytest.raises(LinkExpired, match="put off, reopened or given another date"):
        read(now=JUNE, token=other)


def test_a_link_of_somebody_who_may_not_sign_in_is_refused(link, reviewer):
    token = link()
    change_user(now=JUNE, actor=None, user=reviewer, name="Rosa", time_zone="UTC", is_active=False)
    with pytest.raises(LinkTampered, match="no longer here"):
        snooze_by_link(now=JUNE, token=token, days=1)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"source": ""}, "no source"),
        ({"evidence": []}, "no evidence"),
        ({"evidence": [NewEvidence()]}, "no evidence"),
        ({"known_at": JUNE + timedelta(days=1)}, "in the future"),
        ({"value": "perhaps"}, "neither true nor false"),
    ],
    ids=["source", "evidence", "empty evidence", "future", "answer"],
)
def test_only_success_spends_a_link(link, changes, refusal):
    with pytest.raises(OutcomeRefused, match=refusal):
        propose(link(Act.RECORD), **changes)
    assert not Link.objects.exists()
    assert propose(link(Act.RECORD)).report.value is True


def test_a_day_that_is_past_does_not_spend_the_link(link):
    with pytest.raises(QuestionRefused, match="not in the future"):
        put_off_by_link(now=JUNE, token=link(Act.PUT_OFF), until=JUNE, reason="delayed")
    assert not Link.objects.exists()


def test_what_is_proposed_by_link_is_that_persons_report(link, reviewer):
    proposal = propose(link(Act.RECORD))
    report = proposal.report
    assert proposal.proposed_by == reviewer
    assert (report.reported_by, report.value) == (reviewer, True)
    assert question("bridge").status == "proposed"


def test_where_two_reviewers_are_asked_a_link_records_nothing(link, project):
    project.reviewers_needed = 2
    project.save()
    with pytest.raises(SignInNeeded, match="Two reviewers") as caught:
        propose(link(Act.RECORD))
    assert "sign in" in caught.value.remedy
    assert not Report.objects.exists()
    assert not Link.objects.exists()


def test_a_question_is_handed_over_to_a_member_of_its_project(link, user, asked):
    hand_over_by_link(now=JUNE, token=link(Act.HAND_OVER), taker=user)
    active = asked.assignments.filter(is_active=True)
    assert [one.reviewer for one in active] == [user]


def test_a_question_is_not_handed_to_a_stranger(link, now):
    stranger = create_user(now=now, actor=None, email="out@example.org", name="Out")
    house = create_project(now=now, actor=None, slug="house", name="House")
    set_role(now=now, actor=None, project=house, user=stranger, role="reviewer")
    with pytest.raises(NothingToAsk, match="Out does not review for Harbour watch"):
        hand_over_by_link(now=JUNE, token=link(Act.HAND_OVER), taker=stranger)
    assert not Link.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_at_once_one_succeeds(link):
    token, together = link(Act.RECORD), Barrier(4)

    def click(_: int) -> str:
        try:
            together.wait(timeout=10)
            propose(token)
        except LinkSpent:
            return "spent"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        said = sorted(pool.map(click, range(4)))

    assert said == ["done", "spent", "spent", "spent"]
    assert Report.objects.count() == Link.objects.count() == 1
