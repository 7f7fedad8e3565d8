"""The ticks: which task runs how often. Installed as rows that an administrator may change."""

from django_celery_beat.models import IntervalSchedule, PeriodicTask

# Task name to seconds between two runs. Every task looks at rows, so a run that is missed,
# doubled or late changes nothing but the time at which the work is done. In the order in which one
# finds what the other leaves, so that `manage.py tick` does all of it in one go.
TICKS = {
    "predictions.plan_reminders": 60,
    "predictions.capture_pages": 60,
    "predictions.score": 60,
    "predictions.refresh_standings": 60,
    "predictions.write_bulletins": 600,
    "predictions.send_mail": 30,
    "predictions.sequence_ledger": 10,
    "predictions.tell_webhooks": 15,
    "predictions.forget_answers": 3600,
}


def install() -> None:
    """Add the entries that are missing; leave alone what an administrator has changed."""
    for task, seconds in TICKS.items():
        if PeriodicTask.objects.filter(task=task).exists():
            continue
        interval = {"every": seconds, "period": IntervalSchedule.SECONDS}
        # Administrators may have made several of the same.
        every = IntervalSchedule.objects.filter(**interval).first()
        every = every or IntervalSchedule.objects.create(**interval)
        PeriodicTask.objects.create(
            name=task.removeprefix("predictions.").replace("_", " "), task=task, interval=every
        )


def missing() -> list[str]:
    """The tasks that no entry of the schedule runs."""
    scheduled = PeriodicTask.objects.filter(enabled=True).values_list("task", flat=True)
    return sorted(set(TICKS) - set(scheduled))
