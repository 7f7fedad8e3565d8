"""How much of an outcome could be known by whoever coded, set criteria or chose a reference.

It is derived from the clock and the acts where it can be, and asked for where it cannot. What
somebody says to his own disadvantage is believed.
"""

from datetime import datetime

from django.utils.translation import gettext

from predictions.accounts.models import User
from predictions.errors import DomainError
from predictions.ledger.models import Act
from predictions.merging import effective
from predictions.questions.models import Hindsight, Question

# Whoever has left one of these acts about a question has seen what is said to have happened.
SEEN = (
    *("reported", "proposed", "confirmed", "declined", "resolved"),
    *("marked proposed", "marked resolved"),
)


class HindsightRefused(DomainError):
    """What is said about hindsight is missing, or the acts say otherwise."""


def hindsight_of(
    *, now: datetime, question: Question, by: User | None, said: str = ""
) -> Hindsight:
    """Prospective, blind or retrospective: something done now about a question.

    Before the outcome can be known it is prospective. Afterwards it is retrospective, unless it
    is said to be blind and no act shows that its author has seen the outcome. In between, when
    the date has passed and nothing is resolved, only the author can say.
    """
    if said not in ("", *Hindsight.values):
        raise HindsightRefused(
            gettext("“%(said)s” is none of the words for it.") % {"said": said},
            field="hindsight",
            remedy=gettext("Give one of: %(choices)s.") % {"choices": ", ".join(Hindsight.values)},
        )
    if said == Hindsight.RETROSPECTIVE:
        return Hindsight.RETROSPECTIVE
    decisive = effective(question)
    if _cannot_be_known(now, decisive):
        return Hindsight.PROSPECTIVE
    if said == Hindsight.BLIND:
        if _has_seen(question, by):
            raise HindsightRefused(
                gettext("%(by)s has reported or confirmed the outcome of this question.")
                % {"by": by},
                field="hindsight",
                remedy=gettext(
                    "Say “retrospective”, or let somebody else do it who has not seen it."
                ),
            )
        return Hindsight.BLIND
    if decisive.known_at or _has_seen(question, by):
        return Hindsight.RETROSPECTIVE
    if said == Hindsight.PROSPECTIVE:
        return Hindsight.PROSPECTIVE
    raise HindsightRefused(
        gettext("The date has passed and nothing is resolved, so only you can say what you knew."),
        field="hindsight",
        remedy=gettext("Give one of: %(choices)s.") % {"choices": ", ".join(Hindsight.values)},
    )


def _cannot_be_known(now: datetime, question: Question) -> bool:
    if question.known_at:
        return now <= question.known_at
    return (
        question.status != Question.Status.PROPOSED
        and question.resolves_at is not None
        and now < question.resolves_at
    )


def _has_seen(question: Question, who: User | None) -> bool:
    if who is None or question.pk is None:
        return False
    return Act.objects.filter(
        object_type=Question._meta.model_name,
        object_id__in={question.pk, effective(question).pk},
        actor_id=who.pk,
        verb__in=SEEN,
    ).exists()
