"""Everything the admin shows. Importing this module registers it."""

from django.contrib import admin
from django.contrib.auth.models import Group

from predictions.admin import (  # noqa: F401  (each registers its models)
    accounts,
    articles,
    evidence,
    forecasts,
    keys,
    ledger,
    mail,
    outcomes,
    publishing,
    questions,
    reminders,
    schedule,
    scores,
    second_coding,
    webhooks,
)

# Roles are memberships of projects; Django's groups have no use here.
admin.site.unregister(Group)
