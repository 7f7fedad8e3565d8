"""A reviewer's desk: what is due, overdue first, and where one question stands, in plain words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from predictions.accounts.models import User
from predictions.accounts.permissions import projects_of
from predictions.dashboard.ages import OVERDUE, Age
from predictions.dashboard.marked import sentences
from predictions.forecasts.blind_coding import open_by, questions_hidden_from, visible_to
from predictions.forecasts.models import Forecast
from predictions.outcomes.models import Confirmation, Evidence, Objection, Proposal, Report
from predictions.outcomes.queries import objections_waiting, on_the_table, reports_of
from predictions.questions.models import Assignment, Question
from predictions.questions.queries import UNRESOLVED, reviewers_needed
from predictions.reminders.models import Snooze

# No desk shows more at once; what is longest overdue comes first.
MOST, COMING = 60, 5


@dataclass(frozen=True)
class Place:
    """A question in the queue."""

    question: Question
    state: str
    when: str
    line: str


@dataclass(frozen=True)
class Group:
    """Questions that wait in the same way."""

    title: str
    places: Sequence[Place]


@dataclass(frozen=True)
class Step:
    """One thing that has happened, or that is still missing, and the sign before it."""

    sign: str
    who: str
    said: str


@dataclass(frozen=True)
class Case:
    """A question on the desk, with all that somebody needs who decides about it."""

    question: Question
    state: str
    when: str
    resolves_on: str
    forecasts: Sequence[Forecast]
    waiting: Proposal | None
    heading: str
    steps: Sequence[Step]
    reports: Sequence[Report]
    shared: Sequence[Evidence]


def queue(user: User, *, now: datetime) -> list[Group]:
    """What this reviewer is asked, overdue first; what the desk shows in its list."""
    asked = _asked(user, now)
    today = timezone.localtime(now).date()
    due = list(asked.filter(resolves_at__lte=now).order_by("resolves_at", "pk")[:MOST])
    coming = list(asked.filter(resolves_at__gt=now).order_by("resolves_at", "pk")[:COMING])
    mine = {
        one.question_id
        for one in Proposal.objects.filter(
            question__in=due, closed_at__isnull=True, proposed_by=user
        )
    }
    groups: dict[str, list[Place]] = {
        gettext("Overdue"): [],
        gettext("Due today"): [],
        gettext("Proposed by others"): [_place(one, now) for one in _proposed(user, due)],
        gettext("Coming up"): [_place(one, now) for one in coming],
        gettext("Waiting for another reviewer"): [],
    }
    overdue, due_today, _, _, waiting = groups.values()
    for question in due:
        late = question.resolves_at and timezone.localtime(question.resolves_at).date() < today
        group = waiting if question.pk in mine else overdue if late else due_today
        group.append(_place(question, now))
    return [Group(title, places) for title, places in groups.items() if places]


def objections(user: User) -> QuerySet[Objection]:
    """Objections about which an editor has something to do: decide, or correct what was upheld.

    Not in a project of which they code an article blind, since it may be concerned.
    """
    projects = projects_of(user, "objections.decide").exclude(
        pk__in=open_by(user).values("article__project")
    )
    return objections_waiting().filter(project__in=projects).order_by("filed_at", "pk")[:MOST]


def overdue(user: User, age: Age, *, project: str, now: datetime) -> list[Group]:
    """The questions of a project that are of an age and that the user may answer, asked or not."""
    found = (
        Question.objects.filter(
            age.holds(now),
            event__project__in=projects_of(user, "outcomes.propose"),
            event__project__slug=project,
            merged_into__isnull=True,
        )
        .exclude(pk__in=questions_hidden_from(user).values("pk"))
        .select_related("event__project")
        .order_by("resolves_at", "pk")[:MOST]
    )
    places = [_place(one, now) for one in found]
    title = (
        gettext("Overdue") if age == OVERDUE else gettext("Overdue by %(age)s") % {"age": age.label}
    )
    return [Group(title, places)] if places else []


def _asked(user: User, now: datetime) -> QuerySet[Question]:
    """Unresolved questions that the user is assigned to, without those put off or snoozed."""
    assigned = Assignment.objects.filter(question=OuterRef("pk"), reviewer=user, is_active=True)
    snoozed = Snooze.objects.filter(question=OuterRef("pk"), reviewer=user, until__gt=now)
    return (
        Question.objects.filter(
            Exists(assigned),
            ~Exists(snoozed),
            Q(asked_from__lte=now) | Q(resolves_at__gt=now),
            status__in=UNRESOLVED,
            event__project__in=projects_of(user, "outcomes.propose"),
        )
        .exclude(pk__in=questions_hidden_from(user).values("pk"))
        .select_related("event__project")
    )


def _proposed(user: User, shown: Sequence[Question]) -> QuerySet[Question]:
    """What others have proposed in the user's projects, and anybody may confirm."""
    return (
        Question.objects.filter(
            status=Question.Status.PROPOSED,
            event__project__in=projects_of(user, "outcomes.confirm"),
            proposals__closed_at__isnull=True,
        )
        .exclude(proposals__proposed_by=user)
        .exclude(pk__in=[question.pk for question in shown])
        .exclude(pk__in=questions_hidden_from(user).values("pk"))
        .select_related("event__project")
        .order_by("resolves_at", "pk")[:MOST]
    )


