"""What is open, due and overdue in a project, and for how long."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext

from predictions.accounts.models import Project
from predictions.questions.models import Question
from predictions.questions.queries import UNRESOLVED

# Days after which a question counts as older; the last age has no end.
_AGES = (1, 8, 15, 31)
# From this age on questions are marked as old: editors were told by then.
OLD = 15


@dataclass(frozen=True)
class Age:
    """How many questions have been overdue for so long; `share` of the fullest age, in percent."""

    label: str
    questions: int
    share: int
    is_old: bool


@dataclass(frozen=True)
class Queue:
    """Questions by where they stand. Due ones are past their date, overdue ones by a day or more."""

    open: int
    due: int
    overdue: int
    resolved: int
    draft: int
    ages: list[Age]

    @property
    def reading(self) -> str:
        """What waits, in a sentence."""
        if self.due:
            return gettext("The world has answered these, or soon will; nobody has recorded it.")
        return gettext("Nothing is due. Reminders go out by e-mail when something is.")

    @property
    def table(self) -> list[dict[str, Any]]:
        """The counts for programs."""
        states = {
            "open": self.open,
            "due": self.due,
            "overdue": self.overdue,
            "resolved": self.resolved,
            "draft": self.draft,
        }
        ages = {f"overdue {age.label}": age.questions for age in self.ages}
        return [{"questions": name, "n": n} for name, n in (states | ages).items()]


def queue(project: Project, *, now: datetime) -> Queue:
    """The counts of a project; one query."""
    status = Question.Status
    waits = Q(status__in=UNRESOLVED)
    until = [now - timedelta(days=days) for days in _AGES]
    found = Question.objects.filter(event__project=project, merged_into__isnull=True).aggregate(
        open=Count("pk", filter=waits & (Q(resolves_at__gt=now) | Q(resolves_at__isnull=True))),
        due=Count("pk", filter=waits & Q(resolves_at__lte=now)),
        resolved=Count("pk", filter=Q(status=status.RESOLVED)),
        draft=Count("pk", filter=Q(status=status.DRAFT)),
        **{
            f"age{days}": Count("pk", filter=waits & Q(resolves_at__lte=moment))
            for days, moment in zip(_AGES, until, strict=True)
        },
    )
    older = [found.pop(f"age{days}") for days in _AGES]
    in_age = [one - rest for one, rest in zip(older, [*older[1:], 0], strict=True)]
    most = max(*in_age, 1)
    labels = (
        gettext("1 to 7 days"),
        gettext("8 to 14 days"),
        gettext("15 to 30 days"),
        gettext("over 30 days"),
    )
    return Queue(
        **found,
        overdue=older[0],
        ages=[
            Age(label, n, round(100 * n / most), days >= OLD)
            for label, n, days in zip(labels, in_age, _AGES, strict=True)
        ],
    )
