"""A due question on its way: beat, a worker, the outbox, a mail server, a reviewer's mailbox."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from predictions.accounts.models import Project, User
from predictions.mail.models import Message
from predictions.reminders.models import Digest, Reminder
from predictions.reminders.operations import set_preference, unsubscribe
from tests.cast import bridge, ferry, record
from tests.servers.process import Process, wait_until
from tests.servers.smtp import LATER, MailServer

pytestmark = pytest.mark.processes


@pytest.fixture
def every_second(installation: dict[str, str]) -> None:
    """Ticks that come every second instead of every minute."""
    second = IntervalSchedule.objects.create(every=1, period=IntervalSchedule.SECONDS)
    for entry in PeriodicTask.objects.filter(task__startswith="predictions."):
        entry.interval = second
        entry.save()


@pytest.fixture
def asked(installation: dict[str, str], project: Project, user: User, reviewer: User) -> User:
    """Rosa, who gets mail at any hour and whom two questions wait for since yesterday.

    Alice does without the week's figures, so that nobody else gets mail.
    """
    now = timezone.now()
    unsubscribe(now=now, user=user, group="weekly")
    yesterday = (now - timedelta(days=1)).date().isoformat()
    set_preference(
        now=now, actor=None, user=reviewer, hour=0, heads_up=True, due=True, escalated=True
    )
    record(
        project,
        now - timedelta(days=20),
        reviewers=(reviewer,),
        published=(now - timedelta(days=30)).date().isoformat(),
        forecasts=[bridge(resolves_at=yesterday), ferry(resolves_at=yesterday)],
    )
    return reviewer


def test_beat_and_a_worker_bring_a_reviewer_exactly_one_digest(
    every_second: None, asked: User, worker: Process, beat: Process, smtp: MailServer
) -> None:
    smtp.wait_for(1, within=30)
    wait_until(
        lambda: Message.objects.filter(sent_at__isnull=False).exists(),
        within=5,
        what="the row is marked sent",
    )
    time.sleep(3)  # three more ticks

    (email,) = smtp.accepted
    assert email["To"] == asked.email
    body = email.get_body(("plain",))
    assert body is not None
    for word in ("Does the bridge open", "Does the ferry stop"):
        assert word in body.get_content()
    assert Digest.objects.get().reviewer == asked
    assert Message.objects.count() == 1
    assert Reminder.objects.count() == 2


def test_a_digest_refused_for_now_is_queued_and_not_written_again(
    every_second: None, asked: User, smtp: MailServer, worker: Process, beat: Process
) -> None:
    smtp.answers = [LATER]
    wait_until(lambda: smtp.refused, within=30, what="the server refuses the digest")
    wait_until(
        lambda: Message.objects.filter(attempts=1, claimed_until__isnull=True).exists(),
        within=5,
        what="the refusal is noted",
    )
    time.sleep(2)
    Message.objects.update(not_before=timezone.now())

    (email,) = smtp.wait_for(1, within=10)

    assert email["Message-ID"] == smtp.refused[0]["Message-ID"]
    assert Message.objects.count() == 1
