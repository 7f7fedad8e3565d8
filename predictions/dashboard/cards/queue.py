"""What is open, due and overdue in a project, and for how long."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext

from predictions.accounts.models import Project
from predictions.dashboard.ages import AGES, Age
from predictions.questions.models import Question
from predictions.questions.queries import UNRESOLVED


@dataclass(frozen=True)
class Waiting:
    """How many questions are of an age; `share` of the fullest one, in percent."""

    age: Age
    questions: int
    share: int


@dataclass(frozen=True)
class Queue:
    """Questions by where they stand. Due ones are past their date, overdue ones by a day or more."""

    open: int
    due: int
    overdue: int
    resolved: int
    draft: int
    ages: list[Waiting]

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
        ages = {f"overdue {one.age.label}": one.questions for one in self.ages}
        return [{"questions": name, "n": n} for name, n in (states | ages).items()]


def queue(project: Project, *, now: datetime) -> Queue:
    """The counts of a project; one query."""
    status = Question.Status
    waits = Q(status__in=UNRESOLVED)
    found = Question.objects.filter(event__project=project, merged_into__isnull=True).aggregate(
        open=Count("pk", filter=waits & (Q(resolves_at__gt=now) | Q(resolves_at__isnull=True))),
        due=Count("pk", filter=waits & Q(resolves_at__lte=now)),
        resolved=Count("pk", filter=Q(status=status.RESOLVED)),
        draft=Count("pk", filter=Q(status=status.DRAFT)),
        **{
            f"overdue{number}": Count("pk", filter=age.holds(now))
            for number, age in enumerate(AGES)
        },
    )
    in_age = [found.pop(f"overdue{number}") for number in range(len(AGES))]
    most = max(*in_age, 1)
    return Queue(
        **found,
        overdue=sum(in_age),
        ages=[Waiting(age, n, round(100 * n / most)) for age, n in zip(AGES, in_age, strict=True)],
    )
