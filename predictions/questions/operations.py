"""Writing topics, events and questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from predictions.accounts.models import Project, User
from predictions.accounts.operations import check_time_zone
from predictions.errors import DomainError, Stale, check_all
from predictions.ledger.operations import record_act
from predictions.questions.models import (
    Assignment,
    Criteria,
    Event,
    Option,
    Question,
    Reference,
    Topic,
)
from predictions.questions.queries import UNRESOLVED
from predictions.questions.spaces import options_of
from predictions.scoring_rules import (
    Prediction,
    PredictionError,
    Space,
    check_reference,
    default_reference,
    parse,
)
from predictions.storable import check_storable

# Whoever puts a question off for longer has mistyped the year.
FARTHEST = timedelta(days=3653)


class QuestionRefused(DomainError):
    """A question lacks what its type needs, or has what its type forbids."""


class QuestionDiffers(DomainError):
    """The event has a question of the same wording that means something else."""


class NotADraft(DomainError):
    """Only a draft can still be completed."""


class NotResolved(DomainError):
    """Only what is resolved can be reopened."""


class AlreadyDecided(DomainError):
    """The question waits for no outcome."""


@dataclass(frozen=True, kw_only=True)
class NewQuestion:
    """A question as it is asked for; `where` is the path that refusals begin with."""

    event: Event
    wording: str
    type: str
    hindsight: str
    unit: str = ""
    lower: float | None = None
    upper: float | None = None
    options: tuple[str, ...] = ()
    ordered: bool = False
    opens_on: date | None = None
    horizon: date | None = None
    yes_sentence: str = ""
    no_sentence: str = ""
    condition: str = ""
    reviewers_needed: int | None = None
    resolves_at: datetime | None = None
    time_zone: str = "UTC"
    criteria: str = ""
    deciding_source: str = ""
    reference: Any = None
    reference_source: str = ""
    reviewers: tuple[User, ...] = ()
    where: str = ""

    @property
    def space(self) -> Space:
        """Which predictions and answers the question admits."""
        return Space(
            type=self.type,  # type: ignore[arg-type]  # checked by `check_question`
            lower=self.lower,
            upper=self.upper,
            options=self.options,
            ordered=self.ordered,
            published=self.opens_on,
            horizon=self.horizon,
        )

    @property
    def is_complete(self) -> bool:
        """Whether it can become due; otherwise it is kept as a draft."""
        return bool(self.criteria and self.deciding_source and self.resolves_at)


@transaction.atomic
def ensure_event(
    *,
    now: datetime,
    actor: User | None,
    project: Project,
    name: str,
    topics: Sequence[str] = (),
) -> Event:
    """The project's event of this name, added with its topics if it is new."""
    if not name.strip():
        raise QuestionRefused("The event has no name.", field="event", remedy="Name it.")
    check_storable(Event(name=name))
    check_all(topics, lambda topic: check_storable(Topic(name=topic)))
    event, new = Event.objects.get_or_create(project=project, name=name)
    if new:
        known = [Topic.objects.get_or_create(project=project, name=topic)[0] for topic in topics]
        event.topics.set(known)
        links = Event.topics.through.objects.filter(event=event)
        record_act(now=now, actor=actor, verb="added", on=event, wrote=[event, *known, *links])
    return event


@transaction.atomic
def register_questions(
    *, now: datetime, actor: User | None, questions: Sequence[NewQuestion]
) -> list[Question]:
    """Register questions, in one batch with one act; the result is in the order asked for.

    A question that its event has already, with the same meaning, is taken as it is. One without
    criteria, deciding source or resolves-at is kept as a draft. A reference that is not given
    is the default of ignorance, where there is one.
    """
    check_all(questions, check_question)
    known = {
        (question.event_id, question.wording): question
        for question in Question.objects.filter(
            event__in={question.event.pk for question in questions},
            wording__in={question.wording for question in questions},
        ).prefetch_related("options")
    }
    fresh: dict[tuple[int, str], NewQuestion] = {}
    for asked in questions:
        key = (asked.event.pk, asked.wording)
        if key in known:
            _check_same(asked, known[key])
        else:
            fresh.setdefault(key, asked)
    if fresh:
        known |= zip(fresh, _insert(now, actor, list(fresh.values())), strict=True)
    return [known[question.event.pk, question.wording] for question in questions]


