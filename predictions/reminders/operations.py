"""Planning reminders, putting them into digests, and what reviewers answer to them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import batched
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext

from predictions import waking
from predictions.accounts.models import Project, User
from predictions.accounts.queries import reviewers_of
from predictions.columns.locks import only_one
from predictions.columns.selecting import insert_selected
from predictions.errors import DomainError
from predictions.ledger.operations import record_act
from predictions.mail.models import Message
from predictions.mail.operations import queue, withdraw
from predictions.questions.models import Question
from predictions.questions.operations import hand_over, put_off
from predictions.questions.queries import UNRESOLVED
from predictions.reminders.digests import render
from predictions.reminders.links import Act, redeem
from predictions.reminders.models import Digest, Policy, Preference, Reminder, Snooze
from predictions.reminders.planning import (
    COLUMNS,
    owed_after_snooze,
    owed_to_editors,
    owed_to_reviewers,
)
from predictions.reminders.queries import (
    given_up,
    hidden,
    news,
    outdated_digests,
    still_owed,
    unsent_digests,
    waiting,
    with_questions,
)
from predictions.reminders.rota import fill_vacancies

# Any number that no other advisory lock of this database uses: "remd" in ASCII.
PLANNER_LOCK = 0x72656D64
# Reviewers whose digests are written in one transaction.
CHUNK = 50
# Days in a policy: ten years.
LONGEST = 3650


class NothingToAsk(DomainError):
    """The question waits for no outcome, so nobody is asked about it."""


class PolicyOutOfOrder(DomainError):
    """The stages of a policy do not follow each other."""


@transaction.atomic
def plan(*, now: datetime) -> int:
    """Plan what is owed: to reviewers, after snoozes, and to editors; how many reminders.

    Vacant questions are shared out first. Of two planners at once one plans, the other leaves.
    """
    if not only_one(PLANNER_LOCK):
        return 0
    assignments = fill_vacancies(now=now)
    if assignments:
        record_act(
            now=now,
            actor=None,
            verb="shared out",
            on=assignments[0].question,
            wrote=assignments,
        )
    return sum(
        insert_selected(Reminder, owed(now=now), COLUMNS)
        for owed in (owed_to_reviewers, owed_after_snooze, owed_to_editors)
    )


def write_digests(*, now: datetime) -> int:
    """Write the digest of everybody whose morning has come; how many.

    One per reviewer and local day. What waits longer than a day, because a server or a worker
    was away, stands in one digest, not in several: a newer one absorbs those not yet sent.
    """
    # A server that was away for days has lost nothing.
    given_up().update(digest=None)
    written = 0
    for chunk in batched(_whose_morning_it_is(now), CHUNK):
        with transaction.atomic():
            if not only_one(PLANNER_LOCK):
                return written
            written += _write(now, dict(chunk))
    return written


def _whose_morning_it_is(now: datetime) -> list[tuple[int, date]]:
    """(reviewer, local day) of those with something new and no digest of that day."""
    people = (
        User.objects.filter(pk__in=news(now=now).values("reviewer"))
        .order_by("pk")
        .values_list("pk", "time_zone", "preference__hour")
    )
    mornings = []
    for reviewer, zone, hour in people:
        local = now.astimezone(ZoneInfo(zone))
        if local.hour >= (Preference._meta.get_field("hour").default if hour is None else hour):
            mornings.append((reviewer, local.date()))
    have = set(
        Digest.objects.filter(local_day__gte=(now - timedelta(days=2)).date()).values_list(
            "reviewer", "local_day"
        )
    )
    return [morning for morning in mornings if morning not in have]


def _write(now: datetime, day_of: dict[int, date]) -> int:
    _absorb(now, list(day_of))
    owed = waiting(now=now).filter(reviewer__in=day_of)
    withheld = set(owed.filter(hidden()).values_list("pk", flat=True))
    by_reviewer: dict[int, list[Reminder]] = defaultdict(list)
    for reminder in with_questions(owed):
        by_reviewer[reminder.reviewer_id].append(reminder)
    for reviewer, reminders in by_reviewer.items():
        named = [one for one in reminders if one.pk not in withheld]
        message = _queue(now, reminders, named, day_of[reviewer])
        digest = Digest.objects.create(
            reviewer_id=reviewer,
            local_day=day_of[reviewer],
            message=message,
            created_at=now,
        )
        # What is withheld keeps waiting, until it can be named.
        Reminder.objects.filter(pk__in=[one.pk for one in named]).update(digest=digest)
        record_act(
            now=now,
            actor=None,
            verb="digest written",
            on=digest,
            wrote=[],
            facts={"questions": sorted(one.question_id for one in named)},
        )
    waking.after_commit("predictions.send_mail")
    return len(by_reviewer)


def _absorb(now: datetime, reviewers: Sequence[int]) -> None:
    digests = list(unsent_digests(now=now).filter(reviewer__in=reviewers).select_related("message"))
    taken = withdraw(now=now, messages=[digest.message for digest in digests])
    Reminder.objects.filter(digest__message__in=taken).update(digest=None)


def _queue(
    now: datetime,
    reminders: Sequence[Reminder],
    named: Sequence[Reminder],
    day: date,
    instead_of: Message | None = None,
) -> Message:
    reviewer = reminders[0].reviewer
    withheld = [one for one in reminders if one not in named]
    rendered = render(now=now, reviewer=reviewer, day=day, reminders=named, withheld=withheld)
    return queue(
        now=now,
        kind="digest",
        to=reviewer.email,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        headers=rendered.headers,
        instead_of=instead_of,
    )


def drop_answered(now: datetime) -> None:
    """Take out of unsent digests what is no longer owed or must not be read by whoever codes an
    article blind since; the last moment before they are sent.
    """
    for digest in outdated_digests(now=now).select_related("message", "reviewer"):
        with transaction.atomic():
            if not withdraw(now=now, messages=[digest.message]):
                continue  # a sender has it
            owed = still_owed(now=now).filter(digest=digest)
            reminders = list(with_questions(owed))
            named = list(with_questions(owed.filter(~hidden())))
            if reminders:
                digest.message = _queue(now, reminders, named, digest.local_day, digest.message)
                digest.save()
            Reminder.objects.filter(digest=digest).exclude(pk__in=[one.pk for one in named]).update(
                digest=None
            )


@transaction.atomic
def snooze(
    *, now: datetime, actor: User | None, question: Question, reviewer: User, days: int
) -> Snooze:
    """Ask this reviewer about this question again in so many days, and not before."""
    question.refresh_from_db()
    if question.status not in UNRESOLVED:
        raise NothingToAsk(
            gettext("This question is %(status)s.") % {"status": question.get_status_display()},
            field="question",
        )
    if days < 1:
        raise NothingToAsk(
            gettext("A snooze lasts a day at least."),
            field="days",
            remedy=gettext("Choose 1, 7 or 30."),
        )
    snooze = Snooze.objects.create(
        question=question,
        reviewer=reviewer,
        round=question.round,
        until=now + timedelta(days=days),
        snoozed_at=now,
    )
    record_act(now=now, actor=actor, verb="snoozed", on=question, wrote=[snooze])
    return snooze


@transaction.atomic
def snooze_by_link(*, now: datetime, token: str, days: int) -> Snooze:
    """Snooze as the one to whom a link was sent."""
    grant = redeem(now=now, token=token, act=Act.SNOOZE)
    return snooze(
        now=now, actor=grant.user, question=grant.question, reviewer=grant.user, days=days
    )


@transaction.atomic
def put_off_by_link(*, now: datetime, token: str, until: datetime, reason: str) -> Question:
    """Say that it is not yet knowable, as the one to whom a link was sent."""
    grant = redeem(now=now, token=token, act=Act.PUT_OFF)
    return put_off(now=now, actor=grant.user, question=grant.question, until=until, reason=reason)


@transaction.atomic
def pass_on(
    *, now: datetime, actor: User | None, question: Question, giver: User, taker: User
) -> None:
    """Hand a question over to somebody who reviews for its project."""
    project = question.event.project
    if not reviewers_of(project).filter(pk=taker.pk).exists():
        raise NothingToAsk(
            gettext("%(taker)s does not review for %(project)s.")
            % {"taker": taker, "project": project},
            field="taker",
            remedy=gettext("Choose a reviewer, an editor or an administrator."),
        )
    hand_over(now=now, actor=actor, question=question, giver=giver, taker=taker)


@transaction.atomic
def hand_over_by_link(*, now: datetime, token: str, taker: User) -> None:
    """Hand a question over, as the one to whom a link was sent."""
    grant = redeem(now=now, token=token, act=Act.HAND_OVER)
    pass_on(now=now, actor=grant.user, question=grant.question, giver=grant.user, taker=taker)


@transaction.atomic
def set_preference(
    *,
    now: datetime,
    actor: User | None,
    user: User,
    hour: int,
    heads_up: bool,
    due: bool,
    escalated: bool,
    weekly: bool | None = None,
) -> Preference:
    """Keep what a person wants to get, and at which hour; nobody else's mail changes.

    Where nothing is said about the week's figures, that stays as it is.
    """
    if not 0 <= hour <= 23:
        raise PolicyOutOfOrder(
            gettext("The hour is not one of a day."), field="hour", remedy=gettext("Give 0 to 23.")
        )
    wanted = {"hour": hour, "heads_up": heads_up, "due": due, "escalated": escalated}
    if weekly is not None:
        wanted["weekly"] = weekly
    preference, _ = Preference.objects.update_or_create(user=user, defaults=wanted)
    record_act(now=now, actor=actor, verb="set preferences", on=preference, wrote=[preference])
    return preference


@transaction.atomic
def unsubscribe(*, now: datetime, user: User, group: str) -> Preference:
    """Stop one group of stages for one person."""
    if group not in Preference.GROUPS:
        raise NothingToAsk(
            gettext("“%(group)s” is not a group of reminders.") % {"group": group}, field="group"
        )
    preference, _ = Preference.objects.update_or_create(user=user, defaults={group: False})
    record_act(now=now, actor=user, verb="unsubscribed", on=preference, wrote=[preference])
    return preference


@transaction.atomic
def set_policy(
    *,
    now: datetime,
    actor: User | None,
    project: Project | None = None,
    question: Question | None = None,
    enabled: bool | None = None,
    **days: int | None,
) -> Policy:
    """Set when reviewers are reminded, in a project or about one question; empty values inherit.

    `days`: heads_up_days, again_days, later_days, escalate_days, repeat_days.
    """
    if (project is None) == (question is None):
        raise PolicyOutOfOrder(
            gettext("A policy is of a project or of one question."),
            field="project",
            remedy=gettext("Choose one of the two."),
        )
    if any(value is not None and not 0 <= value <= LONGEST for value in days.values()):
        raise PolicyOutOfOrder(
            gettext("Days are counted from 0 to %(longest)s.") % {"longest": LONGEST},
            field="again_days",
            remedy=gettext("Correct them."),
        )
    parent = Policy.objects.filter(project=question.event.project).first() if question else None
    order = [
        next(
            value
            for value in (days.get(name), getattr(parent, name, None), Policy.DEFAULTS[name])
            if value is not None
        )
        for name in ("again_days", "later_days", "escalate_days")
    ]
    if order != sorted(order) or days.get("repeat_days") == 0:
        raise PolicyOutOfOrder(
            gettext(
                "Again, later and escalation do not follow each other, or nothing is repeated."
            ),
            field="again_days",
            remedy=gettext("Give days that rise, and at least one day between repetitions."),
        )
    policy, _ = Policy.objects.update_or_create(
        project=project, question=question, defaults={"enabled": enabled, **days}
    )
    record_act(now=now, actor=actor, verb="set policy", on=policy, wrote=[policy])
    return policy


@transaction.atomic
def turn_off(*, now: datetime, actor: User | None, questions: Iterable[Question]) -> None:
    """Remind nobody about these questions: imports begin like this."""
    missing = [question for question in questions if not hasattr(question, "policy")]
    policies = Policy.objects.bulk_create(
        Policy(question=question, enabled=False) for question in missing
    )
    if policies:
        record_act(now=now, actor=actor, verb="turned off", on=policies[0], wrote=policies)
