"""Waking a tick early. The rows are the queue; a wake-up that is lost only costs time."""

import logging
import threading
import time
from functools import partial
from queue import SimpleQueue

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

# Seconds between two rings. The first rings at once; a burst of commits needs no message each.
REST = 0.2


class Bell:
    """A thread that rings for tasks, so that whoever committed never waits for the broker.

    A broker that cannot be reached is logged and forgotten: the next scheduled tick finds the
    same rows. Started at the first ring of a process, hence also after a fork.
    """

    def __init__(self) -> None:
        self._names: SimpleQueue[str] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def ring(self, task_name: str) -> None:
        """Ask for this Celery task; returns at once."""
        self._names.put(task_name)
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._publish, name="bell", daemon=True)
                self._thread.start()

    def _publish(self) -> None:
        while True:
            names = {self._names.get()}
            while not self._names.empty():
                names.add(self._names.get())
            for name in sorted(names):
                try:
                    current_app.send_task(name, retry=False, ignore_result=True)
                except (OperationalError, OSError) as error:
                    logger.warning("%s was not woken: %s", name, error)
            time.sleep(REST)


_bell = Bell()


def after_commit(*task_names: str) -> None:
    """Ask for these Celery tasks as soon as the current transaction has committed."""
    for name in task_names:
        transaction.on_commit(partial(_bell.ring, name), robust=True)