def check_question(asked: NewQuestion) -> None:
    """Refuse a question that cannot be scored as it stands, naming the field and the remedy."""

    def refuse(field: str, reason: str, remedy: str) -> None:
        raise QuestionRefused(reason, field=f"{asked.where}{field}", remedy=remedy)

    if asked.type not in Question.Type.values:
        kinds = ", ".join(Question.Type.values)
        refuse("type", f"“{asked.type}” is not a type of question.", f"Give one of: {kinds}.")
    if not asked.wording.strip():
        refuse("question", "The question has no wording.", "Say what can be known one day.")
    if asked.type == "numeric" and not asked.unit:
        refuse("unit", "A number without a unit means nothing.", "Give the unit.")
    if asked.type != "numeric" and (asked.lower, asked.upper) != (None, None):
        refuse("lower", "Only numeric questions have bounds.", "Leave them out.")
    if asked.lower is not None and asked.upper is not None and asked.lower >= asked.upper:
        refuse("lower", "The lower bound is not below the upper.", "Exchange them.")
    if asked.type == "categorical" and len(asked.options) < 2:
        refuse("options", "A choice needs at least two options.", "Name them all.")
    if len(set(asked.options)) < len(asked.options):
        refuse("options", "An option is named twice.", "Name each once.")
    if asked.type != "categorical" and (asked.options or asked.ordered):
        refuse("options", "Only a choice has options.", "Leave them out.")
    if asked.type != "date" and (asked.opens_on or asked.horizon):
        refuse("horizon", "Only a date question has a first and a last day.", "Leave them out.")
    if asked.type == "date" and not (
        asked.opens_on and asked.horizon and asked.opens_on < asked.horizon
    ):
        refuse("horizon", "A date question needs a first and a last day.", "Give both.")
    try:
        check_time_zone(asked.time_zone)
    except DomainError as error:
        refuse("zone", error.reason, error.remedy)
    for row in (
        Question(
            wording=asked.wording,
            unit=asked.unit,
            yes_sentence=asked.yes_sentence,
            no_sentence=asked.no_sentence,
            condition=asked.condition,
            resolves_at=asked.resolves_at,
        ),
        Criteria(text=asked.criteria, deciding_source=asked.deciding_source),
        Reference(source=asked.reference_source),
        *(Option(label=label) for label in asked.options),
    ):
        check_storable(row, asked.where)
    if asked.reference is not None and not asked.reference_source:
        refuse(
            "reference.from",
            "The reference does not say where it comes from.",
            "Name the data set and the rule.",
        )
    try:
        space = asked.space
        if asked.reference is not None:
            check_reference(parse(asked.reference, space), space)
    except PredictionError as error:
        refused = QuestionRefused.of(error)
        # The scoring rules know a space of answers and predictions; the file has other words.
        path = error.field.removeprefix("space.").replace("prediction", "reference", 1)
        refused.field = asked.where + path
        raise refused from error


@transaction.atomic
def complete_draft(
    *,
    now: datetime,
    actor: User | None,
    question: Question,
    expected_version: int,
    criteria: str,
    deciding_source: str,
    resolves_at: datetime,
    hindsight: str,
    reason: str = "",
) -> Question:
    """Open a draft by giving it what it lacked; a `reason` where it had other criteria."""
    question = lock(question, expected_version)
    if question.status != Question.Status.DRAFT:
        raise NotADraft("This question is open already.", field="status")
    if not (criteria and deciding_source):
        raise QuestionRefused(
            "Criteria and deciding source are needed before a question can open.",
            field="criteria",
            remedy="Say how it will be decided, and who says so.",
        )
    wrote = []
    if (criteria, deciding_source) != _criteria_of(question):
        wrote = [_set_criteria(now, question, criteria, deciding_source, hindsight, reason)]
    question.resolves_at, question.status = resolves_at, Question.Status.OPEN
    question.asked_from = max(resolves_at, now)
    return _changed(now, actor, question, "opened", wrote, reason)


def _criteria_of(question: Question) -> tuple[str, str]:
    former = question.criteria
    return (former.text, former.deciding_source) if former else ("", "")


