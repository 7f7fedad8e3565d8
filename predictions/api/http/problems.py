"""Everything that goes wrong, as RFC 9457 problem details: what, where, and what to do about it."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import (
    DisallowedHost,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import IntegrityError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from predictions.accounts.idempotency import AnswerNotKept, KeyReused
from predictions.accounts.keys import ScopeMissing
from predictions.accounts.operations import LastAdministrator, NameTaken
from predictions.accounts.permissions import NotAllowed
from predictions.articles.operations import AlreadyRecorded, NameInUse
from predictions.errors import DomainError, Refused, Stale
from predictions.exchange.operations import CodedDifferently
from predictions.forecasts.blind_coding import StillBlind
from predictions.merging import CannotMerge, NotMerged
from predictions.outcomes.evidence import ServesAlready
from predictions.outcomes.operations import (
    AlreadyDeclined,
    AlreadyProposed,
    AlreadyReplied,
    AlreadyResolved,
    Involved,
    NoLongerCounts,
    SecondReviewerNeeded,
    StillDraft,
)
from predictions.questions.operations import (
    AlreadyDecided,
    NotADraft,
    NotResolved,
    QuestionDiffers,
)
from predictions.reminders.operations import NothingToAsk

MEDIA_TYPE = "application/problem+json"

logger = logging.getLogger(__name__)

# What a rule refuses is 422, unless it stands here: who asks, or what is there already, is why.
STATUS: dict[type[DomainError], HTTPStatus] = {
    NotAllowed: HTTPStatus.FORBIDDEN,
    ScopeMissing: HTTPStatus.FORBIDDEN,
    SecondReviewerNeeded: HTTPStatus.FORBIDDEN,
    Involved: HTTPStatus.FORBIDDEN,
    StillBlind: HTTPStatus.FORBIDDEN,
    Stale: HTTPStatus.PRECONDITION_FAILED,
    AlreadyDecided: HTTPStatus.CONFLICT,
    AlreadyDeclined: HTTPStatus.CONFLICT,
    AlreadyProposed: HTTPStatus.CONFLICT,
    AlreadyRecorded: HTTPStatus.CONFLICT,
    AlreadyReplied: HTTPStatus.CONFLICT,
    AlreadyResolved: HTTPStatus.CONFLICT,
    AnswerNotKept: HTTPStatus.CONFLICT,
    CannotMerge: HTTPStatus.CONFLICT,
    CodedDifferently: HTTPStatus.CONFLICT,
    KeyReused: HTTPStatus.CONFLICT,
    LastAdministrator: HTTPStatus.CONFLICT,
    NameInUse: HTTPStatus.CONFLICT,
    NameTaken: HTTPStatus.CONFLICT,
    NoLongerCounts: HTTPStatus.CONFLICT,
    NotADraft: HTTPStatus.CONFLICT,
    NotMerged: HTTPStatus.CONFLICT,
    NotResolved: HTTPStatus.CONFLICT,
    NothingToAsk: HTTPStatus.CONFLICT,
    QuestionDiffers: HTTPStatus.CONFLICT,
    ServesAlready: HTTPStatus.CONFLICT,
    StillDraft: HTTPStatus.CONFLICT,
}


@dataclass(frozen=True)
class Kind:
    """A type of problem: its name does not change, so that programs can rely on it."""

    name: str
    status: HTTPStatus
    title: str
    remedy: str = ""

    @property
    def url(self) -> str:
        """The `type` of a problem, where it can be read about."""
        return f"{settings.BASE_URL}/api/v1/problems/{self.name}"


_OF_HTTP = {
    kind.status: kind
    for kind in (
        Kind(
            "malformed", HTTPStatus.BAD_REQUEST, "The request does not have the form it should.",
            "Correct what `errors` names; the documentation of the operation has an example.",
        ),
        Kind(
            "not-signed-in", HTTPStatus.UNAUTHORIZED, "Nobody is signed in.",
            "Send an API key as “Authorization: Bearer …”, or sign in.",
        ),
        Kind(
            "forbidden", HTTPStatus.FORBIDDEN, "This is not allowed.",
            "With a session, send the CSRF token; otherwise ask an administrator of the project.",
        ),
        Kind(
            "not-found", HTTPStatus.NOT_FOUND, "There is nothing here, or nothing for you.",
            "Check the address; follow the links that answers give.",
        ),
        Kind(
            "method-not-allowed", HTTPStatus.METHOD_NOT_ALLOWED,
            "This address does not know the method.", "Use one that the header Allow names.",
        ),
        Kind(
            "not-acceptable", HTTPStatus.NOT_ACCEPTABLE,
            "The answer does not exist in the form that was asked for.",
            "Accept application/json; lists also exist as text/csv and application/x-ndjson.",
        ),
        Kind(
            "changed-meanwhile", HTTPStatus.PRECONDITION_FAILED,
            "This was changed since it was read.", "Read it again, and repeat the change.",
        ),
        Kind(
            "too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The request is too large.",
            "Send less at once.",
        ),
        Kind(
            "unsupported-media-type", HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "The request comes in a form that is not read here.", "Send application/json.",
        ),
        Kind(
            "too-many-requests", HTTPStatus.TOO_MANY_REQUESTS, "There were too many requests.",
            "Wait as many seconds as the header Retry-After says.",
        ),
        Kind(
            "our-mistake", HTTPStatus.INTERNAL_SERVER_ERROR, "Something here is broken.",
            "Nothing was written. Try again later; if it stays, tell whoever runs this installation.",
        ),
    )
}  # fmt: skip
CONFLICT = Kind(
    "conflict", HTTPStatus.CONFLICT, "Somebody else was quicker.", "Repeat the request."
)


class Changed(exceptions.APIException):
    """The object is not as the client's `If-Match` says."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_detail = _OF_HTTP[HTTPStatus.PRECONDITION_FAILED].title


