"""Reading what is owed to whom, and what is still owed."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from predictions.accounts.models import Membership, User
from predictions.forecasts.blind_coding import betrays
from predictions.mail.queries import suppressed, unfinished
from predictions.questions.models import Assignment
from predictions.questions.queries import UNRESOLVED
from predictions.reminders.models import Digest, Preference, Reminder, Snooze
from predictions.reminders.planning import away, rule

Stage = Reminder.Stage
# Which preference decides about which stages.
STAGES_OF_GROUP = {
    "heads_up": [Stage.HEADS_UP],
    "due": [Stage.DUE, Stage.AGAIN, Stage.SNOOZED],
    "escalated": [Stage.ESCALATED],
}


def still_owed(*, now: datetime) -> QuerySet[Reminder]:
    """Reminders that a reviewer should still get, whatever happened since they were planned.

    Not those of an earlier round, of a question resolved meanwhile, snoozed or handed over, of
    somebody who is away or may no longer sign in, or of a group that was unsubscribed.
    """
    snoozed = Snooze.objects.filter(
        question=OuterRef("question"), reviewer=OuterRef("reviewer"), until__gt=now
    )
    assigned = Assignment.objects.filter(
        question=OuterRef("question"), reviewer=OuterRef("reviewer"), is_active=True
    )
    editor = Membership.objects.filter(
        project=OuterRef("question__event__project"),
        user=OuterRef("reviewer"),
        role__in=[Membership.Role.EDITOR, Membership.Role.ADMINISTRATOR],
    )
    silent = Q()
    for group, stages in STAGES_OF_GROUP.items():
        unsubscribed = Preference.objects.filter(user=OuterRef("reviewer"), **{group: False})
        silent |= Q(Exists(unsubscribed), stage__in=stages)
    return Reminder.objects.annotate(enabled=rule("enabled", "question__")).filter(
        ~silent,
        ~Exists(snoozed),
        ~away(now=now, user="reviewer"),
        Q(Exists(assigned)) | Q(Exists(editor), stage__in=[Stage.ESCALATED, Stage.SNOOZED]),
        question__status__in=UNRESOLVED,
        round=F("question__round"),
        reviewer__is_active=True,
        enabled=True,
    )


def waiting(*, now: datetime) -> QuerySet[Reminder]:
    """Reminders still owed that stand in no digest."""
    return still_owed(now=now).filter(digest__isnull=True)


def hidden() -> Exists:
    """Whether a reminder's reviewer must not read its question: they code an article of it blind."""
    return betrays(question="question", user="reviewer")


def news(*, now: datetime) -> QuerySet[Reminder]:
    """What waits and would change a digest: it can be named, or was never counted as hidden."""
    counted = Digest.objects.filter(
        reviewer=OuterRef("reviewer"),
        created_at__gte=OuterRef("planned_at"),
        message__failed_at__isnull=True,
    )
    return waiting(now=now).filter(~hidden() | ~Exists(counted))


def given_up() -> QuerySet[Reminder]:
    """Reminders whose digest failed, though nothing stands against their address (any more)."""
    return Reminder.objects.filter(digest__message__failed_at__isnull=False).exclude(
        reviewer__email__in=suppressed().values("email")
    )


def with_questions(reminders: QuerySet[Reminder]) -> QuerySet[Reminder]:
    """With all that a digest shows of them, in a constant number of queries."""
    return reminders.select_related(
        "question__criteria", "question__event__project", "reviewer"
    ).prefetch_related("question__forecasts__article", "question__forecasts__forecaster")


def unsent_digests(*, now: datetime) -> QuerySet[Digest]:
    """Digests that no server has accepted yet and no sender holds."""
    return Digest.objects.filter(message__in=unfinished(now=now))


def outdated_digests(*, now: datetime) -> QuerySet[Digest]:
    """Unsent digests with a reminder that is no longer owed, or must not be read any more."""
    no_longer = Reminder.objects.filter(digest=OuterRef("pk")).exclude(
        pk__in=still_owed(now=now).filter(~hidden()).values("pk")
    )
    return unsent_digests(now=now).filter(Exists(no_longer))


def silent_people() -> QuerySet[User]:
    """Who has unsubscribed from something, for editors to see."""
    return User.objects.filter(
        Q(preference__heads_up=False) | Q(preference__due=False) | Q(preference__escalated=False)
    ).distinct()
