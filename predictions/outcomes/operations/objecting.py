"""Objecting to what was recorded, and deciding about objections."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext

from predictions.accounts.models import User
from predictions.errors import DomainError
from predictions.forecasts.models import Coding, Forecast
from predictions.ledger.operations import record_act
from predictions.outcomes.models import Objection, Resolution
from predictions.outcomes.notices import tell_editors, tell_filer
from predictions.outcomes.operations.adopting import on
from predictions.outcomes.queries import (
    current_resolution,
    objections_until,
    project_of,
    uninvolved_in,
)
from predictions.questions.models import Criteria, Question
from predictions.questions.operations import lock, reopen
from predictions.storable import check_storable

Concerns = Objection.Concerns

type Target = Forecast | Coding | Criteria | Resolution

# What each kind of objection concerns, by the name of its column.
COLUMNS: dict[str, tuple[str, type[Model]]] = {
    Concerns.QUOTE: ("forecast", Forecast),
    Concerns.ATTRIBUTION: ("forecast", Forecast),
    Concerns.CODING: ("coding", Coding),
    Concerns.CRITERIA: ("criteria", Criteria),
    Concerns.RESOLUTION: ("resolution", Resolution),
}


class ObjectionRefused(DomainError):
    """An objection names one thing and says what is wrong with it."""


class NoLongerCounts(DomainError):
    """What is objected to has been superseded already."""


class AlreadyReplied(DomainError):
    """Somebody has decided about this objection already."""


class Involved(DomainError):
    """Nobody decides about an objection to their own work while somebody else could."""


@transaction.atomic
def file_objection(
    *,
    now: datetime,
    actor: User,
    concerns: str,
    target: Target,
    text: str,
    on_behalf_of: str = "",
) -> Objection:
    """Object to a quote, an attribution, a coding, criteria or a resolution, and tell the editors.

    `on_behalf_of` names an outsider for whom a member files it. After the days for objections a
    resolution is closed; the objection is kept all the same, and says that it is late.
    """
    column, model = COLUMNS.get(concerns, ("", None))
    if model is None or not isinstance(target, model):
        raise ObjectionRefused(
            gettext("The objection does not say what it concerns."),
            field="concerns",
            remedy=gettext("Choose one of: %(choices)s.") % {"choices": ", ".join(Concerns.values)},
        )
    if not text.strip():
        raise ObjectionRefused(
            gettext("The objection does not say what is wrong."),
            field="text",
            remedy=gettext("Give the reason."),
        )
    late = False
    if isinstance(target, Resolution):
        lock(target.question)
        current = current_resolution(target.question)
        if current is None or current != target:
            raise NoLongerCounts(
                gettext("This resolution was superseded: %(current)s.") % {"current": current},
                field="resolution",
                remedy=gettext("Object to the one that counts, if it is wrong, too."),
            )
        late = now > objections_until(current)
    objection = Objection(
        project=project_of(target),
        concerns=concerns,
        **{column: target},
        text=text,
        filed_by=actor,
        on_behalf_of=on_behalf_of,
        filed_at=now,
        late=late,
    )
    check_storable(objection)
    objection.save()
    record_act(now=now, actor=actor, verb="objected", on=target, wrote=[objection], reason=text)
    tell_editors(now=now, objection=objection)
    return objection


@transaction.atomic
def decide_objection(
    *, now: datetime, actor: User, objection: Objection, upheld: bool, reply: str
) -> Objection:
    """Uphold an objection or reject it; the reply stays visible.

    Somebody decides who neither filed it nor had a hand in what it concerns. Only where nobody
    else could, somebody involved does, and the record says so. Upholding one against the resolution
    that counts reopens the question; what else is upheld an editor then corrects by its own means.
    """
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if objection.decided_by and objection.decided_at:
        verdict = gettext("upheld") if objection.upheld else gettext("rejected")
        raise AlreadyReplied(
            gettext("%(decided_by)s %(verdict)s this %(day)s: %(reply)s")
            % {
                "decided_by": objection.decided_by,
                "verdict": verdict,
                "day": on(objection.decided_at),
                "reply": objection.reply,
            },
            field="objection",
            remedy=gettext("Object again, if there is something new."),
        )
    if not reply.strip():
        raise ObjectionRefused(
            gettext("There is no reply."),
            field="reply",
            remedy=gettext("Say why it is upheld or rejected."),
        )
    others = uninvolved_in(objection)
    uninvolved = others.filter(pk=actor.pk).exists()
    if not uninvolved and others.exists():
        names = ", ".join(str(one) for one in others.order_by("name", "pk")[:5])
        raise Involved(
            gettext("You have filed this objection, or had a hand in what it concerns."),
            field="objection",
            remedy=gettext("Somebody uninvolved has to decide: %(names)s.") % {"names": names},
        )
    objection.upheld, objection.reply = upheld, reply
    objection.decided_by, objection.decided_at = actor, now
    objection.uninvolved = uninvolved
    check_storable(objection)
    objection.save()
    record_act(
        now=now,
        actor=actor,
        verb="upheld objection" if upheld else "rejected objection",
        on=objection.target,
        wrote=[objection],
        reason=reply,
    )
    if upheld and objection.resolution:
        _reopen(now, actor, objection, objection.resolution)
    tell_filer(now=now, objection=objection)
    return objection


def _reopen(now: datetime, actor: User, objection: Objection, resolution: Resolution) -> None:
    """Ask again, unless the question is merged, open already, or resolved otherwise by now."""
    if resolution.question.merged_into_id:
        return
    question = lock(resolution.question)
    if question.status != Question.Status.RESOLVED or current_resolution(question) != resolution:
        return
    reason = gettext("An objection was upheld: %(reply)s") % {"reply": objection.reply}
    if objection.late:
        reason = gettext(
            "%(reason)s It came after the days for objections, when this was closed."
        ) % {"reason": reason}
    reopen(now=now, actor=actor, question=question, reason=reason)
