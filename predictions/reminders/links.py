"""Links of e-mails: signed, for one person, question and act; they end, and work once.

What a link may do stands in the link, signed. That it has done it stands in a row, written in
the transaction of the act, so that only success spends it and of two at once one succeeds.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext

from predictions.accounts.models import Membership, User
from predictions.errors import DomainError
from predictions.questions.models import Assignment, Question
from predictions.reminders.models import Link

VALID_FOR = timedelta(days=30)

_links = Signer(salt="foresaid.reminders.link")
_subscriptions = Signer(salt="foresaid.reminders.subscription")


class Act(StrEnum):
    """What a link is for."""

    RECORD = "record"
    PUT_OFF = "put_off"
    SNOOZE = "snooze"
    HAND_OVER = "hand_over"


class LinkTampered(DomainError):
    """The link is not one that Foresaid has made."""


class LinkExpired(DomainError):
    """The link's time is over."""


class LinkSpent(DomainError):
    """The link has done what it was for."""


@dataclass(frozen=True)
class Grant:
    """What a link lets somebody do."""

    user: User
    question: Question
    act: Act
    expires: datetime


def make(*, now: datetime, user: User, question: Question, act: Act) -> str:
    """The token of a link."""
    expires = int((now + VALID_FOR).timestamp())
    return _links.sign_object([user.pk, question.pk, question.round, act.value, expires])


def url_of(token: str) -> str:
    """The address that a link leads to."""
    return f"{settings.BASE_URL}{reverse('link', args=[token])}"


def read(*, now: datetime, token: str) -> Grant:
    """What a token grants; refused when it is tampered with, expired or spent. Changes nothing."""
    try:
        user_id, question_id, asked_round, act, expires = _links.unsign_object(token)
    except (BadSignature, ValueError, TypeError) as error:
        raise LinkTampered(
            gettext("This link is not one that Foresaid has sent; perhaps it was cut off."),
            remedy=gettext("Open it again from the e-mail, or sign in."),
        ) from error
    user = User.objects.filter(pk=user_id, is_active=True).first()
    question = (
        Question.objects.filter(pk=question_id).select_related("event__project", "criteria").first()
    )
    if user is None or question is None:
        raise LinkTampered(
            gettext("This link is for somebody, or about something, that is no longer here."),
            remedy=gettext("Ask an editor of your project."),
        )
    if Link.objects.filter(digest=_digest(token)).exists():
        raise _spent()
    if not may_answer(user, question):
        raise LinkExpired(
            gettext("You are not asked about this question any more."),
            remedy=gettext("Nothing needs to be done; or sign in."),
        )
    if question.round != asked_round:
        raise LinkExpired(
            gettext("Meanwhile this question was put off, reopened or given another date."),
            remedy=gettext("Use the link in the latest e-mail, or sign in."),
        )
    end = datetime.fromtimestamp(expires, tz=UTC)
    if now > end:
        raise LinkExpired(
            gettext("This link was valid until %(end)s.") % {"end": format(end, "%d %B %Y")},
            remedy=gettext("Use the link in a newer e-mail, or sign in."),
        )
    return Grant(user=user, question=question, act=Act(act), expires=end)


def may_answer(user: User, question: Question) -> bool:
    """Whether this person is asked about the question, or edits its project."""
    editors = Membership.objects.filter(
        project=question.event.project,
        user=user,
        role__in=[Membership.Role.EDITOR, Membership.Role.ADMINISTRATOR],
    )
    assigned = Assignment.objects.filter(question=question, reviewer=user, is_active=True)
    return assigned.exists() or editors.exists()


def redeem(*, now: datetime, token: str, act: Act) -> Grant:
    """Spend a link, inside the transaction of what it is for."""
    grant = read(now=now, token=token)
    if grant.act != act:
        raise LinkTampered(
            gettext("This link is for something else."),
            remedy=gettext("Use the right button of the e-mail."),
        )
    try:
        with transaction.atomic():
            Link.objects.create(
                digest=_digest(token),
                user=grant.user,
                question=grant.question,
                act=act,
                spent_at=now,
            )
    except IntegrityError as error:
        raise _spent() from error
    return grant


def subscription_token(user: User, group: str = "") -> str:
    """The token by which a person changes what they get; it does not end."""
    return _subscriptions.sign_object([user.pk, group])


def read_subscription(token: str) -> tuple[User, str]:
    """The person and the group of stages of a subscription token."""
    try:
        values: Any = _subscriptions.unsign_object(token)
        user_id, group = values
        return User.objects.get(pk=user_id, is_active=True), str(group)
    except (BadSignature, ValueError, TypeError, User.DoesNotExist) as error:
        raise LinkTampered(
            gettext("This link is not one that Foresaid has sent; perhaps it was cut off."),
            remedy=gettext("Open it again from the e-mail, or sign in."),
        ) from error


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _spent() -> LinkSpent:
    return LinkSpent(
        gettext("This link has been used; what it was for is done."),
        remedy=gettext("Sign in to see or correct it."),
    )
