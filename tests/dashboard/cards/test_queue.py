"""What waits, and for how long."""

from datetime import timedelta

from predictions.dashboard.cards.queue import queue
from predictions.questions.models import Question
from tests.cast import boats, bridge, ferry, record, resolved


def test_questions_are_counted_by_where_they_stand(project, now, july):
    record(project, now, forecasts=[bridge(), boats(), ferry(criteria=None)])
    resolved("boats", 41, now)

    found = queue(project, now=july)

    assert (found.open, found.due, found.draft, found.resolved) == (0, 1, 1, 1)
    assert (queue(project, now=now).open, queue(project, now=now).due) == (1, 0)


def test_overdue_ones_are_counted_by_age(project, now):
    record(project, now, forecasts=[bridge(), boats()])
    due = Question.objects.get(forecasts__key="bridge")
    for days, ages in ((0, [0, 0, 0, 0]), (1, [1, 0, 0, 0]), (8, [0, 1, 0, 0]),
                       (15, [0, 0, 1, 0]), (31, [0, 0, 0, 1])):  # fmt: skip
        Question.objects.exclude(pk=due.pk).update(resolves_at=due.resolves_at + timedelta(900))

        found = queue(project, now=due.resolves_at + timedelta(days=days))

        assert [one.questions for one in found.ages] == ages
        assert (found.due, found.overdue) == (1, min(days, 1))


def test_an_empty_queue_says_that_reminders_will_come(project, now):
    assert queue(project, now=now).reading.startswith("Nothing is due.")


def test_the_table_has_every_count(project, now):
    rows = {row["questions"]: row["n"] for row in queue(project, now=now).table}

    assert list(rows)[:5] == ["open", "due", "overdue", "resolved", "draft"]
    assert rows["overdue over 30 days"] == 0
