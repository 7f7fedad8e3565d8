"""Questions: what can be known one day, how it will be decided, and where it stands."""

from collections import defaultdict
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from rest_framework import serializers

from predictions.accounts.models import User
from predictions.accounts.queries import members_of
from predictions.api.events import EventRef
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Day, Flag, Given, Moment, Number, Text, Whole
from predictions.api.http.filtering import DayFilter, Filters, FlagFilter, Ordering
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.errors import check_all
from predictions.questions.models import Criteria, Event, Hindsight, Option, Question, Reference
from predictions.questions.operations import NewQuestion, register_questions
from predictions.questions.queries import due_among, questions_like

MOST = 1000


class OtherQuestion(Shape):
    """Another question, named."""

    id = columns.name_of("The question's id.")
    wording = columns.text("Its wording.")


class CriteriaShape(Shape):
    """How a question will be decided."""

    number = columns.whole("Which version this is.")
    text = columns.text("The criteria.")
    deciding_source = columns.text("Who decides.")
    hindsight = columns.word(Hindsight.choices, "How much could be known of the outcome.")
    reason = columns.text("Why the version before was changed.")
    set_at = columns.moment("When it was set.")


class ReferenceShape(Shape):
    """What someone who knows nothing special would have said."""

    number = columns.whole("Which version this is.")
    prediction = columns.Prediction(help_text="The reference forecast.")
    origin = columns.word(Reference.Origin.choices, "Where it comes from.")
    rule = columns.text("The data set and the rule.", source="source")
    hindsight = columns.word(Hindsight.choices, "How much could be known of the outcome.")
    set_at = columns.moment("When it was set.")


class QuestionShape(Shape):
    """A question."""

    expands: ClassVar[tuple[str, ...]] = ("criteria", "reference", "options")
    id = columns.name_of()
    wording = columns.text("What can be known one day.")
    type = columns.word(Question.Type.choices, "What kind of answer it has.")
    unit = columns.text("The unit of a number.")
    lower = columns.number("The lower bound of a number.", allow_null=True)
    upper = columns.number("The upper bound of a number.", allow_null=True)
    ordered = columns.flag("Whether the options have an order.")
    opens_on = columns.day("Of a date: the first day that counts.", allow_null=True)
    horizon = columns.day("Of a date: the last day that counts.", allow_null=True)
    yes_sentence = columns.text("What is said when the answer is yes.")
    no_sentence = columns.text("What is said when the answer is no.")
    condition = columns.text("If it is not met, there is no answer.")
    status = columns.word(Question.Status.choices, "Where it stands.")
    resolves_at = columns.moment(
        "When the answer can be looked up; null: unknown.", allow_null=True
    )
    time_zone = columns.text("The time zone of its dates.")
    registered_at = columns.moment("When it was registered.")
    known_at = columns.moment("When the world could know; null: not yet.", allow_null=True)
    asked_from = columns.moment("From when on reviewers are asked.", allow_null=True)
    reviewers_needed = columns.whole(
        "How many decide; null: as many as in the project.", allow_null=True
    )
    event = EventRef(help_text="The event that decides it.")
    merged_into = OtherQuestion(
        allow_null=True, help_text="The entry whose answer counts; null: its own."
    )
    sibling_of = OtherQuestion(
        allow_null=True, help_text="The question of which this asks another quantity."
    )
    version = columns.whole("Which version of the question this is.")
    criteria = CriteriaShape(required=False, allow_null=True, help_text="How it will be decided.")
    reference = ReferenceShape(
        required=False, allow_null=True, help_text="The reference forecast that counts."
    )
    options = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="The options, in their order."
    )


class ReviewerShape(Shape):
    """Somebody who is asked."""

    email = columns.text("The e-mail address.", source="reviewer.email")
    name = columns.text("The name.", source="reviewer.name")


class WholeQuestion(QuestionShape):
    """A question with everything that belongs to it."""

    expands: ClassVar[tuple[str, ...]] = ()
    criteria = CriteriaShape(allow_null=True, help_text="How it will be decided.")
    reference = ReferenceShape(allow_null=True, help_text="The reference forecast that counts.")
    options = serializers.ListField(
        child=serializers.CharField(), help_text="The options, in their order."
    )
    criteria_versions = CriteriaShape(many=True, help_text="The criteria, the oldest first.")
    references = ReferenceShape(many=True, help_text="The reference forecasts, the oldest first.")
    reviewers = ReviewerShape(many=True, help_text="Who is asked what happened.")


