"""What really happened: reports with their evidence, proposals, confirmations, resolutions."""

from typing import Any

import django_filters
from rest_framework import serializers

from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Flag, Given, Moment, Text, Whole
from predictions.api.http.filtering import DayFilter, Filters
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.api.questions import OtherQuestion, shown_question
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Evidence, Proposal, Report, Resolution, Upload
from predictions.outcomes.models.decisions import Kind
from predictions.outcomes.operations import confirm, decline, propose, resolve
from predictions.outcomes.reports import add_report
from predictions.questions.models import Question

BIGGEST = 2**63 - 1


class EvidenceShape(Shape):
    """Something anybody can look at."""

    id = columns.whole("Its number.", source="pk")
    url = columns.text("Where it is on the web.")
    quotation = columns.text("What it says, word for word.")
    where = columns.text("Where in it the quotation stands.")
    upload = columns.name_of(
        "The id of the file handed in; null: none.", "file.public_id", allow_null=True
    )
    capture = columns.text(
        "What became of fetching the page; null: there is none.",
        source="capture.state",
        allow_null=True,
    )


class ReportShape(Shape):
    """One source's account of what happened."""

    id = columns.whole("Its number.", source="pk")
    reported_by = columns.text(
        "Who recorded it; null: the service.", source="reported_by.name", allow_null=True
    )
    value = columns.Value(help_text="What happened, as the type of the question has it.")
    sentence = columns.text("What happened, as a sentence.")
    quantity = columns.text("What was measured, where the question asks for something else.")
    observed_at = columns.moment("When the source saw it; null: unknown.", allow_null=True)
    known_at = columns.moment("When the world could know, by this report.")
    reported_at = columns.moment("When it was recorded.")
    by = columns.text("The source.", source="source")


class ReportWithEvidence(ReportShape):
    """A report with its evidence."""

    evidence = EvidenceShape(many=True, help_text="What anybody can look at.")


class ProposalShape(Shape):
    """What a reviewer would adopt."""

    id = columns.name_of()
    kind = columns.word(Kind.choices, "An answer, or why none counts.")
    report = ReportShape(allow_null=True, help_text="The report to adopt; null: none.")
    known_at = columns.moment("When the world could know.")
    rationale = columns.text("Why.")
    proposed_by = columns.text("Who proposed it.", source="proposed_by.name")
    proposed_at = columns.moment("When it was proposed.")
    closed_at = columns.moment("When it was decided; null: it waits.", allow_null=True)
    question = OtherQuestion(help_text="The question.")


class ResolutionShape(Shape):
    """What was adopted."""

    id = columns.whole("Its number.", source="pk")
    kind = columns.word(Kind.choices, "An answer, or why none counts.")
    report = ReportShape(allow_null=True, help_text="The report that was adopted; null: none.")
    known_at = columns.moment("When the world could know.")
    rationale = columns.text("Why.")
    resolved_at = columns.moment("When it was adopted.")
    resolved_by = columns.text(
        "Who adopted it; null: the service.", source="resolved_by.name", allow_null=True
    )
    supersedes = columns.whole(
        "The number of the resolution that it supersedes; null: it is the first.",
        source="supersedes_id",
        allow_null=True,
    )
    superseded_by = columns.whole(
        "The number of the one that supersedes it; null: it counts.",
        source="superseded_by.pk",
        allow_null=True,
    )
    question = OtherQuestion(help_text="The question.")


class GivenEvidence(Given):
    """Something anybody can look at: one of these at least."""

    url = Text(required=False, allow_blank=True, max_length=1000, help_text="Where it is.")
    quotation = Text(required=False, allow_blank=True, help_text="What it says, word for word.")
    where = Text(
        required=False, allow_blank=True, max_length=300, help_text="Where the quotation stands."
    )
    upload = Text(required=False, max_length=12, help_text="The id of a file handed in.")


class GivenReport(Given):
    """What a source says happened."""

    value = columns.Value(
        required=False, allow_null=True, help_text="What happened, as the question has it."
    )
    known_at = Moment(help_text="When the world could know.")
    by = Text(
        required=False, allow_blank=True, max_length=300, source="source", help_text="The source."
    )
    sentence = Text(
        required=False, allow_blank=True, max_length=500, help_text="What happened, as a sentence."
    )
    observed_at = Moment(required=False, allow_null=True, help_text="When the source saw it.")
    quantity = Text(
        required=False, allow_blank=True, max_length=300,
        help_text="What was measured, where the question asks for something else.",
    )  # fmt: skip
    evidence = serializers.ListField(
        child=GivenEvidence(), required=False, max_length=50, help_text="What can be looked at."
    )


