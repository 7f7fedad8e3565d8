"""Waking a tick early. The rows are the queue; a wake-up that is lost only costs time."""

from functools import partial

from celery import current_app
from django.db import transaction


def after_commit(*task_names: str) -> None:
    """Ask for these Celery tasks as soon as the current transaction has committed.

    A broker that cannot be reached is logged and forgotten: the next scheduled tick finds the
    same rows. One attempt, so that whoever waits for the commit does not wait for the broker.
    """
    for name in task_names:
        transaction.on_commit(
            partial(current_app.send_task, name, retry=False, ignore_result=True), robust=True
        )
