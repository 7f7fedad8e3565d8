"""manage.py verify_ledger: says whether the ledger is intact, by its words and its exit status."""

from io import StringIO

import pytest
from django.core.management import call_command

from predictions.forecasts.models import Coding
from predictions.ledger.models import Act, Leaf
from predictions.ledger.operations import sequence
from tests.cast import record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def recorded(project, now, unguarded) -> None:
    record(project, now)
    sequence(now=now)


def verify() -> tuple[int, str]:
    """The exit status and what was said."""
    out = StringIO()
    try:
        call_command("verify_ledger", stdout=out)
    except SystemExit as ending:
        return int(ending.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_an_intact_ledger_ends_with_status_0():
    assert verify() == (0, f"The ledger of {Act.objects.count()} acts is intact.\n")


def test_a_changed_row_is_named_with_status_1():
    coding = Coding.objects.order_by("pk").first()
    Coding.objects.filter(pk=coding.pk).update(prediction={"p": 0.5})
    status, said = verify()
    assert status == 1
    assert f"The coding {coding.pk} has prediction = {{'p': 0.5}}; act " in said
    assert "intact" not in said


def test_a_changed_leaf_is_named_with_status_1():
    Leaf.objects.filter(index=1).update(hash=bytes(32))
    status, said = verify()
    assert status == 1
    assert said.startswith("Leaf 1 does not fit act ")


def test_every_discrepancy_stands_on_a_line_of_its_own():
    Coding.objects.update(phrase="certainly")
    status, said = verify()
    assert status == 1
    assert len(said.splitlines()) == Coding.objects.count()