class GivenOutcome(GivenReport):
    """An answer, or why none counts."""

    kind = Choice(
        required=False, choices=Kind.choices, help_text="`answered` if left out; else say why."
    )
    rationale = Text(required=False, allow_blank=True, help_text="Why.")
    report = Whole(
        required=False, min_value=1, max_value=BIGGEST,
        help_text="The number of a report that the question has, instead of a new one.",
    )  # fmt: skip


class GivenResolution(GivenOutcome):
    """What to adopt at once."""

    supersede = Flag(required=False, help_text="Whether it corrects the resolution that counts.")


class GivenCounter(GivenOutcome):
    """What to adopt instead."""

    reason = Text(help_text="What is wrong with what was proposed.")


class Choosing(Given):
    """Which proposal to confirm."""

    instead_of = Text(
        required=False, max_length=12,
        help_text="The id of the proposal that waits, where an earlier one is confirmed instead.",
    )  # fmt: skip


class ProposalFilters(Filters):
    """By question, and by whether it waits."""

    question = django_filters.CharFilter("question__public_id", label="Of this question.")


class ResolutionFilters(Filters):
    """By question, kind and day."""

    question = django_filters.CharFilter("question__public_id", label="Of this question.")
    kind = django_filters.ChoiceFilter(choices=Kind.choices, label="Of this kind.")
    resolved_from = DayFilter("resolved_at__date", "gte", label="Adopted on this day or later.")
    resolved_to = DayFilter("resolved_at__date", "lte", label="Adopted on this day or earlier.")


class OfQuestion(ApiView):
    """Something about the outcome of one question."""

    tag = "outcomes"

    def show(self, pk: int) -> Row:
        return shown_question(pk)

    def question(self, public_id: str) -> Question:
        """The question that the address names."""
        questions = Question.objects.filter(event__project=self.project)
        return self.one(questions, public_id=public_id)

    def outcome(self, question: Question, given: Any) -> Any:
        """What was given, with the reports, evidence and files that it names."""
        if "report" in given:
            given["report"] = self.named(
                Report.objects.filter(question=question), given["report"], "report", "pk"
            )
        if "evidence" in given:
            given["evidence"] = [
                self._evidence(one, f"evidence[{index}].upload")
                for index, one in enumerate(given["evidence"])
            ]
        return given

    def _evidence(self, given: Any, where: str) -> NewEvidence:
        if "upload" in given:
            uploads = Upload.objects.filter(project=self.project)
            given["upload"] = self.named(uploads, given["upload"], where, "public_id")
        return NewEvidence(**given)


class Reports(OfQuestion):
    """What sources say about a question."""

    @endpoint(id="list_reports", may="project.read", lists=ReportShape)
    def get(self, question: str) -> Any:
        """List reports of a question.

        Every source's account, those of another quantity included.
        """
        return Report.objects.filter(question=self.question(question))

    @endpoint(
        id="add_report",
        may="outcomes.propose",
        takes=GivenReport,
        gives=ReportWithEvidence,
        status=201,
    )
    def post(self, question: str, given: Any) -> Row:
        """Record what a source says.

        Beside what others say, without proposing it as the answer. Pages are fetched and kept.
        """
        row = self.question(question)
        report = add_report(
            **self.by, question=row, **{"value": None, "source": ""} | self.outcome(row, given)
        )
        return shown_report(report.pk)


class OneReport(OfQuestion):
    """One report."""

    @endpoint(id="get_report", may="project.read", gives=ReportWithEvidence)
    def get(self, question: str, report: int) -> Row:
        """Show a report.

        With its evidence, and what became of fetching the pages.
        """
        reports = Report.objects.filter(question=self.question(question))
        return shown_report(self.one(reports, pk=report).pk)


class Proposals(ApiView):
    """What waits to be confirmed in a project, and what was decided."""

    tag = "outcomes"

    @endpoint(id="list_proposals", may="project.read", lists=ProposalShape, filters=ProposalFilters)
    def get(self) -> Any:
        """List proposals.

        Those that wait, and those that were confirmed or declined.
        """
        return Proposal.objects.filter(question__event__project=self.project)


