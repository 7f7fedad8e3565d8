"""Figures: who can be trusted about what, and how sure that judgement is."""

from dataclasses import asdict
from typing import Any

from rest_framework import serializers

from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Given, QueryDay, QueryFlag, Text
from predictions.api.http.shapes import Row, Shape, names_of
from predictions.api.http.views import ApiView
from predictions.articles.models import Article, Forecaster, Outlet
from predictions.dashboard.breakdown import Figure, breakdown
from predictions.dashboard.calibrated import calibration
from predictions.dashboard.figures import Skill
from predictions.dashboard.selection import Selection
from predictions.dashboard.skill import leaderboard, skill
from predictions.outcomes.models import Scenario
from predictions.questions.models import Event, Question, Topic
from predictions.statistics import LEAD_TIME_BANDS, Interval


class FigureQuery(Given):
    """What a figure is about: without any of these, what may be ranked."""

    retrospective = QueryFlag(
        required=False, help_text="Also what was coded or referenced with hindsight."
    )
    selections = QueryFlag(
        required=False, help_text="Also articles of which only a selection was coded."
    )
    voices = QueryFlag(required=False, help_text="Also what was reported or endorsed.")
    reading = serializers.ChoiceField(
        required=False, choices=["coded", "cautious", "bold"], help_text="How words are read."
    )
    forecaster = Text(required=False, max_length=12, help_text="Of this forecaster, by id.")
    article = Text(required=False, max_length=12, help_text="Of this article, by id.")
    outlet = Text(required=False, max_length=12, help_text="In this outlet, by id.")
    event = Text(required=False, max_length=12, help_text="About this event, by id.")
    topic = Text(required=False, max_length=120, help_text="About this topic, by name.")
    type = serializers.ChoiceField(
        required=False, choices=Question.Type.choices, help_text="On questions of this type."
    )
    lead = serializers.IntegerField(
        required=False, min_value=0, max_value=len(LEAD_TIME_BANDS),
        help_text="In this band of the time between publication and outcome, from 0.",
    )  # fmt: skip
    as_of = serializers.DateTimeField(
        required=False, help_text="As it was recorded at this moment."
    )
    known_by = QueryDay(
        required=False, help_text="By what the world could know at the end of this day."
    )
    scenario = Text(
        required=False, max_length=12, help_text="As if this scenario were true, by id."
    )


class LeaderboardQuery(FigureQuery):
    """Of how many."""

    most = serializers.IntegerField(
        required=False, min_value=1, max_value=500, default=50,
        help_text="Of each type of question so many.",
    )  # fmt: skip


class BreakdownQuery(FigureQuery):
    """By what."""

    by = serializers.ChoiceField(
        choices=["forecaster", "outlet", "topic", "event", "type", "lead"], help_text="By what."
    )


class IntervalShape(Shape):
    """Where the true value lies, 95 times of 100."""

    low = columns.number("From.")
    high = columns.number("To.")


class SkillShape(Shape):
    """A forecaster's mean skill points on one type of question."""

    forecaster = columns.text("The forecaster's name.")
    question_type = columns.text("The type of question, in words.")
    mean = columns.number("Mean points better than the reference: 0 is as good, 100 is perfect.")
    interval = IntervalShape(allow_null=True, help_text="How sure; null: too few events.")
    questions = columns.whole("How many questions.")
    events = columns.whole("How many events: what counts as independent.")
    provisional = columns.flag("Whether there are too few events for a rank.")
    cautious = columns.number("The mean when words are read cautiously.", allow_null=True)
    bold = columns.number("The mean when words are read boldly.", allow_null=True)
    shrunk = columns.number("The mean drawn towards everybody's.", allow_null=True)
    rank = columns.whole("The rank; null: none.", allow_null=True)
    rank_first = columns.whole("The best rank that may be the true one.", allow_null=True)
    rank_last = columns.whole("The worst rank that may be the true one.", allow_null=True)


