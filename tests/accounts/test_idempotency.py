"""The same request again acts once."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from predictions.accounts.idempotency import Answer, AnswerNotKept, KeyReused, forget, once
from predictions.accounts.models import IdempotencyKey
from predictions.accounts.operations import create_user


@pytest.fixture
def acts():
    return []


@pytest.fixture
def ask(user, now, acts):
    def once_more(key="a", digest="d", at=now, secret=False, who=user, fails=None):
        def act():
            acts.append(key)
            if fails:
                raise fails
            return Answer(201, f"answer {len(acts)}", secret=secret)

        return once(now=at, user=who, key=key, digest=digest, act=act)

    return once_more


def test_the_same_request_is_answered_as_the_first_time(ask, acts):
    assert ask() == (Answer(201, "answer 1"), False)
    assert ask() == (Answer(201, "answer 1"), True)
    assert acts == ["a"]


def test_another_request_with_the_same_key_is_refused(ask, acts):
    ask()
    with pytest.raises(KeyReused):
        ask(digest="other")
    assert acts == ["a"]


def test_keys_are_everybodys_own(ask, now, acts):
    ask()
    other = create_user(now=now, actor=None, email="bo@example.org")
    assert ask(who=other) == (Answer(201, "answer 2"), False)


def test_what_failed_was_not_done_and_can_be_asked_for_again(ask, acts):
    with pytest.raises(ZeroDivisionError):
        ask(fails=ZeroDivisionError())
    assert ask() == (Answer(201, "answer 2"), False)


def test_a_constraint_that_the_act_meets_is_not_taken_for_a_repetition(ask):
    with pytest.raises(IntegrityError):
        ask(fails=IntegrityError())
    assert not IdempotencyKey.objects.exists()


def test_an_answer_with_a_secret_is_not_kept(ask, acts):
    answer, _ = ask(secret=True)
    assert answer.body == "answer 1"
    assert IdempotencyKey.objects.get().answer == ""
    with pytest.raises(AnswerNotKept):
        ask(secret=True)
    assert acts == ["a"]


def test_after_a_day_the_key_is_free_again(ask, now):
    ask()
    assert ask(at=now + timedelta(hours=23))[1]
    assert not ask(at=now + timedelta(hours=24))[1]


def test_old_answers_are_forgotten(ask, now):
    ask()
    ask(key="b", at=now + timedelta(hours=1))
    assert forget(now=now + timedelta(hours=24)) == 1
    assert IdempotencyKey.objects.get().key == "b"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_acts_and_the_other_is_answered_like_it(user, now):
    both, acts, answers = threading.Barrier(2), [], []

    def ask():
        def act():
            acts.append(1)
            return Answer(201, "done")

        try:
            both.wait(timeout=10)
            answers.append(once(now=now, user=user, key="a", digest="d", act=act))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert [answer for answer, _ in answers] == [Answer(201, "done")] * 2
    assert sorted(again for _, again in answers) == [False, True]
    assert IdempotencyKey.objects.count() == 1
