"""How a digest reads: subject, text and HTML from templates, the HTML by way of MJML."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import mrml
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from predictions.accounts.models import User
from predictions.forecasts.models import Forecast
from predictions.mail.sending import mail_domain
from predictions.questions.models import Question
from predictions.questions.queries import reviewers_needed
from predictions.reminders.links import Act, make, subscription_token, url_of
from predictions.reminders.models import Reminder

# A mail that shows more is cut off by mail programs, and read by nobody.
MOST_SHOWN = 25
# Text pasted from elsewhere holds form feeds and the like.
NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\U00010000-\\U0010FFFF]")


@dataclass(frozen=True)
class Rendered:
    """A digest as it goes into the outbox."""

    subject: str
    text: str
    html: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Item:
    """One question of a digest, with its links."""

    question: Question
    forecasts: Sequence[Forecast]
    stage: str
    days_overdue: int
    recorded_afterwards: bool
    needs_sign_in: bool
    question_url: str
    record_url: str
    put_off_url: str
    snooze_url: str
    hand_over_url: str

    @property
    def escalated(self) -> bool:
        """Shown to an editor, who is not the one asked."""
        return self.stage == Reminder.Stage.ESCALATED


def render(
    *,
    now: datetime,
    reviewer: User,
    day: date,
    reminders: Sequence[Reminder],
    withheld: Sequence[Reminder] = (),
) -> Rendered:
    """One reviewer's digest of one local day: longest overdue first, each question once.

    Those `withheld`, since the reviewer codes an article blind, are counted and not named.
    """
    latest = {one.question_id: one for one in sorted(reminders, key=lambda one: one.step)}
    ordered = sorted(latest.values(), key=lambda one: (one.question.asked_from, one.question_id))
    unnamed = len({one.question_id for one in withheld})
    items = [_item(now, reviewer, reminder) for reminder in ordered[:MOST_SHOWN]]
    groups = [
        (gettext("Waiting for somebody else"), [item for item in items if item.escalated]),
        (gettext("Overdue"), [one for one in items if not one.escalated and one.days_overdue > 0]),
        (
            gettext("Due today"),
            [one for one in items if not one.escalated and one.days_overdue == 0],
        ),
        (gettext("Soon due"), [one for one in items if not one.escalated and one.days_overdue < 0]),
    ]
    heading = _heading(now, ordered, unnamed)
    unsubscribe = _subscription_url(reviewer, _group([*reminders, *withheld]))
    context = {
        "reviewer": reviewer,
        "day": day,
        "heading": heading,
        "groups": [(title, group) for title, group in groups if group],
        "not_shown": len(ordered) - len(items),
        "unnamed": unnamed,
        "projects": sorted({str(one.question.event.project) for one in [*ordered, *withheld]}),
        "desk_url": settings.BASE_URL + reverse("admin:index"),
        "preferences_url": settings.BASE_URL
        + reverse("preferences", args=[subscription_token(reviewer)]),
        "unsubscribe_url": unsubscribe,
    }
    root = f"<reminders-{reviewer.pk}@{mail_domain()}>"
    return Rendered(
        subject=heading,
        text=render_to_string("predictions/mail/digest.txt", context),
        html=_html(render_to_string("predictions/mail/digest.mjml", context)),
        headers={
            # Every digest answers the same message, so that mail programs keep them together.
            "In-Reply-To": root,
            "References": root,
            "List-Unsubscribe": f"<{unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _group(reminders: Sequence[Reminder]) -> str:
    """The group of stages that one click stops: the one for which the digest came."""
    for stage in (Reminder.Stage.HEADS_UP, Reminder.Stage.ESCALATED):
        if all(one.stage == stage for one in reminders):
            return stage.value
    return "due"


def _html(mjml: str) -> str:
    """HTML of MJML, without the characters that XML knows no way to write."""
    return str(mrml.to_html(NOT_XML.sub("", mjml)).content)


def _subscription_url(user: User, group: str) -> str:
    return f"{settings.BASE_URL}{reverse('unsubscribe', args=[subscription_token(user, group)])}"


def _item(now: datetime, reviewer: User, reminder: Reminder) -> Item:
    question = reminder.question
    links = {act: url_of(make(now=now, user=reviewer, question=question, act=act)) for act in Act}
    since = question.resolves_at or question.registered_at
    days = (now - since).days
    if days <= 0 and reminder.stage != Reminder.Stage.HEADS_UP:
        days = 0
    return Item(
        question=question,
        forecasts=[one for one in question.forecasts.all() if not one.implied_by_id],
        stage=reminder.stage,
        days_overdue=days,
        recorded_afterwards=question.registered_at > since,
        needs_sign_in=reviewers_needed(question) > 1,
        question_url=settings.BASE_URL + reverse("question", args=[question.public_id]),
        record_url=links[Act.RECORD],
        put_off_url=links[Act.PUT_OFF],
        snooze_url=links[Act.SNOOZE],
        hand_over_url=links[Act.HAND_OVER],
    )


def _heading(now: datetime, reminders: Sequence[Reminder], unnamed: int) -> str:
    soon = sum(one.stage == Reminder.Stage.HEADS_UP for one in reminders)
    waiting = sum(one.stage == Reminder.Stage.ESCALATED for one in reminders)
    overdue = sum(_is_overdue(now, one) for one in reminders)
    today = len(reminders) - soon - waiting - overdue
    parts = [
        text % {"n": n}
        for text, n in (
            (
                ngettext("%(n)d question is overdue", "%(n)d questions are overdue", overdue),
                overdue,
            ),
            (ngettext("%(n)d is due today", "%(n)d are due today", today), today),
            (ngettext("%(n)d is soon due", "%(n)d are soon due", soon), soon),
            (ngettext("%(n)d waits for others", "%(n)d wait for others", waiting), waiting),
            (ngettext("%(n)d cannot be named yet", "%(n)d cannot be named yet", unnamed), unnamed),
        )
        if n
    ]
    return ", ".join(parts)


def _is_overdue(now: datetime, reminder: Reminder) -> bool:
    since = reminder.question.resolves_at
    asked = reminder.stage not in (Reminder.Stage.HEADS_UP, Reminder.Stage.ESCALATED)
    return asked and since is not None and (now - since).days > 0
