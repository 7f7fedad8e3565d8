"""The database itself refuses to change what is only ever added to."""

import pytest
from django.core import checks
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from predictions.columns import guards
from predictions.forecasts.models import Coding
from predictions.ledger.models import Act, Checkpoint, Leaf, Node, Payload
from predictions.ledger.operations import sequence
from predictions.outcomes.models import Report, Resolution
from predictions.questions.models import Criteria, Reference
from tests.cast import record, resolved
from tests.ledger import tampering

pytestmark = pytest.mark.django_db

GUARDED = [
    *(Act, Payload, Leaf, Node, Checkpoint),
    *(Coding, Criteria, Reference, Report, Resolution),
]
each_model = pytest.mark.parametrize("model", GUARDED, ids=lambda model: model.__name__)


@pytest.fixture(autouse=True)
def story(project, now) -> None:
    record(project, now)
    resolved("bridge", True, now)
    sequence(now=now)


def refused(write) -> None:
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        write()


def test_these_tables_are_guarded():
    assert set(GUARDED) <= set(guards.guarded())


@each_model
def test_no_column_of_any_row_can_be_changed(model):
    row = model._default_manager.order_by("pk").first()
    for field in model._meta.concrete_fields:
        value = getattr(row, field.attname)
        refused(lambda field=field, value=value: tampering.update(row, field, value))


@each_model
def test_no_row_can_be_deleted(model):
    refused(lambda: tampering.delete(model._default_manager.order_by("pk").last()))


@each_model
def test_no_table_can_be_emptied_at_once(model):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE.")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        refused(lambda: cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE"))


def test_a_payload_can_be_blanked():
    some = Payload.objects.exclude(table="").order_by("pk")
    assert some.filter(pk=some.first().pk).update(secret=None, body=None, items=None) == 1


def test_a_payload_cannot_be_blanked_and_changed():
    some = Payload.objects.filter(pk=Payload.objects.first().pk)
    refused(lambda: some.update(secret=None, body=None, items=None, sha256="0" * 64))


def test_a_blank_payload_stays_blank():
    some = Payload.objects.filter(pk=Payload.objects.first().pk)
    some.update(secret=None, body=None, items=None)
    refused(lambda: some.update(secret=b"s", body="b", items="i"))


def missing() -> list[str]:
    found = checks.run_checks(tags=["database"], databases=["default"])
    return [one.msg for one in found if one.id == "foresaid.E003"]


def test_a_whole_set_of_triggers_is_fine():
    assert missing() == []


def test_a_trigger_that_is_missing_is_an_error(unguarded):
    assert "The trigger predictions_act_refuses_update is missing or switched off." in missing()
    assert "The trigger predictions_leaf_refuses_delete is missing or switched off." in missing()


def test_a_trigger_that_is_switched_off_is_an_error():
    if connection.vendor != "postgresql":
        pytest.skip("Only PostgreSQL can switch a trigger off.")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE predictions_act DISABLE TRIGGER predictions_act_refuses_update")
    assert missing() == ["The trigger predictions_act_refuses_update is missing or switched off."]


def test_tables_that_are_not_there_yet_need_no_triggers(unguarded):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE predictions_leaf RENAME TO predictions_old_leaf")
    assert not [said for said in missing() if "leaf" in said]


@pytest.mark.django_db(transaction=True)
def test_migrating_puts_the_triggers_back_whether_they_are_there_or_not():
    guards.remove()
    for _ in range(2):
        call_command("migrate", verbosity=0, skip_checks=True)
        assert guards.missing() == []


def test_what_the_error_advises_puts_the_triggers_back(unguarded):
    (hint,) = {
        one.hint for one in checks.run_checks(databases=["default"]) if one.id == "foresaid.E003"
    }
    assert "manage.py migrate --skip-checks" in hint

    call_command("migrate", skip_checks=True, verbosity=0)

    assert missing() == []
