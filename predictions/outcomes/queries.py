"""Reading what was reported, kept, proposed and decided."""

from datetime import datetime, timedelta

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from predictions.accounts.models import Project, User
from predictions.accounts.permissions import holders_of
from predictions.forecasts.models import Coding, Forecast
from predictions.outcomes.models import (
    Capture,
    Confirmation,
    Objection,
    Proposal,
    Report,
    Resolution,
    Scenario,
)
from predictions.questions.models import Criteria, Question


def current_resolutions() -> QuerySet[Resolution]:
    """The resolutions at the end of their chains: those that no other supersedes."""
    return Resolution.objects.filter(superseded_by__isnull=True)


def current_resolution(question: Question) -> Resolution | None:
    """The resolution that counts for one question, with its report."""
    return (
        current_resolutions()
        .filter(question=question)
        .select_related("report", "resolved_by", "question__event__project")
        .first()
    )


def former_resolutions(question: Question) -> QuerySet[Resolution]:
    """The superseded resolutions of a question, the latest first; they stay visible."""
    return (
        Resolution.objects.filter(question=question, superseded_by__isnull=False)
        .select_related("report", "resolved_by", "superseded_by")
        .order_by("-pk")
    )


def adopted_reports(scenario: Scenario | None = None) -> QuerySet[Report]:
    """The reports that figures count, at most one per question.

    Each has `answer_known_at`, when the world could know by that account: the resolution's, and
    under a scenario the report's own.

    The headline: what resolved questions have adopted; one that was reopened has no answer until
    it is resolved again. Under a scenario the reports it supposes; on questions that it says
    nothing about, the headline.
    """
    adopted = current_resolutions().filter(
        kind=Resolution.Kind.ANSWERED, question__status=Question.Status.RESOLVED
    )
    decided = adopted.filter(report=OuterRef("pk")).values("known_at")
    reports = Report.objects.annotate(answer_known_at=Coalesce(Subquery(decided), "known_at"))
    headline = Q(pk__in=adopted.values("report"))
    if scenario is None:
        return reports.filter(headline)
    supposed = scenario.suppositions.all()
    return reports.filter(
        Q(pk__in=supposed.values("report"))
        | headline & ~Q(question__in=supposed.values("question"))
    )


def waiting_proposal(question: Question) -> Proposal | None:
    """What waits to be confirmed or declined, if anything does."""
    waiting = Proposal.objects.filter(question=question, closed_at__isnull=True)
    return waiting.select_related("report", "proposed_by").first()


def on_the_table(question: Question) -> list[Proposal]:
    """The proposal that waits, then those declined on the way to it, the latest first."""
    found: list[Proposal] = []
    proposal = waiting_proposal(question)
    while proposal is not None:
        found.append(proposal)
        proposal = (
            Proposal.objects.filter(confirmations__counter=proposal)
            .select_related("report", "proposed_by")
            .order_by("pk")
            .last()
        )
    return found


def hands_in(proposals: list[Proposal]) -> set[int]:
    """Who made these proposals. Whoever declined one made the next."""
    return {proposal.proposed_by_id for proposal in proposals}


def reports_of(question: Question) -> QuerySet[Report]:
    """Every source's account of a question, the earliest first."""
    return (
        Report.objects.filter(question=question)
        .select_related("reported_by")
        .prefetch_related("evidence")
        .order_by("known_at", "pk")
    )


# An objection that was upheld though what it concerns still counts. A coding and criteria are
# corrected by newer ones, a quote and an attribution by withdrawing the forecast; a resolution was
# reopened by the decision itself.
UNCORRECTED = Q(upheld=True) & (
    Q(coding=F("coding__forecast__coding"), coding__forecast__withdrawn_at__isnull=True)
    | Q(criteria=F("criteria__question__criteria"), criteria__question__merged_into__isnull=True)
    | Q(forecast__isnull=False, forecast__withdrawn_at__isnull=True)
)


