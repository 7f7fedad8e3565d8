"""How long questions have been overdue, in bands that counts, lists and the desk share."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from predictions.questions.queries import UNRESOLVED


@dataclass(frozen=True)
class Age:
    """From how many days after its date on a question is of this age, and before how many no more.

    `key` names it in addresses; from `is_old` on editors were told.
    """

    key: str
    label: str | Promise
    first: int
    end: int | None = None
    is_old: bool = False

    def holds(self, now: datetime) -> Q:
        """The questions that have been waiting for an answer for so long."""
        found = Q(status__in=UNRESOLVED, resolves_at__lte=now - timedelta(days=self.first))
        if self.end is not None:
            found &= Q(resolves_at__gt=now - timedelta(days=self.end))
        return found


OVERDUE = Age("all", _("overdue"), 1)
AGES = (
    Age("1-7", _("1 to 7 days"), 1, 8),
    Age("8-14", _("8 to 14 days"), 8, 15),
    Age("15-30", _("15 to 30 days"), 15, 31, is_old=True),
    Age("31", _("over 30 days"), 31, is_old=True),
)


def age_of(key: str) -> Age | None:
    """The age that an address names; None where it names none."""
    return next((age for age in (OVERDUE, *AGES) if age.key == key), None)
