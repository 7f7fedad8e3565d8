"""Two senders, with connections of their own, never get the same message."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from predictions.mail.operations import claim
from tests.mail.outbox import queue

pytestmark = pytest.mark.django_db(transaction=True)

MESSAGES, CLAIMERS = 60, 4


def test_each_message_is_claimed_once(now):
    expected = sorted(queue(now).pk for _ in range(MESSAGES))
    together = Barrier(CLAIMERS)

    def claim_all() -> list[int]:
        try:
            taken: list[int] = []
            together.wait(timeout=10)
            while messages := claim(now=now, most=3):
                taken += [message.pk for message in messages]
                time.sleep(0.002)
            return taken
        finally:
            connection.close()

    with ThreadPoolExecutor(CLAIMERS) as pool:
        claimed = [pool.submit(claim_all) for _ in range(CLAIMERS)]
        everything = sorted(pk for one in claimed for pk in one.result())
    everything += [message.pk for message in claim(now=now, most=MESSAGES)]

    assert sorted(everything) == expected
