"""Two reviewers who record an outcome at the same moment, with connections of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from predictions.accounts.operations import create_project
from predictions.ledger.models import Act
from predictions.outcomes.models import Report, Resolution
from predictions.outcomes.operations import AlreadyResolved
from tests.cast import question, record, resolved

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def recorded(now):
    project = create_project(now=now, actor=None, slug="harbour", name="Harbour watch")
    return record(project, now)


@pytest.mark.parametrize("attempt", range(3))
def test_exactly_one_of_two_wins(recorded, now, attempt):
    together = Barrier(2)

    def answer(value):
        try:
            together.wait()
            return resolved("bridge", value, now)
        except AlreadyResolved as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(answer, (True, False))

    assert {type(first), type(second)} == {Resolution, AlreadyResolved}
    assert Resolution.objects.count() == Report.objects.count() == 1
    assert Act.objects.filter(verb="resolved").count() == 1
    assert question("bridge").status == "resolved"
    assert question("bridge").version == 2