def _place(question: Question, now: datetime) -> Place:
    needed = (
        gettext("second reviewer needed")
        if question.status == Question.Status.PROPOSED and reviewers_needed(question) > 1
        else gettext("waits to be confirmed")
        if question.status == Question.Status.PROPOSED
        else gettext("two reviewers")
        if reviewers_needed(question) > 1
        else gettext("one reviewer")
    )
    state, when = state_and_days(question, now)
    asked = (
        ngettext("asked %(n)s time", "asked %(n)s times", question.round) % {"n": question.round}
        if question.round > 1
        else ""
    )
    line = " · ".join(filter(None, (question.event.name, needed, asked)))
    return Place(question, state, when, line)


def state_and_days(question: Question, now: datetime) -> tuple[str, str]:
    """late, due or open, and the days: “19 days”, “today”, “in 3 days”."""
    if question.resolves_at is None:
        return "open", gettext("no date yet")
    day = timezone.localtime(question.resolves_at).date()
    days = (timezone.localtime(now).date() - day).days
    if days > 0:
        return "late", ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if question.resolves_at <= now:
        return "due", gettext("today")
    left = ngettext("in %(n)s day", "in %(n)s days", -days) % {"n": -days}
    return "open", left if days else gettext("later today")


def case(question: Question, user: User, *, now: datetime) -> Case:
    """One question with quotes, criteria, earlier reports, and where it stands."""
    table = on_the_table(question)
    state, when = state_and_days(question, now)
    needed = reviewers_needed(question)
    reports = list(
        reports_of(question).prefetch_related("evidence__capture", "evidence__file")[:20]
    )
    return Case(
        question=question,
        state=state,
        when=when,
        resolves_on=sentences.day(question.resolves_at, question) if question.resolves_at else "",
        forecasts=list(
            visible_to(user)
            .filter(question=question, withdrawn_at__isnull=True)
            .select_related("forecaster", "article", "coding")
            .order_by("article__published_on", "start")[:20]
        ),
        waiting=table[0] if table else None,
        heading=_heading(needed, table),
        steps=[*_history(table), _yours(user, needed, table)],
        reports=reports,
        shared=list(_shared(question)),
    )


def _shared(question: Question) -> QuerySet[Evidence]:
    """Evidence of the event's other questions, which may serve this one, too."""
    return (
        Evidence.objects.filter(reports__question__event=question.event)
        .exclude(reports__question=question)
        .select_related("file")
        .distinct()
        .order_by("-pk")[:10]
    )


def _heading(needed: int, table: Sequence[Proposal]) -> str:
    if needed == 1:
        if table:
            return gettext("Where it stands: an answer is proposed, one click confirms it")
        return gettext("Where it stands: one reviewer decides")
    if not table:
        return gettext("Where it stands: two reviewers, none has answered yet")
    if len(table) == 1:
        return gettext("Where it stands: two reviewers, one more needed")
    return gettext("Where it stands: two answers, a third reviewer decides")


def _history(table: Sequence[Proposal]) -> Iterator[Step]:
    """Who proposed what, and why it was declined, the earliest first."""
    declined = {
        one.proposal_id: one
        for one in Confirmation.objects.filter(
            proposal__in=table, verdict=Confirmation.Verdict.DECLINED
        ).select_related("by")
    }
    for proposal in reversed(table):
        said = gettext("proposed “%(answer)s” on %(day)s.") % {
            "answer": str(proposal),
            "day": _moment(proposal.proposed_at),
        }
        yield Step("true", str(proposal.proposed_by), said)
        if answer := declined.get(proposal.pk):
            why = gettext("declined it on %(day)s: %(reason)s")
            given = {"day": _moment(answer.at), "reason": answer.reason}
            yield Step("false", str(answer.by), why % given)


def _yours(user: User, needed: int, table: Sequence[Proposal]) -> Step:
    """What the one who looks at it can do."""
    you = gettext("You")
    if needed == 1:
        said = (
            gettext("can confirm it, or decline it with your own answer.")
            if table
            else gettext("decide alone: what you record is adopted at once.")
        )
    elif not table:
        said = gettext("are the first. Somebody else confirms your answer, or declines it.")
    elif user.pk in {one.proposed_by_id for one in table}:
        said = gettext("have answered. Somebody else has to decide now; you can only replace it.")
    elif len(table) == 1:
        said = gettext(
            "are the second reviewer. Agree, and it is adopted. Decline with your own answer, "
            "and a third reviewer decides."
        )
    else:
        said = gettext("decide: the answer that you agree with is adopted.")
    return Step("open", you, said)


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i")
