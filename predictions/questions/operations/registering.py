"""Adding events and questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext

from predictions.accounts.models import Project, User
from predictions.accounts.operations import check_time_zone
from predictions.errors import DomainError, check_all, under
from predictions.ledger.operations import record_act
from predictions.merging import effective
from predictions.questions.hindsight import hindsight_of
from predictions.questions.models import (
    Assignment,
    Criteria,
    Event,
    Option,
    Question,
    Reference,
    Topic,
)
from predictions.questions.operations.changing import QuestionRefused
from predictions.questions.operations.references import read_reference, words_of_a_question
from predictions.questions.spaces import meaning_of
from predictions.scoring_rules import Prediction, Space, default_reference, parse
from predictions.storable import check_storable


class QuestionDiffers(DomainError):
    """The event has a question of the same wording that means something else."""


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
    # The question of which this one asks another quantity.
    sibling_of: Question | None = None
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
    """The project's event of this name, added with its topics if it is new.

    Where the event of this name is merged into another one, that one.
    """
    if not name.strip():
        raise QuestionRefused(
            gettext("The event has no name."), field="event", remedy=gettext("Name it.")
        )
    check_storable(Event(name=name))
    check_all(topics, lambda topic: check_storable(Topic(name=topic)))
    event, new = Event.objects.get_or_create(project=project, name=name)
    if new:
        known = [Topic.objects.get_or_create(project=project, name=topic)[0] for topic in topics]
        event.topics.set(known)
        links = Event.topics.through.objects.filter(event=event)
        record_act(now=now, actor=actor, verb="added", on=event, wrote=[event, *known, *links])
    return effective(event)


@transaction.atomic
def register_questions(
    *, now: datetime, actor: User | None, questions: Sequence[NewQuestion]
) -> list[Question]:
    """Register questions, in one batch with one act; the result is in the order asked for.

    A question that its event has already, with the same meaning, is taken as it is; where it is
    merged into another one, that one. One without criteria, deciding source or resolves-at is kept
    as a draft. A reference that is not given is the default of ignorance, where there is one.
    """
    check_all(questions, check_question)
    events = {effective(question.event).pk for question in questions}
    known = {
        (effective(question.event).pk, question.wording): effective(question)
        for question in Question.objects.filter(
            Q(event__in=events) | Q(event__merged_into__in=events),
            wording__in={question.wording for question in questions},
        )
        .select_related("event__merged_into", "merged_into")
        .prefetch_related("options")
        # The last one counts: the event's own, where a merged event has a question like it.
        .order_by(F("event__merged_into").asc(nulls_last=True))
    }
    fresh: dict[tuple[int, str], NewQuestion] = {}
    for asked in questions:
        key = (effective(asked.event).pk, asked.wording)
        if key in known:
            _check_same(asked, known[key])
        else:
            fresh.setdefault(key, asked)
    if fresh:
        known |= zip(fresh, _insert(now, actor, list(fresh.values())), strict=True)
    return [known[effective(asked.event).pk, asked.wording] for asked in questions]


def check_question(asked: NewQuestion) -> None:
    """Refuse a question that cannot be scored as it stands, naming the field and the remedy."""

    def refuse(field: str, reason: str, remedy: str) -> None:
        raise QuestionRefused(reason, field=f"{asked.where}{field}", remedy=remedy)

    if asked.type not in Question.Type.values:
        kinds = ", ".join(Question.Type.values)
        refuse(
            "type",
            gettext("“%(type)s” is not a type of question.") % {"type": asked.type},
            gettext("Give one of: %(kinds)s.") % {"kinds": kinds},
        )
    if not asked.wording.strip():
        refuse(
            "question",
            gettext("The question has no wording."),
            gettext("Say what can be known one day."),
        )
    if asked.type == "numeric" and not asked.unit:
        refuse("unit", gettext("A number without a unit means nothing."), gettext("Give the unit."))
    if asked.type != "numeric" and (asked.lower, asked.upper) != (None, None):
        refuse("lower", gettext("Only numeric questions have bounds."), gettext("Leave them out."))
    if asked.lower is not None and asked.upper is not None and asked.lower >= asked.upper:
        refuse(
            "lower", gettext("The lower bound is not below the upper."), gettext("Exchange them.")
        )
    if asked.type == "categorical" and len(asked.options) < 2:
        refuse(
            "options", gettext("A choice needs at least two options."), gettext("Name them all.")
        )
    if len(set(asked.options)) < len(asked.options):
        refuse("options", gettext("An option is named twice."), gettext("Name each once."))
    if asked.type != "categorical" and (asked.options or asked.ordered):
        refuse("options", gettext("Only a choice has options."), gettext("Leave them out."))
    if asked.type != "date" and (asked.opens_on or asked.horizon):
        refuse(
            "horizon",
            gettext("Only a date question has a first and a last day."),
            gettext("Leave them out."),
        )
    if asked.type == "date" and not (
        asked.opens_on and asked.horizon and asked.opens_on < asked.horizon
    ):
        refuse(
            "horizon",
            gettext("A date question needs a first and a last day."),
            gettext("Give both."),
        )
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
    with under(asked.where), words_of_a_question():
        space = asked.space
        if asked.reference is not None:
            read_reference(asked.reference, asked.reference_source, space)


def _check_same(asked: NewQuestion, known: Question) -> None:
    meaning = (
        *(asked.type, asked.unit, asked.lower, asked.upper),
        *(asked.options, asked.ordered, asked.horizon),
    )
    if meaning != meaning_of(known) or asked.condition != known.condition:
        raise QuestionDiffers(
            gettext(
                "The event has a question of this wording with another type, unit, bounds or "
                "options, or another horizon or condition."
            ),
            field=f"{asked.where}question",
            remedy=gettext("Word this one differently, or give it the same meaning."),
        )


def _insert(now: datetime, actor: User | None, fresh: Sequence[NewQuestion]) -> list[Question]:
    # A question points to its criteria and reference, and they to it. So that every row is
    # written once more only where it must be, open questions begin as drafts.
    rows = [
        Question(
            event=effective(asked.event),
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
            sibling_of=asked.sibling_of,
            resolves_at=asked.resolves_at,
            time_zone=asked.time_zone,
            registered_at=now,
            status=Question.Status.DRAFT,
        )
        for asked in fresh
    ]
    pairs = list(zip(rows, fresh, strict=True))
    hindsights = check_all(pairs, lambda pair: _hindsight(now, actor, *pair))
    Question.objects.bulk_create(rows)
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
            hindsight=hindsight,
            set_at=now,
        )
        for (row, asked), hindsight in zip(pairs, hindsights, strict=True)
        if asked.criteria or asked.deciding_source
    )
    references = Reference.objects.bulk_create(
        Reference(
            question=row,
            prediction=prediction,
            origin="stated" if asked.reference is not None else "default",
            source=asked.reference_source if asked.reference is not None else "",
            hindsight=hindsight,
            set_at=now,
        )
        for (row, asked), hindsight in zip(pairs, hindsights, strict=True)
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


def _hindsight(now: datetime, actor: User | None, row: Question, asked: NewQuestion) -> str:
    with under(asked.where):
        return hindsight_of(now=now, question=row, by=actor, said=asked.hindsight)


def _reference(asked: NewQuestion) -> Prediction | None:
    if asked.reference is None:
        return default_reference(asked.space)
    return parse(asked.reference, asked.space)
