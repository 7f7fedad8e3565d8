"""Acts are left inside the transaction of what they tell of."""

import hashlib
import json

import pytest
import rfc8785
from django.db import transaction

from predictions.accounts.models import Project, User
from predictions.accounts.operations import create_project, create_user
from predictions.columns.inserting import AT_ONCE
from predictions.ledger.images import CHUNK
from predictions.ledger.merkle import root
from predictions.ledger.models import Act, Payload
from predictions.ledger.operations import envelope, record_act
from predictions.ledger.payloads import item_hashes, salt_of_body
from predictions.ledger.queries import acts_on


@pytest.fixture
def someone(db, now) -> User:
    return create_user(now=now, actor=None, email="someone@example.org")


def project_by(someone: User, now) -> Project:
    return create_project(now=now, actor=someone, slug="house", name="The house")


@pytest.mark.django_db(transaction=True)
def test_an_act_outside_a_transaction_is_refused(now):
    someone = create_user(now=now, actor=None, email="someone@example.org")

    with pytest.raises(RuntimeError, match="inside the transaction"):
        record_act(now=now, actor=None, verb="changed", on=someone, wrote=[someone])

    assert Act.objects.count() == Payload.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_act_goes_with_the_operation_that_fails(now):
    someone = create_user(now=now, actor=None, email="someone@example.org")

    @transaction.atomic
    def fail():
        project_by(someone, now)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert not Project.objects.exists()
    assert list(Act.objects.values_list("object_type", flat=True)) == ["user"]
    assert Payload.objects.count() == 1


def test_an_act_says_who_did_what_to_which_object_and_when(now, someone):
    project = project_by(someone, now)

    act = acts_on(project).get()

    assert (act.at, act.actor, act.verb) == (now, someone, "created")
    assert (act.object_type, act.object_id) == ("project", project.pk)


def test_the_service_itself_acts_without_an_actor(someone):
    assert acts_on(someone).get().actor is None


def test_an_act_carries_the_rows_as_they_stand_afterwards(now, someone):
    project = project_by(someone, now)

    payload = acts_on(project).get().payloads.get()

    assert payload.table == "predictions_project"
    columns = json.loads(payload.body)["columns"]
    values = dict(zip(columns, json.loads(payload.items), strict=True))
    assert values["id"] == project.pk
    assert values["slug"] == "house"
    assert values["created_at"] == "2026-03-02T09:00:00.000000+00:00"


def test_a_payload_is_canonical_json(now, someone):
    body = acts_on(project_by(someone, now)).get().payloads.get().body
    assert rfc8785.dumps(json.loads(body)).decode() == body


def test_a_payload_says_how_many_rows_it_has_and_what_their_root_is(now, someone):
    with transaction.atomic():
        act = record_act(
            now=now,
            actor=None,
            verb="changed",
            on=someone,
            wrote=[someone, project_by(someone, now)],
        )
    for payload in act.payloads.all():
        said, lines = json.loads(payload.body), payload.items.split("\n")
        assert said["count"] == len(lines) == 1
        assert said["root"] == root(item_hashes(bytes(payload.secret), lines)).hex()
        assert payload.first == payload.last == json.loads(lines[0])[0]


def test_payloads_are_numbered_in_the_order_of_their_tables(now, someone):
    project = project_by(someone, now)
    with transaction.atomic():
        act = record_act(now=now, actor=None, verb="changed", on=project, wrote=[project, someone])
    assert list(act.payloads.order_by("number").values_list("number", "table")) == [
        (0, "predictions_project"),
        (1, "predictions_user"),
    ]


def test_the_hash_of_a_payload_is_that_of_salt_and_body(now, someone):
    payload = acts_on(someone).get().payloads.get()
    salted = salt_of_body(bytes(payload.secret)) + payload.body.encode()
    assert payload.sha256 == hashlib.sha256(salted).hexdigest()


def test_facts_stand_beside_the_rows(now, someone):
    with transaction.atomic():
        act = record_act(
            now=now, actor=None, verb="scored", on=someone, wrote=[], facts={"count": 3}
        )
    payload = act.payloads.get()
    assert (payload.table, payload.items) == ("", "")
    assert json.loads(payload.body) == {"count": 3}


def test_an_act_that_wrote_nothing_has_no_payload(now, someone):
    with transaction.atomic():
        act = record_act(now=now, actor=None, verb="restored", on=someone, wrote=[])
    assert not act.payloads.exists()


def test_a_batch_of_any_size_costs_three_inserts(now, someone, django_assert_num_queries):
    people = [User(pk=100 + number, email=f"{number}@example.org") for number in range(2500)]
    for one in people:
        one.joined_at = now
    with transaction.atomic(), django_assert_num_queries(3):
        act = record_act(now=now, actor=None, verb="imported", on=someone, wrote=people)
    assert [payload.items.count("\n") + 1 for payload in act.payloads.order_by("number")] == [
        1000,
        1000,
        500,
    ]


def test_every_payload_has_a_secret_of_its_own(now, someone):
    project_by(someone, now)
    secrets = [bytes(secret) for secret in Payload.objects.values_list("secret", flat=True)]
    assert len(set(secrets)) == len(secrets) == 2
    assert {len(secret) for secret in secrets} == {32}


def test_two_rows_that_say_the_same_have_different_hashes():
    first, second = item_hashes(bytes(32), ["[1]", "[1]"])
    assert first != second


def test_the_envelope_holds_no_payload_but_its_digest(now, someone):
    act = acts_on(project_by(someone, now)).get()

    payload = act.payloads.get()
    said = json.loads(envelope(act, [payload.sha256]))

    assert said == {
        "act": act.pk,
        "at": "2026-03-02T09:00:00.000000+00:00",
        "actor": someone.pk,
        "verb": "created",
        "object": f"project/{act.object_id}",
        "reason": "",
        "payloads": [payload.sha256],
    }


def test_a_password_never_reaches_the_ledger(now, db):
    create_user(now=now, actor=None, email="someone@example.org", password="correct horse battery")
    assert "pbkdf2" not in Payload.objects.get().body
    assert "password" not in Payload.objects.get().body


def test_acts_on_an_object_come_newest_first(now, someone):
    project = project_by(someone, now)
    with transaction.atomic():
        later = record_act(now=now, actor=someone, verb="changed", on=project, wrote=[project])
    assert acts_on(project).first() == later
    assert acts_on(project).count() == 2


def test_an_act_holds_more_payloads_than_one_statement_inserts(now, someone):
    project = project_by(someone, now)
    far_apart = [Project(pk=1 + CHUNK * place) for place in range(AT_ONCE + 1)]

    with transaction.atomic():
        act = record_act(now=now, actor=someone, verb="counted", on=project, wrote=far_apart)

    assert list(act.payloads.order_by("number").values_list("first", flat=True)) == [
        one.pk for one in far_apart
    ]