def _set_criteria(
    now: datetime,
    question: Question,
    text: str,
    deciding_source: str,
    hindsight: str,
    reason: str,
) -> Criteria:
    former = question.criteria
    if former and not (former.text and former.deciding_source):
        reason = reason or "What was lacking has been added."
    elif former:
        _check_reason(reason)
    question.criteria = Criteria(
        question=question,
        number=former.number + 1 if former else 1,
        text=text,
        deciding_source=deciding_source,
        reason=reason if former else "",
        hindsight=hindsight,
        set_at=now,
    )
    check_storable(question.criteria)
    question.criteria.save()
    return question.criteria


@transaction.atomic
def assign_reviewer(
    *, now: datetime, actor: User | None, question: Question, reviewer: User
) -> Assignment:
    """Ask a reviewer to record what happened."""
    assignment, _ = Assignment.objects.update_or_create(
        question=question, reviewer=reviewer, defaults={"is_active": True, "changed_at": now}
    )
    record_act(now=now, actor=actor, verb="assigned", on=question, wrote=[assignment])
    return assignment


@transaction.atomic
def hand_over(
    *, now: datetime, actor: User | None, question: Question, giver: User, taker: User
) -> Assignment:
    """Let another reviewer be asked in one's stead."""
    if giver == taker or not taker.is_active:
        raise QuestionRefused(
            "This question can only be handed to somebody else who may sign in.",
            field="taker",
            remedy="Choose another reviewer.",
        )
    former = Assignment.objects.filter(question=question, reviewer=giver, is_active=True).first()
    if former is None:
        raise QuestionRefused(
            f"{giver} is not asked about this question any more.",
            field="giver",
            remedy="Nothing needs to be done.",
        )
    former.is_active, former.changed_at = False, now
    former.save()
    taken, _ = Assignment.objects.update_or_create(
        question=question, reviewer=taker, defaults={"is_active": True, "changed_at": now}
    )
    record_act(now=now, actor=actor, verb="handed over", on=question, wrote=[former, taken])
    return taken


@transaction.atomic
def change_date(
    *,
    now: datetime,
    actor: User | None,
    question: Question,
    expected_version: int,
    resolves_at: datetime,
    reason: str,
) -> Question:
    """Give an unresolved question another resolves-at; reviewers are asked anew from then on."""
    question = _lock_unresolved(question, expected_version)
    _check_reason(reason)
    question.resolves_at = resolves_at
    return _ask_from(now, actor, question, max(resolves_at, now), "date changed", reason)


@transaction.atomic
def put_off(
    *, now: datetime, actor: User | None, question: Question, until: datetime, reason: str
) -> Question:
    """Not yet knowable: ask again at `until`. When the question resolves stays as it is."""
    question = _lock_unresolved(question)
    _check_reason(reason)
    if until <= now:
        raise QuestionRefused(
            "The day to ask again is not in the future.",
            field="until",
            remedy="Choose a later day.",
        )
    if until > now + FARTHEST:
        raise QuestionRefused(
            "The day to ask again is more than ten years away.",
            field="until",
            remedy="Correct the year.",
        )
    moment = max(until, question.resolves_at or until)
    return _ask_from(now, actor, question, moment, "put off", reason)


@transaction.atomic
def reopen(*, now: datetime, actor: User | None, question: Question, reason: str) -> Question:
    """Ask again about a resolved question, because its resolution is in doubt."""
    question = lock(question)
    if question.status != Question.Status.RESOLVED:
        raise NotResolved("This question is not resolved.", field="status")
    _check_reason(reason)
    question.status = Question.Status.OPEN
    return _ask_from(now, actor, question, now, "reopened", reason)


def _lock_unresolved(question: Question, expected_version: int | None = None) -> Question:
    question = lock(question, expected_version)
    if question.status not in UNRESOLVED:
        raise AlreadyDecided(
            f"This question is {question.get_status_display()}.",
            field="question",
            remedy="Nothing needs to be asked about it.",
        )
    return question


def _ask_from(
    now: datetime,
    actor: User | None,
    question: Question,
    moment: datetime,
    verb: str,
    reason: str,
) -> Question:
    question.asked_from = moment
    question.round += 1
    return _changed(now, actor, question, verb, [], reason)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise QuestionRefused("A reason is missing.", field="reason", remedy="Say why.")


def mark_proposed(*, now: datetime, actor: User | None, question: Question) -> Question:
    """Set the status of a locked question for which a later stage keeps a proposed answer."""
    question.status = Question.Status.PROPOSED
    return _changed(now, actor, question, "marked proposed", [])


