"""Telling other programs: nothing is lost, nothing is told twice without its id."""

import json
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from predictions.accounts.operations import create_project
from predictions.ledger.models import Payload
from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems
from predictions.mail.models import Message
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.operations import file_objection, propose
from predictions.outcomes.queries import current_resolution
from predictions.scores.operations import score_pending
from predictions.webhooks import collecting
from predictions.webhooks.collecting import collect
from predictions.webhooks.models import Delivery, EventType, Subscription
from predictions.webhooks.operations import (
    NotTold,
    SubscriptionRefused,
    change_subscription,
    replay,
    rotate_secret,
    subscribe,
)
from predictions.webhooks.telling import signed_headers, tell
from tests.cast import TEXT, question, record, reported, resolved, suppose
from tests.servers.receiver import Receiver

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver():
    with Receiver() as receiver, override_settings(FETCH_PRIVATE_HOSTS=["127.0.0.1"]):
        yield receiver


@pytest.fixture
def subscription(project, user, now, receiver):
    return subscribe(
        now=now, actor=user, project=project, url=receiver.url, events=EventType.values
    )


@pytest.fixture
def tick(now):
    def once(after=timedelta(0)):
        moment = now + after
        sequence(now=moment)
        collect(now=moment)
        return tell(clock=lambda: moment)

    return once


def told(receiver):
    """The types of what a program was told."""
    return [json.loads(body)["type"] for _, body in receiver.told]


def test_a_program_is_told_what_happens(subscription, receiver, project, user, reviewer, now, tick):
    record(project, now)
    propose(
        now=now, actor=reviewer, question=question("ferry"), known_at=now, value=True,
        source="the harbour office", evidence=[NewEvidence(quotation="It stopped.")],
    )  # fmt: skip
    resolved("bridge", True, now)
    file_objection(
        now=now, actor=user, concerns="resolution",
        target=current_resolution(question("bridge")), text="It was a rehearsal.",
    )  # fmt: skip
    score_pending(now=now)
    tick()
    assert sorted(told(receiver)) == [
        "article.recorded",
        "forecast.scored",
        "outcome.objected",
        "outcome.proposed",
        "outcome.resolved",
    ]
    bodies = {json.loads(body)["type"]: json.loads(body)["data"] for _, body in receiver.told}
    assert bodies["article.recorded"]["title"] == "The harbour in spring"
    assert bodies["outcome.resolved"]["question"] == question("bridge").public_id
    assert bodies["forecast.scored"] == {"project": "harbour", "forecasts": 1}
    assert all(data["project"] == "harbour" for data in bodies.values())


def test_each_message_is_signed_as_standard_webhooks_says(subscription, receiver, project, now):
    record(project, now)
    sequence(now=now)
    collect(now=now)
    tell(clock=timezone.now)  # the verifier compares with the real clock
    headers, body = receiver.told[0]
    assert Webhook(subscription.secret).verify(body, headers)["type"] == "article.recorded"
    with pytest.raises(WebhookVerificationError):
        Webhook(subscription.secret).verify(body + b" ", headers)
    assert headers["webhook-id"].startswith("leaf-")


def test_what_is_scored_only_as_if_a_scenario_were_true_is_not_told(
    subscription, receiver, project, now, tick
):
    record(project, now)
    resolved("bridge", True, now)
    tick()
    suppose(now, reported("bridge", False, now))
    assert score_pending(now=now) == 2
    tick()
    bodies = [json.loads(body)["data"] for _, body in receiver.told]
    assert [data["forecasts"] for data in bodies if "forecasts" in data] == [1]


def test_what_was_told_is_not_told_again(subscription, receiver, project, now, tick):
    record(project, now)
    assert tick() == 1
    assert tick() == 0
    assert told(receiver) == ["article.recorded"]


def test_what_was_before_a_subscription_is_not_told(project, user, now, receiver, tick):
    record(project, now)
    sequence(now=now)
    subscribe(now=now, actor=user, project=project, url=receiver.url, events=EventType.values)
    tick()
    assert told(receiver) == []


def test_only_what_is_wanted_is_told(project, user, now, receiver, tick):
    subscribe(now=now, actor=user, project=project, url=receiver.url, events=["outcome.resolved"])
    record(project, now)
    resolved("bridge", True, now)
    tick()
    assert told(receiver) == ["outcome.resolved"]


def test_a_project_hears_of_nothing_but_its_own(subscription, receiver, user, now, tick):
    other = create_project(now=now, actor=user, slug="other", name="Other")
    record(other, now)
    tick()
    assert told(receiver) == []


