"""The ticks stand in the database, where an administrator may change them."""

import pytest
from celery import current_app
from django.core.management import call_command
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from predictions import schedule

pytestmark = pytest.mark.django_db


def intervals() -> dict[str, int]:
    return {
        entry.task: entry.interval.every
        for entry in PeriodicTask.objects.filter(task__startswith="predictions.")
    }


def test_migrations_install_every_tick():
    assert intervals() == schedule.TICKS
    assert schedule.missing() == []


def test_every_tick_is_a_task_that_workers_know():
    current_app.loader.import_default_modules()
    assert set(schedule.TICKS) <= set(current_app.tasks)


def test_every_task_of_ours_is_in_the_schedule():
    current_app.loader.import_default_modules()
    ours = {name for name in current_app.tasks if name.startswith("predictions.")}
    assert ours == set(schedule.TICKS)


def test_installing_again_changes_nothing():
    before = list(PeriodicTask.objects.order_by("pk").values())
    schedule.install()
    schedule.install()
    assert list(PeriodicTask.objects.order_by("pk").values()) == before


def test_what_an_administrator_changed_stays():
    entry = PeriodicTask.objects.get(task="predictions.send_mail")
    hourly = IntervalSchedule.objects.create(every=1, period=IntervalSchedule.HOURS)
    entry.name, entry.interval, entry.enabled = "Post", hourly, False
    entry.save()

    call_command("migrate", verbosity=0)

    entry.refresh_from_db()
    assert (entry.name, entry.interval, entry.enabled) == ("Post", hourly, False)
    assert PeriodicTask.objects.filter(task="predictions.send_mail").count() == 1


def test_an_entry_that_was_removed_is_put_back():
    PeriodicTask.objects.filter(task="predictions.score").delete()
    schedule.install()
    assert intervals() == schedule.TICKS


def test_what_is_missing_or_switched_off_is_named():
    PeriodicTask.objects.filter(task="predictions.score").delete()
    PeriodicTask.objects.filter(task="predictions.send_mail").update(enabled=False)
    assert schedule.missing() == ["predictions.score", "predictions.send_mail"]


def test_two_equal_intervals_are_no_obstacle():
    IntervalSchedule.objects.create(every=60, period=IntervalSchedule.SECONDS)
    PeriodicTask.objects.filter(task="predictions.score").delete()
    schedule.install()
    assert schedule.missing() == []


@pytest.mark.django_db(transaction=True)
def test_it_survives_a_flush(unguarded):
    PeriodicTask.objects.all().delete()
    call_command("flush", interactive=False, verbosity=0)
    assert schedule.missing() == []
