"""The weekly bulletin: an editor's projects in figures and pictures, on Monday morning."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import mrml
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from predictions import waking
from predictions.accounts.models import Membership, Project, User
from predictions.columns.locks import only_one
from predictions.dashboard.charts import calibration_spec, png, ranges_spec
from predictions.dashboard.overview import Overview, overview
from predictions.dashboard.selection import Selection
from predictions.forecasts.blind_coding import open_by
from predictions.ledger.operations import record_act
from predictions.mail.models import Message
from predictions.mail.operations import queue
from predictions.publishing.models import Bulletin
from predictions.reminders.digests import NOT_XML
from predictions.reminders.links import subscription_token
from predictions.reminders.models import Preference

LOCK = 20200816
EDITORS = (Membership.Role.EDITOR, Membership.Role.ADMINISTRATOR)
# Forecasters named in a mail, of each project.
NAMED = 8


@dataclass(frozen=True)
class Section:
    """One project: its figures, and its pictures by name."""

    shown: Overview
    url: str
    pictures: dict[str, bytes]

    @property
    def heading(self) -> str:
        """The project's name."""
        return self.shown.project.name


def write_bulletins(*, now: datetime) -> int:
    """Write this week's bulletin of every editor whose Monday morning has come; how many.

    One per editor and week: a row first, the mail second. Whoever was away on Monday, a server or a
    worker, writes it later in the week.
    """
    written = 0
    for editor, week in list(_whose_week_has_begun(now)):
        with transaction.atomic():
            if not only_one(LOCK):
                return written
            written += _write(now, editor, week)
    return written


def _whose_week_has_begun(now: datetime) -> Iterator[tuple[User, date]]:
    """(editor, Monday) of those who want a bulletin and have none of this week."""
    editors = (
        User.objects.filter(is_active=True, memberships__role__in=EDITORS)
        .exclude(preference__weekly=False)
        .select_related("preference")
        .distinct()
        .order_by("pk")
    )
    have = set(
        Bulletin.objects.filter(week__gte=(now - timedelta(days=8)).date()).values_list(
            "editor", "week"
        )
    )
    usual = Preference._meta.get_field("hour").default
    for editor in editors:
        local = now.astimezone(ZoneInfo(editor.time_zone))
        preference = getattr(editor, "preference", None)
        week = local.date() - timedelta(days=local.weekday())
        has_begun = local.weekday() > 0 or local.hour >= (preference.hour if preference else usual)
        if has_begun and (editor.pk, week) not in have:
            yield editor, week


def _write(now: datetime, editor: User, week: date) -> int:
    if Bulletin.objects.filter(editor=editor, week=week).exists():
        return 0
    projects = Project.objects.filter(
        memberships__user=editor, memberships__role__in=EDITORS
    ).order_by("name")
    # Their figures would tell how an article was read that the editor codes blind.
    hidden = open_by(editor).values("article__project")
    left_out = list(projects.filter(pk__in=hidden))
    with timezone.override(ZoneInfo(editor.time_zone)):
        sections = [_section(project, now) for project in projects.exclude(pk__in=hidden)]
        message = _queue(now, editor, week, sections, left_out)
    bulletin = Bulletin.objects.create(editor=editor, week=week, message=message, created_at=now)
    record_act(now=now, actor=None, verb="bulletin written", on=bulletin, wrote=[])
    waking.after_commit("predictions.send_mail")
    return 1


def _section(project: Project, now: datetime) -> Section:
    shown = overview(project, Selection(), now=now, most=NAMED, may_widen=True)
    pictures = {}
    if shown.calibration.filled:
        spec = calibration_spec(shown.calibration, "light")
        pictures[f"calibration-{project.slug}"[:60]] = png(spec)
    if shown.ranges.of.bins:
        pictures[f"ranges-{project.slug}"[:60]] = png(ranges_spec(shown.ranges, "light"))
    url = settings.BASE_URL + reverse("dashboard", args=[project.slug])
    return Section(shown, url, pictures)


def _queue(
    now: datetime, editor: User, week: date, sections: list[Section], left_out: list[Project]
) -> Message:
    subject = gettext("What is due and who is right: the week of %(day)s") % {
        "day": date_format(week, "j F Y")
    }
    token = subscription_token(editor, "weekly")
    unsubscribe = settings.BASE_URL + reverse("unsubscribe", args=[token])
    preferences = reverse("preferences", args=[subscription_token(editor)])
    context = {
        "subject": subject,
        "sections": sections,
        "left_out": left_out,
        "unsubscribe_url": unsubscribe,
        "preferences_url": settings.BASE_URL + preferences,
    }
    mjml = render_to_string("predictions/mail/bulletin.mjml", context)
    return queue(
        now=now,
        kind="bulletin",
        to=editor.email,
        subject=subject,
        text=render_to_string("predictions/mail/bulletin.txt", context),
        html=str(mrml.to_html(NOT_XML.sub("", mjml)).content),
        headers={
            "List-Unsubscribe": f"<{unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        pictures={name: data for one in sections for name, data in one.pictures.items()},
    )
