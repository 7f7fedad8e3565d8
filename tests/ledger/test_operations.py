"""Acts are left inside the transaction of what they tell of."""

import json

import pytest
import rfc8785
from django.db import transaction

from predictions.accounts.models import Project, User
from predictions.accounts.operations import create_project, create_user
from predictions.ledger.models import Act, Payload
from predictions.ledger.operations import envelope, payload_digest, record_act
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

    (image,) = json.loads(acts_on(project).get().payload.body)["wrote"]

    assert image["table"] == "predictions_project"
    (row,) = image["rows"]
    values = dict(zip(image["columns"], row, strict=True))
    assert values["id"] == project.pk
    assert values["slug"] == "house"
    assert values["created_at"] == "2026-03-02T09:00:00.000000+00:00"


def test_a_payload_is_canonical_json(now, someone):
    body = acts_on(project_by(someone, now)).get().payload.body
    assert rfc8785.dumps(json.loads(body)).decode() == body


def test_facts_stand_beside_the_rows(now, someone):
    with transaction.atomic():
        act = record_act(
            now=now, actor=None, verb="scored", on=someone, wrote=[], facts={"count": 3}
        )
    assert json.loads(act.payload.body) == {"wrote": [], "count": 3}


def test_every_payload_has_a_salt_of_its_own(now, someone):
    project_by(someone, now)
    salts = [bytes(salt) for salt in Payload.objects.values_list("salt", flat=True)]
    assert len(set(salts)) == len(salts) == 2
    assert {len(salt) for salt in salts} == {32}


def test_the_envelope_holds_no_payload_but_its_digest(now, someone):
    act = acts_on(project_by(someone, now)).get()

    said = json.loads(envelope(act))

    assert said == {
        "act": act.pk,
        "at": "2026-03-02T09:00:00.000000+00:00",
        "actor": someone.pk,
        "verb": "created",
        "object": f"project/{act.object_id}",
        "reason": "",
        "payload": payload_digest(act.payload).hex(),
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