class Propose(OfQuestion):
    """Putting an answer forward."""

    @endpoint(
        id="propose_outcome",
        may="outcomes.propose",
        takes=GivenOutcome,
        gives=ProposalShape,
        status=201,
    )
    def post(self, question: str, given: Any) -> Row:
        """Propose an outcome.

        It waits until another reviewer confirms or declines it. A question can be proposed before
        it is due.
        """
        row = self.question(question)
        proposal = propose(**self.by, question=row, **_sourced(self.outcome(row, given)))
        return shown_proposal(proposal.pk)


class OfProposal(OfQuestion):
    """Something about one proposal."""

    def show(self, pk: int) -> Row:
        return shown_proposal(pk)

    def proposal(self, public_id: str) -> Proposal:
        """The proposal that the address names."""
        proposals = Proposal.objects.filter(question__event__project=self.project)
        return self.one(proposals.select_related("question"), public_id=public_id)


class OneProposal(OfProposal):
    """One proposal."""

    @endpoint(id="get_proposal", may="project.read", gives=ProposalShape)
    def get(self, proposal: str) -> Row:
        """Show a proposal.

        With the report that it would adopt.
        """
        return self.show(self.proposal(proposal).pk)


class Confirm(OfProposal):
    """Adopting a proposal."""

    @endpoint(
        id="confirm_proposal",
        may="outcomes.confirm",
        takes=Choosing,
        gives=ResolutionShape,
    )
    def post(self, proposal: str, given: Any) -> Row:
        """Confirm a proposal.

        It is adopted. Where two reviewers are asked, not by whoever proposed it, nor, after a
        counter-proposal, by whoever made that.
        """
        row = self.proposal(proposal)
        if "instead_of" in given:
            others = Proposal.objects.filter(question=row.question_id)
            given["instead_of"] = self.named(others, given["instead_of"], "instead_of", "public_id")
        return shown_resolution(confirm(**self.by, proposal=row, **given).pk)


class Decline(OfProposal):
    """Putting another proposal in the place of one."""

    @endpoint(
        id="decline_proposal",
        may="outcomes.decline",
        takes=GivenCounter,
        gives=ProposalShape,
    )
    def post(self, proposal: str, given: Any) -> Row:
        """Decline a proposal.

        With a reason and a counter-proposal, which a third reviewer decides about where two are
        asked.
        """
        row = self.proposal(proposal)
        counter = decline(**self.by, proposal=row, **_sourced(self.outcome(row.question, given)))
        return self.show(counter.pk)


class Resolutions(ApiView):
    """What was adopted in a project."""

    tag = "outcomes"

    @endpoint(
        id="list_resolutions",
        may="project.read",
        lists=ResolutionShape,
        filters=ResolutionFilters,
    )
    def get(self) -> Any:
        """List resolutions.

        Superseded ones as well: nothing is edited, a new one takes the place of the former.
        """
        return Resolution.objects.filter(question__event__project=self.project)


class Resolve(OfQuestion):
    """Adopting an answer at once."""

    @endpoint(
        id="resolve_question",
        may="outcomes.resolve",
        takes=GivenResolution,
        gives=ResolutionShape,
        status=201,
    )
    def post(self, question: str, given: Any) -> Row:
        """Resolve a question.

        Where one reviewer is enough: the answer is adopted at once. What was resolved before is
        superseded only on request and with a rationale.
        """
        row = self.question(question)
        resolution = resolve(**self.by, question=row, **_sourced(self.outcome(row, given)))
        return shown_resolution(resolution.pk)


def _sourced(given: Any) -> Any:
    """What makes a new report has a value and a source, if only to be refused without them."""
    answers = given.get("kind", Kind.ANSWERED) == Kind.ANSWERED and "report" not in given
    return {"value": None, "source": ""} | given if answers else given


def shown_report(pk: int) -> Row:
    """A report with its evidence."""
    (shown,) = rows(ReportWithEvidence, Report.objects.filter(pk=pk))
    evidence = Evidence.objects.filter(reports=pk).order_by("pk")
    return shown | {"evidence": rows(EvidenceShape, evidence)}


def shown_proposal(pk: int) -> Row:
    """A proposal with the report that it would adopt."""
    return rows(ProposalShape, Proposal.objects.filter(pk=pk))[0]


def shown_resolution(pk: int) -> Row:
    """A resolution with the report that it adopted."""
    return rows(ResolutionShape, Resolution.objects.filter(pk=pk))[0]