class GivenQuestion(Given):
    """A question to register."""

    event = Text(max_length=12, help_text="The id of the event that decides it.")
    wording = Text(max_length=500, help_text="What can be known one day.")
    type = Choice(choices=Question.Type.choices, help_text="What kind of answer it has.")
    hindsight = Choice(
        choices=Hindsight.choices, help_text="How much can be known of the outcome already."
    )
    unit = Text(required=False, allow_blank=True, max_length=60, help_text="Numbers: the unit.")
    lower = Number(required=False, allow_null=True, help_text="Numbers: the lower bound.")
    upper = Number(required=False, allow_null=True, help_text="Numbers: the upper bound.")
    options = serializers.ListField(
        child=Text(max_length=200), required=False, help_text="Categorical: every option."
    )
    ordered = Flag(required=False, help_text="Categorical: whether the options have an order.")
    opens_on = Day(required=False, allow_null=True, help_text="Dates: the first day that counts.")
    horizon = Day(required=False, allow_null=True, help_text="Dates: the last day that counts.")
    yes_sentence = Text(
        required=False, allow_blank=True, max_length=300, help_text="Said when the answer is yes."
    )
    no_sentence = Text(
        required=False, allow_blank=True, max_length=300, help_text="Said when the answer is no."
    )
    condition = Text(
        required=False, allow_blank=True, help_text="If it is not met, there is no answer."
    )
    reviewers_needed = Whole(
        required=False,
        allow_null=True,
        min_value=1,
        max_value=2,
        help_text="How many decide; as many as in the project if left out.",
    )
    resolves_at = Moment(
        required=False, allow_null=True, help_text="When the answer can be looked up."
    )
    time_zone = Text(required=False, max_length=60, help_text="The time zone; UTC if left out.")
    criteria = Text(required=False, allow_blank=True, help_text="How it will be decided.")
    deciding_source = Text(
        required=False, allow_blank=True, max_length=300, help_text="Who decides."
    )
    reference = columns.Prediction(
        required=False, allow_null=True,
        help_text="What someone who knows nothing special would say.",
    )  # fmt: skip
    reference_source = Text(
        required=False, allow_blank=True, help_text="The data set and rule of the reference."
    )
    reviewers = serializers.ListField(
        child=Text(max_length=254), required=False, max_length=20,
        help_text="The e-mail addresses of members who shall be asked.",
    )  # fmt: skip


class GivenQuestions(Given):
    """Questions to register."""

    questions = serializers.ListField(
        child=GivenQuestion(),
        min_length=1,
        max_length=MOST,
        help_text=f"Up to {MOST:,} questions.",
    )


class RegisteredQuestions(Shape):
    """Registered questions."""

    questions = QuestionShape(many=True, help_text="In the order in which they were given.")


class LikeWording(Given):
    """What to look for."""

    wording = Text(max_length=500, help_text="The wording that you have in mind.")


class AlikeQuestions(Shape):
    """Questions that may be meant."""

    alike = QuestionShape(many=True, help_text="The most alike first.")


class QuestionFilters(Filters):
    """By where it stands, type, event, topic, and date."""

    status = django_filters.ChoiceFilter(choices=Question.Status.choices, label="Standing here.")
    type = django_filters.ChoiceFilter(choices=Question.Type.choices, label="Of this type.")
    event = django_filters.CharFilter("event__public_id", label="Decided by this event.")
    topic = django_filters.CharFilter("event__topics__name", label="Of this topic.")
    wording = django_filters.CharFilter("wording", "icontains", label="With this in the wording.")
    resolves_from = DayFilter("resolves_at__date", "gte", label="Resolving on this day or later.")
    resolves_to = DayFilter("resolves_at__date", "lte", label="Resolving on this day or earlier.")
    draft = FlagFilter(method="drafts", label="Whether it is a draft.")
    order = Ordering(resolves=("resolves_at",), registered=())

    def drafts(self, queryset: QuerySet[Question], name: str, draft: bool) -> QuerySet[Question]:
        """Drafts only, or everything else."""
        drafts = {"status": Question.Status.DRAFT}
        return queryset.filter(**drafts) if draft else queryset.exclude(**drafts)


