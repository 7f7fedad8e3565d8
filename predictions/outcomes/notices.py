"""Telling editors of an objection, and whoever filed it of the verdict."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from predictions import waking
from predictions.accounts.models import User
from predictions.accounts.permissions import holders_of
from predictions.forecasts.blind_coding import open_by
from predictions.mail.operations import queue
from predictions.mail.queries import suppressed
from predictions.outcomes.models import Objection

KIND = "objection"


def tell_editors(*, now: datetime, objection: Objection) -> None:
    """Write to everybody who may decide about an objection, but for the one who filed it.

    Whoever codes an article of the project blind is told that there is one, and not what it says.
    """
    editors = holders_of(objection.project, "objections.decide")
    subject = gettext("Objection to %(what)s") % {"what": objection.get_concerns_display()}
    _write(now, editors.exclude(pk=objection.filed_by_id), objection, "objection", subject)


def tell_filer(*, now: datetime, objection: Objection) -> None:
    """Write the verdict and the reply to the one who filed an objection, unless they decided it."""
    filer = objection.filed_by
    if filer is None or filer == objection.decided_by:
        return
    subject = (
        gettext("Your objection was upheld")
        if objection.upheld
        else gettext("Your objection was rejected")
    )
    readers = User.objects.filter(pk=filer.pk, is_active=True)
    _write(now, readers, objection, "objection_decided", subject)


def _write(
    now: datetime, readers: QuerySet[User], objection: Objection, template: str, subject: str
) -> None:
    context = {
        "objection": objection,
        "url": settings.BASE_URL + reverse("objection", args=[objection.public_id]),
    }
    for reader in readers.exclude(email__in=suppressed().values("email")):
        blind = open_by(reader).filter(article__project=objection.project).exists()
        queue(
            now=now,
            kind=KIND,
            to=reader.email,
            subject=subject,
            text=render_to_string(f"predictions/mail/{template}.txt", context | {"blind": blind}),
            html=render_to_string(f"predictions/mail/{template}.html", context | {"blind": blind}),
        )
    waking.after_commit("predictions.send_mail")
