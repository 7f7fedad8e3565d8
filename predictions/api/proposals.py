"""What reviewers put forward as the answer to a question: confirmed, or declined."""

from typing import Any

import django_filters

from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Given, Text
from predictions.api.http.filtering import Filters
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.api.questions import OtherQuestion
from predictions.api.reports import OfQuestion, ReportShape
from predictions.api.resolutions import GivenOutcome, ResolutionShape, shown_resolution, sourced
from predictions.outcomes.models import Proposal
from predictions.outcomes.models.decisions import Kind
from predictions.outcomes.operations import confirm, decline, propose


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
        proposal = propose(**self.by, question=row, **sourced(self.outcome(row, given)))
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
        counter = decline(**self.by, proposal=row, **sourced(self.outcome(row.question, given)))
        return self.show(counter.pk)


def shown_proposal(pk: int) -> Row:
    """A proposal with the report that it would adopt."""
    return rows(ProposalShape, Proposal.objects.filter(pk=pk))[0]