def test_a_question_is_due_once_a_round(subscription, receiver, project, now, tick):
    record(project, now)
    tick()
    receiver.told.clear()
    tick(timedelta(days=91, hours=1))
    tick(timedelta(days=92))
    due = [json.loads(body)["data"]["wording"] for _, body in receiver.told]
    assert sorted(due) == sorted(question(key).wording for key in ("boats", "bridge", "ferry"))
    assert len({headers["webhook-id"] for headers, _ in receiver.told}) == 3


def test_what_is_refused_is_told_again_with_its_id(subscription, receiver, project, now, tick):
    record(project, now)
    receiver.answers = [500]
    assert tick() == 0
    assert tick(timedelta(seconds=10)) == 0
    assert tick(timedelta(minutes=2)) == 1
    first, second = receiver.told
    assert first[0]["webhook-id"] == second[0]["webhook-id"]
    assert first[1] == second[1]


def test_an_address_that_accepts_nothing_for_three_days_is_disabled_and_somebody_told(
    subscription, receiver, project, user, now, tick
):
    record(project, now)
    receiver.answers = [500] * 100
    for hours in range(0, 80, 5):
        tick(timedelta(hours=hours))
    subscription.refresh_from_db()
    assert subscription.disabled_at
    assert "500" in subscription.disabled_because
    assert Delivery.objects.get().failed_at
    assert Message.objects.get(kind="webhook").to == user.email
    attempts = len(receiver.told)
    tick(timedelta(days=5))
    assert len(receiver.told) == attempts


def test_what_waited_is_told_when_the_webhook_is_enabled_again(
    subscription, receiver, project, user, now, tick
):
    changed = {"now": now, "actor": user, "subscription": subscription, "url": receiver.url}
    change_subscription(**changed, events=EventType.values, enabled=False)
    record(project, now)
    tick()
    assert told(receiver) == []
    change_subscription(**changed, events=EventType.values, enabled=True)
    record(project, now, text="Another text. " + TEXT, title="Another")
    tick()
    assert told(receiver) == ["article.recorded"]


def test_nothing_is_lost_when_collecting_breaks_off(
    subscription, receiver, project, now, tick, monkeypatch
):
    record(project, now)
    resolved("bridge", True, now)
    made = collecting._message

    def breaks(now, subscription, happened):
        if happened.type == EventType.OUTCOME_RESOLVED:
            raise ConnectionError
        return made(now, subscription, happened)

    with monkeypatch.context() as patch:
        patch.setattr(collecting, "_message", breaks)
        with pytest.raises(ConnectionError):
            tick()
    assert not Delivery.objects.exists()
    tick()
    assert sorted(told(receiver)) == ["article.recorded", "outcome.resolved"]


def test_a_new_secret_signs_beside_the_former_one_for_a_day(subscription, project, user, now):
    former = subscription.secret
    rotated = rotate_secret(now=now, actor=user, subscription=subscription)
    assert rotated.secret != former == rotated.former_secret
    message = Delivery(subscription=rotated, message_id="leaf-1", body="{}")
    assert len(signed_headers(message, now)["webhook-signature"].split(" ")) == 2
    later = now + timedelta(hours=24)
    assert len(signed_headers(message, later)["webhook-signature"].split(" ")) == 1


def test_a_message_is_told_again_on_request(subscription, receiver, project, user, now, tick):
    record(project, now)
    sequence(now=now)
    collect(now=now)
    with pytest.raises(NotTold):
        replay(now=now, actor=user, delivery=Delivery.objects.get())
    tick()
    replay(now=now, actor=user, delivery=Delivery.objects.get())
    tick()
    first, second = receiver.told
    assert first[0]["webhook-id"] == second[0]["webhook-id"]


def test_an_address_of_the_own_network_is_not_told(subscription, receiver, project, now, tick):
    record(project, now)
    with override_settings(FETCH_PRIVATE_HOSTS=[]):
        assert tick() == 0
    assert told(receiver) == []
    assert Delivery.objects.get().last_error


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"url": "ftp://x"}, "url"), ({"events": []}, "events"), ({"events": ["x"]}, "events")],
)
def test_a_webhook_that_cannot_be_told_is_refused(changes, field, project, user, now):
    wanted = {"url": "https://newsroom.example.org", "events": ["outcome.resolved"], **changes}
    with pytest.raises(SubscriptionRefused) as caught:
        subscribe(now=now, actor=user, project=project, **wanted)
    assert caught.value.field == field
    assert not Subscription.objects.exists()


def test_secrets_stand_in_no_payload_and_what_is_told_misses_no_act(
    subscription, project, user, now, tick
):
    record(project, now)
    tick()
    assert not Payload.objects.filter(items__contains=subscription.secret).exists()
    assert not [one for one in problems() if "webhook" in one]
