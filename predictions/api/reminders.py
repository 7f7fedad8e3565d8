"""One's own reminders: what one is asked about."""

from typing import Any

import django_filters

from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.filtering import Filters
from predictions.api.http.shapes import Shape
from predictions.api.http.views import ApiView
from predictions.forecasts.blind_coding import questions_hidden_from
from predictions.reminders.models import Reminder
from predictions.reminders.queries import still_owed


class RemindedOf(Shape):
    """The question that one is asked about."""

    id = columns.name_of("The question's id.")
    project = columns.text("The project's short name.", source="event.project.slug")
    wording = columns.text("Its wording.")
    resolves_at = columns.moment("When the answer could be looked up.")


class ReminderShape(Shape):
    """A reminder."""

    question = RemindedOf(help_text="The question.")
    stage = columns.word(Reminder.Stage.choices, "The how manieth time it is asked.")
    round = columns.whole("The round of asking: a new date or a reopening begins a new one.")
    planned_at = columns.moment("Since when.")
    sent_on = columns.day(
        "The day whose digest names it; null: none yet.", source="digest.local_day", allow_null=True
    )


class ReminderFilters(Filters):
    """By project and stage."""

    project = django_filters.CharFilter("question__event__project__slug", label="Of this project.")
    stage = django_filters.ChoiceFilter(choices=Reminder.Stage.choices, label="Of this stage.")


class MyReminders(ApiView):
    """One's own reminders."""

    tag = "reminders"

    @endpoint(id="list_my_reminders", may="own.read", lists=ReminderShape, filters=ReminderFilters)
    def get(self) -> Any:
        """List what you are asked about.

        Whatever is resolved, snoozed or handed over is not in it any more; nor, until you have
        finished, what bears on an article that you are coding a second time.
        """
        mine = still_owed(now=self.now).filter(reviewer=self.me)
        return mine.exclude(question__in=questions_hidden_from(self.me).values("pk"))
