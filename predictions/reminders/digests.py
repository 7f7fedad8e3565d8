"""How a digest reads: subject, text and HTML from three templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from predictions.accounts.models import User
from predictions.forecasts.models import Forecast
from predictions.questions.models import Question
from predictions.reminders.models import Reminder


@dataclass(frozen=True)
class Item:
    """One question of a digest."""

    question: Question
    forecasts: Sequence[Forecast]
    days_overdue: int
    recorded_afterwards: bool
    record_url: str


def render(
    *, now: datetime, reviewer: User, day: date, reminders: Sequence[Reminder]
) -> tuple[str, str, str]:
    """Subject, text and HTML of one reviewer's digest of one local day."""
    items = sorted((_item(reminder.question, now) for reminder in reminders), key=_oldest)
    overdue = [item for item in items if item.days_overdue]
    due_today = [item for item in items if not item.days_overdue]
    context = {
        "reviewer": reviewer,
        "day": day,
        "heading": _heading(len(overdue), len(due_today)),
        "groups": [
            (gettext("Overdue"), overdue),
            (gettext("Due today"), due_today),
        ],
        "desk_url": settings.BASE_URL + reverse("admin:index"),
    }
    return (
        _heading(len(overdue), len(due_today)),
        render_to_string("predictions/mail/digest.txt", context),
        render_to_string("predictions/mail/digest.html", context),
    )


def _item(question: Question, now: datetime) -> Item:
    if question.resolves_at is None:
        raise ValueError("An open question has a resolves-at.")
    return Item(
        question=question,
        forecasts=[forecast for forecast in question.forecasts.all() if not forecast.implied_by_id],
        days_overdue=(now - question.resolves_at).days,
        recorded_afterwards=question.registered_at > question.resolves_at,
        record_url=settings.BASE_URL
        + reverse("admin:predictions_question_resolve", args=[question.pk]),
    )


def _oldest(item: Item) -> tuple[int, int]:
    return -item.days_overdue, item.question.pk


def _heading(overdue: int, due_today: int) -> str:
    late = ngettext("%(n)d question is overdue", "%(n)d questions are overdue", overdue) % {
        "n": overdue
    }
    today = ngettext("%(n)d question is due today", "%(n)d questions are due today", due_today) % {
        "n": due_today
    }
    if overdue and due_today:
        return f"{late}, {today}"
    return late if overdue else today
