"""Telling editors of an objection."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from predictions import waking
from predictions.accounts.permissions import holders_of
from predictions.mail.operations import queue
from predictions.mail.queries import suppressed
from predictions.outcomes.models import Objection

KIND = "objection"


def tell_editors(*, now: datetime, objection: Objection) -> None:
    """Write to everybody who may decide about an objection, but for the one who filed it."""
    readers = (
        holders_of(objection.project, "objections.decide")
        .exclude(pk=objection.filed_by_id)
        .exclude(email__in=suppressed().values("email"))
    )
    context = {
        "objection": objection,
        "url": settings.BASE_URL + reverse("objection", args=[objection.public_id]),
    }
    subject = gettext("Objection to %(what)s") % {"what": objection.get_concerns_display()}
    for reader in readers:
        queue(
            now=now,
            kind=KIND,
            to=reader.email,
            subject=subject,
            text=render_to_string("predictions/mail/objection.txt", context),
            html=render_to_string("predictions/mail/objection.html", context),
        )
    waking.after_commit("predictions.send_mail")
