"""One worker at a time, without queueing the others."""

from django.db import connection


def only_one(number: int) -> bool:
    """Whether this transaction is now the only one that holds this number.

    On PostgreSQL an advisory lock until the end of the transaction, tried and not waited for;
    on SQLite the write lock with which every transaction here begins.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        (locked,) = cursor.fetchone()
    return bool(locked)