def attach_options(shown: list[Row], expand: list[str]) -> None:
    """Put beside each question its options, where they are asked for."""
    if "options" not in expand:
        return
    options = defaultdict(list)
    known = Option.objects.filter(question__public_id__in=[row["id"] for row in shown])
    for question, label in known.values_list("question__public_id", "label"):
        options[question].append(label)
    for row in shown:
        row["options"] = options[row["id"]]


def shown_questions(pks: list[int]) -> list[Row]:
    """These questions, in this order."""
    found = rows(QuestionShape, Question.objects.filter(pk__in=pks).order_by("pk"))
    by_pk = dict(zip(sorted(set(pks)), found, strict=True))
    return [by_pk[pk] for pk in pks]


def shown_question(pk: int) -> Row:
    """A question with everything that belongs to it."""
    questions = Question.objects.filter(pk=pk)
    shown = rows(WholeQuestion, questions)
    attach_options(shown, ["options"])
    assignments = questions.get().assignments.filter(is_active=True).order_by("pk")
    return shown[0] | {
        "criteria_versions": rows(
            CriteriaShape, Criteria.objects.filter(question=pk).order_by("number")
        ),
        "references": rows(
            ReferenceShape, Reference.objects.filter(question=pk).order_by("number")
        ),
        "reviewers": rows(ReviewerShape, assignments),
    }


class Questions(ApiView):
    """The questions of a project."""

    tag = "questions"

    @endpoint(
        id="list_questions",
        may="project.read",
        lists=QuestionShape,
        filters=QuestionFilters,
        attach=attach_options,
    )
    def get(self) -> Any:
        """List questions.

        Drafts included. With `order=resolves` the longest overdue come first.
        """
        return Question.objects.filter(event__project=self.project)

    @endpoint(
        id="register_questions",
        may="questions.register",
        takes=GivenQuestions,
        gives=RegisteredQuestions,
        status=201,
    )
    def post(self, given: Any) -> Row:
        """Register questions.

        All of them, or none: then everything that is wrong is listed. A question that its event
        has already, with the same meaning, is taken as it is. One without criteria, deciding source
        or date is kept as a draft: it holds forecasts, but never becomes due. Look for
        questions that are alike first.
        """
        numbered = list(enumerate(given["questions"]))
        asked = check_all(numbered, lambda one: self._asked(one[1], f"questions[{one[0]}]."))
        made = register_questions(**self.by, questions=asked)
        return {"questions": shown_questions([question.pk for question in made])}

    def _asked(self, given: Any, where: str) -> NewQuestion:
        events = Event.objects.filter(project=self.project)
        event = self.named(events, given.pop("event"), f"{where}event", "public_id")
        members = User.objects.filter(memberships__in=members_of(self.project))
        reviewers = tuple(
            self.named(members, email, f"{where}reviewers", "email")
            for email in given.pop("reviewers", ())
        )
        options = tuple(given.pop("options", ()))
        return NewQuestion(where=where, event=event, options=options, reviewers=reviewers, **given)


class DueQuestions(ApiView):
    """The questions of a project that wait for an outcome."""

    tag = "questions"

    @endpoint(
        id="list_due_questions", may="project.read", lists=QuestionShape, filters=QuestionFilters,
        attach=attach_options,
    )  # fmt: skip
    def get(self) -> Any:
        """List questions that are due.

        Unresolved ones whose date has come, those that wait for confirmation included.
        """
        return due_among(self.project, now=self.now)


class AlikeQuestionsView(ApiView):
    """Questions that may be meant by a wording."""

    tag = "questions"

    @endpoint(id="suggest_questions", may="project.read", query=LikeWording, gives=AlikeQuestions)
    def get(self, wording: str) -> Row:
        """Suggest questions for a wording.

        Those that ask something alike, so that the same thing is not asked twice.
        """
        alike = questions_like(self.project, wording)
        return {"alike": shown_questions([one.pk for one in alike])}


class OneQuestion(ApiView):
    """One question."""

    tag = "questions"

    @endpoint(id="get_question", may="project.read", gives=WholeQuestion)
    def get(self, question: str) -> Row:
        """Show a question.

        With every version of its criteria and of its reference forecast, and who is asked.
        """
        questions = Question.objects.filter(event__project=self.project)
        return shown_question(self.one(questions, public_id=question).pk)
