"""What is owed to whom: found by looking at the rows, in a constant number of queries.

Nothing here looks ahead or counts what was missed. After a week's outage the latest step is
planned once, and an article of 2020 recorded today owes one reminder.
"""

from datetime import datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    SmallIntegerField,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce, Floor, RowNumber

from predictions.accounts.models import Absence, Membership
from predictions.columns.selecting import DaysSince
from predictions.questions.models import Assignment, Question
from predictions.questions.queries import UNRESOLVED
from predictions.reminders.models import Policy, Reminder, Snooze

COLUMNS = ["question_id", "reviewer_id", "round", "step", "stage", "snooze_id", "planned_at"]

Role = Membership.Role
Stage = Reminder.Stage


def rule(name: str, question: str = "") -> Coalesce:
    """A value of the policy that holds for a question: its own, its project's, or the default.

    `question` is the path from the row to the question, ending in "__", or "" on the question.
    """
    field: Any = BooleanField() if name == "enabled" else IntegerField()
    return Coalesce(
        F(f"{question}policy__{name}"),
        F(f"{question}event__project__policy__{name}"),
        Value(Policy.DEFAULTS[name], field),
        output_field=field,
    )


def asked(*, now: datetime) -> QuerySet[Question]:
    """Questions about which somebody is to be reminded now, with `days` since asked from."""
    return (
        Question.objects.filter(status__in=UNRESOLVED)
        .annotate(
            enabled=rule("enabled"),
            heads_up=rule("heads_up_days"),
            days=DaysSince(F("asked_from"), now),
        )
        .filter(
            Q(days__gte=0)
            | Q(heads_up__gt=0, asked_from=F("resolves_at"), days__gte=-1.0 * F("heads_up"))
        )
        .filter(enabled=True)
    )


def away(*, now: datetime, user: str) -> Exists:
    """Whether the user of a row is absent today; `user` is the path to the user's key."""
    return Exists(
        Absence.objects.filter(
            user=OuterRef(user), starts_on__lte=now.date(), ends_on__gte=now.date()
        )
    )


def available(*, now: datetime) -> QuerySet[Assignment]:
    """Assignments whose reviewer can be asked: still assigned, may sign in, not away."""
    return Assignment.objects.filter(
        ~away(now=now, user="reviewer"), is_active=True, reviewer__is_active=True
    )


def vacant(*, now: datetime) -> QuerySet[Question]:
    """Questions to be asked about for which no reviewer is available."""
    return asked(now=now).filter(
        ~Exists(available(now=now).filter(question=OuterRef("pk"))),
    )


def rota(*, now: datetime) -> QuerySet[Membership]:
    """Who takes vacant questions: the reviewers of a project, or its editors where it has none."""
    present = Membership.objects.filter(~away(now=now, user="user"), user__is_active=True)
    reviewers = present.filter(role=Role.REVIEWER)
    return present.filter(
        Q(role=Role.REVIEWER)
        | Q(role__in=[Role.EDITOR, Role.ADMINISTRATOR])
        & ~Exists(reviewers.filter(project=OuterRef("project")))
    )


def numbered_vacancies(*, now: datetime) -> QuerySet[Question, Any]:
    """(question, project, number from 0 within the project) of vacant questions."""
    number = Window(RowNumber(), F("event__project"), [F("asked_from").asc(), F("pk").asc()])
    return vacant(now=now).values_list("pk", "event__project", number)


def numbered_rota(*, now: datetime) -> QuerySet[Membership, Any]:
    """(user, project, place from 1, size) of the rota, who has least to do first."""
    load = Count(
        "user__assignments",
        filter=Q(user__assignments__is_active=True)
        & Q(user__assignments__question__status__in=UNRESOLVED),
    )
    return (
        rota(now=now)
        .annotate(load=load)
        .annotate(
            place=Window(RowNumber(), F("project"), [F("load").asc(), F("user").asc()]),
            size=Window(Count("pk"), F("project")),
        )
        .values_list("user", "project", "place", "size")
    )


def step_of(now: datetime) -> Case:
    """The step that is owed now to the reviewer of an assignment."""
    days = DaysSince(F("question__asked_from"), now)
    repeated = Floor(
        (days - rule("escalate_days", "question__")) * 1.0 / rule("repeat_days", "question__")
    )
    return Case(
        When(days__lt=0, then=Value(-1)),
        When(days__lt=rule("again_days", "question__"), then=Value(0)),
        When(days__lt=rule("later_days", "question__"), then=Value(1)),
        When(days__lt=rule("escalate_days", "question__"), then=Value(2)),
        default=Value(3) + Cast(repeated, SmallIntegerField()),
        output_field=SmallIntegerField(),
    )


def owed_to_reviewers(*, now: datetime) -> QuerySet[Assignment, Any]:
    """The latest step owed to each available reviewer of each question asked, if not yet planned."""
    return _unplanned(
        _steps(now).annotate(
            recipient=F("reviewer"),
            stage=Case(
                When(step=-1, then=Value(Stage.HEADS_UP)),
                When(step=0, then=Value(Stage.DUE)),
                default=Value(Stage.AGAIN),
            ),
        ),
        now,
    )


def owed_to_editors(*, now: datetime) -> QuerySet[Assignment, Any]:
    """What has waited long enough for every editor of the project to be told."""
    memberships = "question__event__project__memberships"
    return _unplanned(
        _steps(now)
        .filter(
            Q(
                **{
                    f"{memberships}__role__in": [Role.EDITOR, Role.ADMINISTRATOR],
                    f"{memberships}__user__is_active": True,
                }
            ),
        )
        .alias(escalated=F("step"))
        .filter(escalated__gte=3)
        .annotate(recipient=F(f"{memberships}__user"), stage=Value(Stage.ESCALATED))
        .filter(~away(now=now, user="recipient")),
        now,
    ).distinct()


def owed_after_snooze(*, now: datetime) -> QuerySet[Snooze, Any]:
    """Questions whose snooze is over, still asked in the same round."""
    return (
        Snooze.objects.filter(
            until__lte=now,
            reminder__isnull=True,
            round=F("question__round"),
            question__status__in=UNRESOLVED,
            reviewer__is_active=True,
        )
        .annotate(step=Value(0, SmallIntegerField()), stage=Value(Stage.SNOOZED))
        .values_list("question_id", "reviewer_id", "round", "step", "stage", "pk", _moment(now))
    )


def _steps(now: datetime) -> QuerySet[Assignment]:
    return (
        available(now=now)
        .filter(question__in=asked(now=now).values("pk"))
        .annotate(days=DaysSince(F("question__asked_from"), now))
        .annotate(step=step_of(now))
    )


def _unplanned(owed: QuerySet[Assignment], now: datetime) -> QuerySet[Assignment, Any]:
    planned = Reminder.objects.filter(
        question=OuterRef("question"),
        reviewer=OuterRef("recipient"),
        round=OuterRef("question__round"),
        step__gte=OuterRef("step"),
        snooze__isnull=True,
    )
    snoozed = Snooze.objects.filter(
        question=OuterRef("question"), reviewer=OuterRef("recipient"), until__gt=now
    )
    return owed.filter(~Exists(planned), ~Exists(snoozed)).values_list(
        "question_id",
        "recipient",
        "question__round",
        "step",
        "stage",
        Cast(Value(None), BigIntegerField()),
        _moment(now),
    )


def _moment(now: datetime) -> Value:
    return Value(now, DateTimeField())
