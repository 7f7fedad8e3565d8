"""Inviting people: a role in a project, and a link that sets a password once."""

from datetime import datetime

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from predictions.accounts.models import Membership, Project, User
from predictions.accounts.operations import create_user, set_role
from predictions.mail.operations import queue

KIND = "invitation"


def one_time_link(user: User) -> str:
    """An address where this user sets a password; void once that is done, or after three days."""
    path = reverse(
        "account_reset_password_from_key",
        args=[user_pk_to_url_str(user), EmailAwarePasswordResetTokenGenerator().make_token(user)],
    )
    return f"{settings.BASE_URL}{path}"


@transaction.atomic
def invite(
    *,
    now: datetime,
    actor: User,
    project: Project,
    email: str,
    role: str,
    name: str = "",
    time_zone: str = "",
) -> Membership:
    """Make the person at this address a member, and tell them by e-mail.

    Somebody new sets a password through the link in it; who is here already just learns of it.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = create_user(
            now=now,
            actor=actor,
            email=email.strip(),
            name=name,
            time_zone=time_zone or project.time_zone,
        )
    membership = set_role(now=now, actor=actor, project=project, user=user, role=role)
    context = {
        "actor": actor,
        "membership": membership,
        "project": project,
        "link": settings.BASE_URL if user.has_usable_password() else one_time_link(user),
        "is_new": not user.has_usable_password(),
    }
    text = render_to_string("predictions/mail/invitation.txt", context)
    queue(
        now=now,
        kind=KIND,
        to=user.email,
        subject=gettext("%(actor)s invites you to %(project)s")
        % {"actor": actor, "project": project},
        text=text,
        html=render_to_string("predictions/mail/plain.html", {"text": text}),
    )
    return membership
