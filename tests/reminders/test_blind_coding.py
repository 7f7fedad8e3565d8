"""Whoever codes an article a second time is not told by mail how it was read, and loses no reminder."""

from datetime import UTC, datetime, timedelta

import pytest

from predictions.accounts.operations import create_user
from predictions.articles.operations import record_version
from predictions.forecasts.operations import (
    begin_second_coding,
    finish_second_coding,
    give_up_second_coding,
)
from predictions.mail.models import Message
from predictions.mail.operations import claim, mark_failed, mark_sent
from predictions.questions.operations import assign_reviewer
from predictions.reminders.models import Digest, Reminder
from predictions.reminders.operations import drop_answered, plan, write_digests
from tests.cast import bridge, ferry, question, record

pytestmark = pytest.mark.django_db

DUE = datetime(2026, 6, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
OTHER_TEXT = "A word on ferries\n\nIt is likely that the ferry stops.\n"


@pytest.fixture
def article(project, reviewer, now):
    """The column of the cast with one question, which Rosa is asked about and codes again."""
    return record(project, now, reviewers=(reviewer,), forecasts=[bridge()])


@pytest.fixture
def begun(article, reviewer):
    return begin_second_coding(now=DUE - DAY, actor=reviewer, article=article, given="text")


def tick(now: datetime) -> Message | None:
    """What is sent at a moment."""
    plan(now=now)
    write_digests(now=now)
    drop_answered(now)
    sent = claim(now=now, most=100)
    for message in sent:
        mark_sent(now=now, message=message)
    return sent[0] if sent else None


def betrayed(message: Message) -> bool:
    """Whether a message tells of the bridge."""
    return any("bridge" in part for part in (message.subject, message.text, message.html))


def another_article(project, reviewer, now):
    record(
        project,
        now,
        text=OTHER_TEXT,
        reviewers=(reviewer,),
        title="A word on ferries",
        url="https://harbour.example.org/ferries",
        forecasts=[ferry()],
    )


def test_the_digest_names_a_question_once_its_article_is_coded_again(begun, reviewer):
    first = tick(DUE)

    assert not betrayed(first)
    assert first.subject == "1 cannot be named yet"
    assert "1 question waits that would tell how an article was read" in first.text
    assert Reminder.objects.get().digest is None

    finish_second_coding(now=DUE + DAY / 2, actor=reviewer, second_coding=begun, spans=[])
    second = tick(DUE + DAY)

    assert second.subject == "1 question is overdue"
    assert betrayed(second)
    assert Reminder.objects.get().digest == Digest.objects.get(message=second)


def test_giving_up_names_it_as_well(begun, reviewer):
    tick(DUE)
    give_up_second_coding(now=DUE + DAY / 2, actor=reviewer, second_coding=begun)

    assert betrayed(tick(DUE + DAY))


def test_what_cannot_be_named_is_told_once_for_each_stage(begun):
    told = [day for day in range(10) if tick(DUE + day * DAY)]

    assert told == [0, 3, 7]


def test_a_digest_that_failed_has_told_nothing(begun):
    plan(now=DUE)
    write_digests(now=DUE)
    (message,) = claim(now=DUE, most=100)
    mark_failed(now=DUE, message=message, error="nobody there")

    assert tick(DUE + DAY).subject == "1 cannot be named yet"


def test_questions_of_other_articles_are_named_beside_it(begun, project, reviewer, now):
    another_article(project, reviewer, now)

    message = tick(DUE)

    assert message.subject == "1 is due today, 1 cannot be named yet"
    assert "ferry" in message.text
    assert not betrayed(message)
    assert list(Reminder.objects.filter(digest__message=message)) == [
        Reminder.objects.get(question=question("ferry"))
    ]


def test_a_digest_that_waits_is_written_anew_when_its_reader_begins(article, reviewer):
    plan(now=DUE)
    write_digests(now=DUE)
    assert betrayed(Message.objects.get())

    begin_second_coding(now=DUE, actor=reviewer, article=article, given="text")
    drop_answered(DUE)

    (message,) = claim(now=DUE, most=100)
    assert not betrayed(message)
    assert Reminder.objects.get().digest is None


def test_another_version_of_the_article_tells_as_much(article, project, reviewer, now):
    version = record_version(
        now=now,
        actor=None,
        article=article,
        text=f"{article.text}!",
        published_on=article.published_on,
        note="",
    )
    begin_second_coding(now=now, actor=reviewer, article=version, given="text")

    assert not betrayed(tick(DUE))


def test_others_read_it_all_the_same(begun, now):
    other = create_user(now=now, actor=None, email="kim@example.org", name="Kim")
    assign_reviewer(now=now, actor=None, question=question("bridge"), reviewer=other)

    tick(DUE)

    told = {message.to: betrayed(message) for message in Message.objects.all()}
    assert told == {"rosa@example.org": False, "kim@example.org": True}