class SkillTableShape(Shape):
    """Skill by forecaster and type of question."""

    moment = columns.moment("When this was made.")
    ranked = SkillShape(many=True, help_text="The best first, of each type.")
    provisional = SkillShape(many=True, help_text="With too few events for a rank.")
    default = SkillShape(
        many=True, help_text="Against ignorance, which no data set gave: shown, never ranked."
    )


class LeaderboardShape(Shape):
    """The best of each type of question."""

    moment = columns.moment("When this was made.")
    ranked = SkillShape(many=True, help_text="The best first, of each type.")


class BinShape(Shape):
    """Forecasts that said about the same."""

    low = columns.number("From this p on.")
    high = columns.number("Up to this p.")
    mean_p = columns.number("What was said in the mean; null: nothing.", allow_null=True)
    share = columns.number("The share that came true; null: nothing was said.", allow_null=True)
    share_low = columns.number("Its interval: from.")
    share_high = columns.number("To.")
    effective_n = columns.number("How many independent forecasts the interval counts.")
    forecasts = columns.whole("How many forecasts.")
    events = columns.whole("How many events.")


class CalibrationShape(Shape):
    """How often what was called p likely came true."""

    moment = columns.moment("When this was made.")
    bins = BinShape(many=True, help_text="Ten bins of p.")
    brier = columns.number("The mean Brier score: 0 is perfect.", allow_null=True)
    reference_brier = columns.number("That of the references.", allow_null=True)
    forecasts = columns.whole("How many forecasts.")
    events = columns.whole("How many events.")


class WordShape(Shape):
    """How often a phrase came true."""

    phrase = columns.text("The phrase, in lower case.")
    read_as = columns.number("What it was read as in the mean.")
    share = columns.number("The share that came true.")
    low = columns.number("Its interval: from.")
    high = columns.number("To.")
    forecasts = columns.whole("How many forecasts.")
    questions = columns.whole("How many questions.")
    events = columns.whole("How many events.")


class WordsShape(Shape):
    """How often phrases came true."""

    moment = columns.moment("When this was made.")
    words = WordShape(many=True, help_text="The likeliest first.")


class CoverageShape(Shape):
    """How often stated ranges held."""

    moment = columns.moment("When this was made.")
    stated = columns.number("How often they should have held.", allow_null=True)
    share = columns.number("How often they did; null: there are none.", allow_null=True)
    low = columns.number("Its interval: from.", allow_null=True)
    high = columns.number("To.", allow_null=True)
    forecasts = columns.whole("How many forecasts.")
    events = columns.whole("How many events.")


class GroupShape(Shape):
    """The mean skill points of a group on one type of question."""

    group = columns.text("The group.")
    question_type = columns.text("The type of question, in words.")
    stated = columns.flag("Whether against references from data; the others stand apart.")
    mean = columns.number("Mean points better than the reference.")
    interval = IntervalShape(allow_null=True, help_text="How sure; null: too few events.")
    forecasts = columns.whole("How many forecasts.")
    questions = columns.whole("How many questions.")
    events = columns.whole("How many events.")


class BreakdownShape(Shape):
    """Skill by group."""

    groups = GroupShape(many=True, help_text="By label.")


class Figures(ApiView):
    """A figure of a project."""

    tag = "figures"

    def selection(self, **asked: Any) -> Selection:
        """What was asked for, with the keys of what is named by id."""
        within = {"project": self.project}
        for name, queryset, by in (
            ("forecaster", Forecaster.objects.filter(**within), "public_id"),
            ("article", Article.objects.filter(**within), "public_id"),
            ("outlet", Outlet.objects.filter(**within), "public_id"),
            ("event", Event.objects.filter(**within), "public_id"),
            ("topic", Topic.objects.filter(**within), "name"),
            ("scenario", Scenario.objects.filter(event__project=self.project), "public_id"),
        ):
            if name in asked:
                asked[name] = self.named(queryset, asked[name], name, by).pk
        return Selection(project=self.project.pk, **asked)