def with_corrections() -> QuerySet[Objection]:
    """All objections, each with `uncorrected`: whether it was upheld and nobody has corrected it."""
    return Objection.objects.annotate(uncorrected=Case(When(UNCORRECTED, then=True), default=False))


def objections_waiting() -> QuerySet[Objection]:
    """Objections that wait to be decided, or to be corrected, each with `uncorrected`."""
    return with_corrections().filter(Q(decided_at__isnull=True) | UNCORRECTED)


def objections_about(question: Question) -> QuerySet[Objection]:
    """Objections to a question's resolutions and criteria, and to its forecasts and codings."""
    return (
        with_corrections()
        .filter(
            Q(resolution__question=question)
            | Q(criteria__question=question)
            | Q(forecast__question=question)
            | Q(coding__forecast__question=question)
        )
        .select_related("filed_by", "decided_by", "resolution__report", "criteria", "forecast")
        .select_related("coding__forecast", "project")
        .order_by("pk")
    )


def open_to_objection(
    question: Question,
) -> list[tuple[str, Forecast | Coding | Criteria | Resolution]]:
    """What can be objected to about a question: each with the word for what it concerns."""
    concerns = Objection.Concerns
    found: list[tuple[str, Forecast | Coding | Criteria | Resolution]] = []
    resolution = current_resolution(question)
    if resolution:
        found.append((concerns.RESOLUTION, resolution))
    if question.criteria:
        found.append((concerns.CRITERIA, question.criteria))
    for forecast in question.forecasts.select_related("coding").order_by("pk"):
        found += open_about(forecast)
    return found


def open_about(forecast: Forecast) -> list[tuple[str, Forecast | Coding]]:
    """What can be objected to about one forecast: each with the word for what it concerns."""
    concerns = Objection.Concerns
    found: list[tuple[str, Forecast | Coding]] = [
        (concerns.QUOTE, forecast),
        (concerns.ATTRIBUTION, forecast),
    ]
    if forecast.coding:
        found.append((concerns.CODING, forecast.coding))
    return found


def question_of(target: Forecast | Coding | Criteria | Resolution) -> Question | None:
    """The question that something belongs to; a forecast that is not checkable has none."""
    if isinstance(target, Coding):
        return target.forecast.question
    return target.question


def project_of(target: Forecast | Coding | Criteria | Resolution) -> Project:
    """The project that something belongs to."""
    match target:
        case Coding():
            return target.forecast.article.project
        case Forecast():
            return target.article.project
        case _:
            return target.question.event.project


def objections_until(resolution: Resolution) -> datetime:
    """When the days for objections end; afterwards a resolution is closed."""
    days = resolution.question.event.project.objection_days
    return resolution.resolved_at + timedelta(days=days)


def uninvolved_in(objection: Objection) -> QuerySet[User]:
    """Who may decide about an objection, having neither filed it nor had a hand in its target."""
    return holders_of(objection.project, "objections.decide").exclude(
        pk__in={objection.filed_by_id, *_hands_in_target(objection.target)}
    )


def _hands_in_target(target: Forecast | Coding | Criteria | Resolution) -> set[int]:
    """Who coded it; or who reported, proposed, declined or confirmed it."""
    match target:
        case Coding():
            hands = {target.coder_id}
        case Forecast():
            hands = set(target.codings.values_list("coder", flat=True))
        case Criteria():
            hands = set(target.codings.values_list("coder", flat=True))
        case Resolution():
            hands = {target.resolved_by_id}
            if target.report:
                hands.add(target.report.reported_by_id)
            if target.proposal:
                hands.add(target.proposal.proposed_by_id)
                answers = Confirmation.objects.filter(
                    Q(proposal=target.proposal) | Q(counter=target.proposal)
                )
                hands |= set(answers.values_list("by", flat=True))
    return {hand for hand in hands if hand is not None}


def wanted(*, now: datetime) -> QuerySet[Capture]:
    """The pages to be fetched now, those first that have waited longest."""
    return Capture.objects.filter(state=Capture.State.WANTED, not_before__lte=now).order_by(
        "not_before", "pk"
    )
