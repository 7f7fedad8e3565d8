"""A thousand and more random changes by SQL, past the triggers: each is found and named."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, models, transaction

from predictions.articles.models import Article
from predictions.forecasts.models import Coding, Forecast
from predictions.ledger.images import columns_of, is_ledgered
from predictions.ledger.models import Act, Checkpoint, Leaf, Node, Payload
from predictions.ledger.operations import sequence
from predictions.ledger.verification import payload_problems, row_problems, tree_problems
from predictions.outcomes.models import Evidence, Report, Resolution
from predictions.questions.models import Criteria, Question, Reference
from tests.cast import record, resolved
from tests.ledger import tampering

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]

TABLES = [
    *(Act, Payload, Leaf, Node, Checkpoint),
    *(Article, Forecast, Coding, Question, Criteria, Reference, Report, Evidence, Resolution),
]
ENOUGH = 1050


@pytest.fixture
def story(project, user, reviewer, now, unguarded) -> None:
    record(project, now, actor=user, reviewers=(reviewer,))
    sequence(now=now)
    resolved("bridge", True, now + timedelta(days=90), actor=user)
    sequence(now=now + timedelta(days=90))


def changed(chance: random.Random, value: object, field: Any) -> object:
    """The value with something small changed: a character, a bit, a microsecond."""
    match value:
        case None:
            return tampering.another(None, field)
        case bool():
            return not value
        case datetime():
            return value + timedelta(microseconds=chance.choice((-1, 1, 10**6, 10**9)))
        case date():
            return value + timedelta(days=chance.choice((-1, 1, 365)))
        case int():
            return value + chance.choice((-1, 1, 7))
        case float():
            return value + chance.choice((-1e-9, 1e-9, 0.5))
        case bytes() | memoryview():
            data = bytearray(value)
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            return bytes(data)
        case str():
            place = chance.randrange(len(value) + 1)
            other = chance.choice([one for one in "xy1" if one != value[place : place + 1]])
            return value[:place] + other + value[place + 1 :]
        case dict() if value:
            name = chance.choice(sorted(value))
            return {**value, name: changed(chance, value[name], field)}
        case list() if value:
            place = chance.randrange(len(value))
            return [*value[:place], changed(chance, value[place], field), *value[place + 1 :]]
        case _:
            return {"p": chance.random()}


def tamperings(chance: random.Random) -> Iterator[tuple[models.Model, Any, object]]:
    """Any column of any row of these tables, and what it is changed to; without end."""
    rows = {model: list(model._default_manager.order_by("pk")) for model in TABLES}
    while True:
        row = chance.choice(rows[chance.choice(TABLES)])
        columns = columns_of(type(row)) if is_ledgered(type(row)) else None
        field = chance.choice(
            [
                one
                for one in row._meta.concrete_fields
                if not one.primary_key and (columns is None or one.attname in columns)
            ]
        )
        yield row, field, changed(chance, getattr(row, field.attname), field)


def found(row: models.Model) -> list[str]:
    """What verification says of the part of the ledger that this row belongs to."""
    if is_ledgered(type(row)):
        return list(row_problems(type(row)))
    return [*tree_problems(), *payload_problems()]


def names(sentence: str, row: models.Model, field: Any) -> bool:
    match row:
        case Act():
            return f"act {row.pk} " in sentence.lower()
        case Payload():
            return f"act {row.act_id} " in sentence.lower()
        case Leaf():
            return sentence.startswith(f"Leaf {row.index} ")
        case Node():
            return sentence.startswith(f"Node {row.level}/{row.index} ")
        case Checkpoint():
            return sentence.startswith("Checkpoint ")
        case _:
            return sentence.startswith(
                f"The {row._meta.verbose_name} {row.pk} has {field.attname} = "
            )


def test_each_of_a_thousand_random_changes_is_found_and_named(story):
    chance = random.Random(20261125)
    caught, refused, missed = Counter(), Counter(), []
    for row, field, value in tamperings(chance):
        what = f"{type(row).__name__}.{field.name}"
        with transaction.atomic():
            try:
                with transaction.atomic():
                    tampering.update(row, field, value)
            except (IntegrityError, DataError):
                refused[what] += 1  # the database refuses it already
                continue
            sentences = found(row)
            transaction.set_rollback(True)
        caught[what] += 1
        if not any(names(one, row, field) for one in sentences):
            missed.append((what, row.pk, value, sentences))
        if caught.total() == ENOUGH:
            break
    assert missed == []
    # Every table, and every column that can be changed at all, had its turn.
    assert {what.partition(".")[0] for what in caught} == {model.__name__ for model in TABLES}


@pytest.mark.parametrize("model", [Act, Checkpoint, Forecast, Coding])
def test_what_cannot_be_read_any_more_is_named(story, model):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps only what fits a column.")
    row = model._default_manager.order_by("pk").first()
    column = next(f.column for f in row._meta.fields if isinstance(f, models.DateTimeField))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {row._meta.db_table} SET {column} = '2026-13-02 09:00:00' WHERE id = %s",
            [row.pk],
        )
    (sentence,) = (one for one in found(row) if "cannot be read" in one or "unreadable" in one)
    assert f" {row.pk}" in sentence