class SkillFigure(Figures):
    """Skill by forecaster."""

    @endpoint(id="get_skill", may="project.read", query=FigureQuery, gives=SkillTableShape)
    def get(self, **asked: Any) -> Row:
        """Compare forecasters by skill.

        Mean points better than the reference forecast, by type of question, with intervals. Those
        with too few events have no rank; skill against mere ignorance stands apart.
        """
        table = skill(self.selection(**asked), now=self.now)
        return {
            "moment": table.moment,
            "ranked": [_skill(one) for one in table.ranked],
            "provisional": [_skill(one) for one in table.provisional],
            "default": [_skill(one) for one in table.default],
        }


class Leaderboard(Figures):
    """The best."""

    @endpoint(
        id="get_leaderboard", may="project.read", query=LeaderboardQuery, gives=LeaderboardShape
    )
    def get(self, most: int, **asked: Any) -> Row:
        """Show the leaderboard.

        Of each type of question the best that may be ranked, with the range in which the true rank
        lies.
        """
        ranked, moment = leaderboard(self.selection(**asked), now=self.now, most=most)
        return {"moment": moment, "ranked": [_skill(one) for one in ranked]}


class CalibrationFigure(Figures):
    """Calibration."""

    @endpoint(id="get_calibration", may="project.read", query=FigureQuery, gives=CalibrationShape)
    def get(self, **asked: Any) -> Row:
        """Check calibration.

        How often what was called p likely came true, in ten bins, with intervals that count events.
        """
        found = calibration(self.selection(**asked), now=self.now)
        ours = found.figures.probabilities
        return {
            "moment": found.moment,
            "bins": [asdict(one) for one in ours.bins],
            "brier": ours.curve and ours.curve.score,
            "reference_brier": ours.reference and ours.reference.score,
            "forecasts": ours.forecasts,
            "events": ours.events,
        }


class WordsFigure(Figures):
    """Words."""

    @endpoint(id="get_words", may="project.read", query=FigureQuery, gives=WordsShape)
    def get(self, **asked: Any) -> Row:
        """Check words.

        How often each phrase came true, beside what it was read as.
        """
        found = calibration(self.selection(**asked), now=self.now)
        return {
            "moment": found.moment,
            "words": [asdict(one.row) for one in found.figures.words],
        }


class CoverageFigure(Figures):
    """Coverage."""

    @endpoint(id="get_coverage", may="project.read", query=FigureQuery, gives=CoverageShape)
    def get(self, **asked: Any) -> Row:
        """Check ranges.

        How often the ranges of numbers and dates held, whose level their authors stated.
        """
        found = calibration(self.selection(**asked), now=self.now)
        held = found.figures.ranges.coverage
        nothing = dict.fromkeys(("stated", "share", "low", "high"), None)
        row = asdict(held) if held else {**nothing, "forecasts": 0, "events": 0}
        return {"moment": found.moment, **row}


class BreakdownFigure(Figures):
    """Skill by group."""

    @endpoint(id="get_breakdown", may="project.read", query=BreakdownQuery, gives=BreakdownShape)
    def get(self, by: Any, **asked: Any) -> Row:
        """Break skill down.

        By forecaster, outlet, topic, event, type of question, or time between publication and
        outcome.
        """
        found = breakdown(self.selection(**asked), by, now=self.now)
        return {"groups": [group_row(one) for one in found]}


def group_row(one: Figure) -> Row:
    """A figure as `GroupShape` has it."""
    return {
        "group": one.label,
        "question_type": one.question_type,
        "stated": one.stated,
        "mean": one.mean,
        "interval": interval_row(one.interval),
        "forecasts": one.forecasts,
        "questions": one.questions,
        "events": one.events,
    }


def _skill(one: Skill) -> Row:
    shown = {name: getattr(one, name) for name in _SKILL_FIELDS}
    return shown | {"interval": interval_row(one.interval)}


def interval_row(interval: Interval | None) -> Row | None:
    """An interval as `IntervalShape` has it."""
    return None if interval is None else {"low": interval.low, "high": interval.high}


_SKILL_FIELDS = [name for name in names_of(SkillShape) if name != "interval"]
