"""What sources say happened, with the evidence for it."""

from typing import Any

from rest_framework import serializers

from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Given, Moment, Text
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.api.questions import shown_question
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Evidence, Report, Upload
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


def shown_report(pk: int) -> Row:
    """A report with its evidence."""
    (shown,) = rows(ReportWithEvidence, Report.objects.filter(pk=pk))
    evidence = Evidence.objects.filter(reports=pk).order_by("pk")
    return shown | {"evidence": rows(EvidenceShape, evidence)}