def kinds() -> list[Kind]:
    """Every type of problem there is, by name."""
    refusals = {kind_of(error) for error in _subclasses(DomainError)}
    return sorted({*_OF_HTTP.values(), CONFLICT, *refusals}, key=lambda kind: kind.name)


def kind_of(error: type[DomainError]) -> Kind:
    """The type of problem that a refusal is, named by its stage and class."""
    status = next(
        (STATUS[base] for base in error.__mro__ if base in STATUS),
        HTTPStatus.UNPROCESSABLE_ENTITY,
    )
    stage = error.__module__.removeprefix("predictions.").partition(".")[0]
    name = re.sub(r"(?<!^)(?=[A-Z])", "-", error.__name__).lower()
    summary = " ".join((error.__doc__ or name).partition("\n\n")[0].split())
    return Kind(name if stage == "errors" else f"{stage}-{name}", status, summary)


def handle(error: Exception, context: dict[str, Any]) -> Response:
    """Answer what a view raised; called by the REST framework."""
    match error:
        case DomainError():
            return _refusal(error)
        case IntegrityError():
            # A constraint has caught what two requests at once did not see of each other.
            logger.exception("A constraint refused a request.")
            return _answer(CONFLICT, CONFLICT.title, [])
        case exceptions.ValidationError():
            return _answer(_OF_HTTP[HTTPStatus.BAD_REQUEST], "", list(_flat(error.detail)))
        case SuspiciousOperation():
            return suspicious(error)
        case Http404() | PermissionDenied() | exceptions.APIException():
            response = exception_handler(error, context)
            kind = _OF_HTTP[HTTPStatus(response.status_code)] if response else None
            if response and kind:
                detail = getattr(error, "detail", kind.title)
                problem = _answer(kind, str(detail), [])
                for name, value in response.headers.items():
                    problem.headers.setdefault(name, value)
                return problem
    logger.error("A request failed.", exc_info=error)
    return our_mistake()


def our_mistake() -> Response:
    """What is answered where something here is broken."""
    return _answer(_OF_HTTP[HTTPStatus.INTERNAL_SERVER_ERROR], "", [])


def suspicious(error: SuspiciousOperation) -> Response:
    """What Django refuses by itself: a host that is not ours, a body that is too large."""
    where, detail, remedy = "", "", ""
    match error:
        case RequestDataTooBig():
            return _answer(_OF_HTTP[HTTPStatus.REQUEST_ENTITY_TOO_LARGE], "", [])
        case DisallowedHost():
            where, detail = "Host", "This installation does not go by this name."
            remedy = "Use its own address; whoever runs it can allow others in ALLOWED_HOSTS."
        case TooManyFieldsSent() | TooManyFilesSent():
            detail, remedy = "There are too many parameters or files.", "Send fewer at once."
    errors = [{"field": where, "detail": detail, "remedy": remedy}] if detail else []
    return _answer(_OF_HTTP[HTTPStatus.BAD_REQUEST], detail, errors)


def _refusal(error: DomainError) -> Response:
    several = error.errors if isinstance(error, Refused) else [error]
    errors = [{"field": one.field, "detail": one.reason, "remedy": one.remedy} for one in several]
    # What a rule says of one thing is the problem; of several, the problem is that there are some.
    kind = kind_of(type(several[0] if len(several) == 1 else error))
    detail = several[0].reason if len(several) == 1 else f"{len(several)} things stand in the way."
    return _answer(kind, detail, errors)


def _answer(kind: Kind, detail: str, errors: list[dict[str, str]]) -> Response:
    remedy = errors[0]["remedy"] if len(errors) == 1 else ""
    return Response(
        {
            "type": kind.url,
            "title": kind.title,
            "status": int(kind.status),
            "detail": detail or (errors[0]["detail"] if len(errors) == 1 else kind.title),
            "remedy": remedy or kind.remedy or "Correct what `errors` names, and send it again.",
            "errors": errors,
        },
        status=kind.status,
        content_type=MEDIA_TYPE,
    )


def _flat(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    """The errors of a serializer, each with its path as “forecasts[2].quote”."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            below = path if name == "non_field_errors" else _below(path, name)
            yield from _flat(inner, below)
        return
    for index, inner in enumerate(detail):
        if isinstance(inner, dict | list):
            yield from _flat(inner, f"{path}[{index}]")
        else:
            remedy = _REMEDY.get(inner.code, "Correct it as the documentation says.")
            yield {"field": path, "detail": str(inner), "remedy": remedy}


def _below(path: str, name: object) -> str:
    if isinstance(name, int):
        return f"{path}[{name}]"
    return f"{path}.{name}" if path else str(name)


_REMEDY = {
    "required": "Give it.",
    "null": "Give a value, or leave it out.",
    "blank": "Give a text that is not empty.",
    "unknown": "Check its spelling, or leave it out.",
}


def _subclasses(error: type[DomainError]) -> Iterator[type[DomainError]]:
    for subclass in error.__subclasses__():
        yield subclass
        yield from _subclasses(subclass)