def mark_resolved(*, now: datetime, actor: User | None, question: Question) -> Question:
    """Set the status of a locked question whose outcome a later stage has just recorded."""
    question.status = Question.Status.RESOLVED
    return _changed(now, actor, question, "marked resolved", [])


def lock(question: Question, expected_version: int | None = None) -> Question:
    """The question as it is now, held until the transaction ends."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    if expected_version is not None and question.version != expected_version:
        raise Stale(expected=expected_version, found=question.version)
    return question


def _changed(
    now: datetime,
    actor: User | None,
    question: Question,
    verb: str,
    wrote: Sequence[Any],
    reason: str = "",
) -> Question:
    question.version += 1
    check_storable(question)
    question.save()
    record_act(
        now=now, actor=actor, verb=verb, on=question, wrote=[question, *wrote], reason=reason
    )
    return question


def _check_same(asked: NewQuestion, known: Question) -> None:
    meaning = (
        *(asked.type, asked.unit, asked.lower, asked.upper),
        *(asked.options, asked.ordered, asked.horizon),
    )
    there = (
        *(known.type, known.unit, known.lower, known.upper),
        *(options_of(known), known.ordered, known.horizon),
    )
    if meaning != there:
        raise QuestionDiffers(
            "The event has a question of this wording with another type, unit, bounds or options, "
            "or another horizon.",
            field=f"{asked.where}question",
            remedy="Word this one differently, or give it the same meaning.",
        )


def _insert(now: datetime, actor: User | None, fresh: Sequence[NewQuestion]) -> list[Question]:
    # A question points to its criteria and reference, and they to it. So that every row is
    # written once more only where it must be, open questions begin as drafts.
    rows = Question.objects.bulk_create(
        Question(
            event=asked.event,
            wording=asked.wording,
            type=asked.type,
            unit=asked.unit,
            lower=asked.lower,
            upper=asked.upper,
            ordered=asked.ordered,
            opens_on=asked.opens_on,
            horizon=asked.horizon,
            yes_sentence=asked.yes_sentence,
            no_sentence=asked.no_sentence,
            condition=asked.condition,
            reviewers_needed=asked.reviewers_needed,
            resolves_at=asked.resolves_at,
            time_zone=asked.time_zone,
            registered_at=now,
            status=Question.Status.DRAFT,
        )
        for asked in fresh
    )
    pairs = list(zip(rows, fresh, strict=True))
    options = Option.objects.bulk_create(
        Option(question=row, position=position, label=label)
        for row, asked in pairs
        for position, label in enumerate(asked.options)
    )
    criteria = Criteria.objects.bulk_create(
        Criteria(
            question=row,
            text=asked.criteria,
            deciding_source=asked.deciding_source,
            hindsight=asked.hindsight,
            set_at=now,
        )
        for row, asked in pairs
        if asked.criteria or asked.deciding_source
    )
    references = Reference.objects.bulk_create(
        Reference(
            question=row,
            prediction=prediction,
            origin="stated" if asked.reference is not None else "default",
            source=asked.reference_source if asked.reference is not None else "",
            hindsight=asked.hindsight,
            set_at=now,
        )
        for row, asked in pairs
        if (prediction := _reference(asked)) is not None
    )
    assignments = Assignment.objects.bulk_create(
        Assignment(question=row, reviewer=reviewer, changed_at=now)
        for row, asked in pairs
        for reviewer in asked.reviewers
    )
    by_question = {row.pk: row for row in rows}
    for one in criteria:
        by_question[one.question_id].criteria = one
    for reference in references:
        by_question[reference.question_id].reference = reference
    for row, asked in pairs:
        if asked.is_complete:
            row.status = Question.Status.OPEN
            row.asked_from = max(asked.resolves_at, now) if asked.resolves_at else None
    Question.objects.bulk_update(rows, ["criteria", "reference", "status", "asked_from"])
    record_act(
        now=now,
        actor=actor,
        verb="registered",
        on=rows[0],
        wrote=[*rows, *options, *criteria, *references, *assignments],
    )
    return rows


def _reference(asked: NewQuestion) -> Prediction | None:
    if asked.reference is None:
        return default_reference(asked.space)
    return parse(asked.reference, asked.space)
