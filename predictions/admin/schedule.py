"""django-celery-beat's own pages in Unfold's look."""

from django.contrib import admin
from django_celery_beat import admin as beat
from django_celery_beat.models import (
    ClockedSchedule,
    CrontabSchedule,
    IntervalSchedule,
    PeriodicTask,
    SolarSchedule,
)
from unfold.admin import ModelAdmin

for model, described in {
    PeriodicTask: beat.PeriodicTaskAdmin,
    IntervalSchedule: beat.IntervalScheduleAdmin,
    CrontabSchedule: beat.CrontabScheduleAdmin,
}.items():
    admin.site.unregister(model)
    admin.site.register(model, type(described.__name__, (described, ModelAdmin), {}))

# Nothing here runs once at a given moment, or by the sun.
admin.site.unregister([ClockedSchedule, SolarSchedule])
