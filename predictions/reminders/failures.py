"""Telling editors whose mail cannot be delivered."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from predictions.accounts.models import Membership, User
from predictions.accounts.queries import memberships
from predictions.mail.models import Message
from predictions.mail.operations import mark_reported, queue
from predictions.mail.queries import suppressed, unreported_failures

KIND = "undeliverable"


@transaction.atomic
def report_failures(*, now: datetime) -> int:
    """Write to the editors of everybody whose message failed for good; how many messages.

    Once per failure. About a notice that itself cannot be delivered nobody is told: it shows in
    the outbox.
    """
    failures = list(unreported_failures().select_for_update()[:100])
    written = 0
    for failure in failures:
        if failure.kind != KIND:
            for editor in _editors_of(failure.to):
                _tell(now, editor, failure)
                written += 1
    mark_reported(now=now, messages=failures)
    return written


def _editors_of(address: str) -> list[User]:
    projects = memberships().filter(user__email=address.lower()).values("project")
    editors = User.objects.filter(
        memberships__project__in=projects,
        memberships__role__in=[Membership.Role.EDITOR, Membership.Role.ADMINISTRATOR],
        is_active=True,
    )
    return list(
        editors.exclude(email=address.lower())
        .exclude(email__in=suppressed().values("email"))
        .distinct()
    )


def _tell(now: datetime, editor: User, failure: Message) -> None:
    context = {
        "failure": failure,
        "outbox_url": settings.BASE_URL
        + reverse("admin:predictions_message_change", args=[failure.pk]),
    }
    queue(
        now=now,
        kind=KIND,
        to=editor.email,
        subject=gettext("Mail to %(address)s cannot be delivered") % {"address": failure.to},
        text=render_to_string("predictions/mail/undeliverable.txt", context),
        html=render_to_string("predictions/mail/undeliverable.html", context),
    )
