"""Figures of forecasters beside each other on the same questions."""

from typing import Any

from predictions.api.figures import FigureQuery, Figures, IntervalShape, interval_row
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Text
from predictions.api.http.shapes import Row, Shape
from predictions.articles.models import Forecaster
from predictions.dashboard.comparing import adjusted, compare


class HeadToHeadQuery(FigureQuery):
    """Which two."""

    first = Text(max_length=12, help_text="The first forecaster, by id.")
    second = Text(max_length=12, help_text="The second one, by id.")


class DifferenceShape(Shape):
    """The first's mean skill points minus the second's on the questions that both have answered."""

    question_type = columns.text("The type of question, in words.")
    stated = columns.flag("Whether against references from data; the others stand apart.")
    difference = columns.number("Points by which the first is better.")
    interval = IntervalShape(allow_null=True, help_text="How sure; null: too few events.")
    questions = columns.whole("How many questions both have answered.")
    events = columns.whole("In how many events.")


class HeadToHeadShape(Shape):
    """Two forecasters head to head."""

    differences = DifferenceShape(many=True, help_text="By type; none: they share no question.")


class AdjustedOneShape(Shape):
    """A forecaster's mean, raw and had everybody answered the same questions."""

    forecaster = columns.text("The name.")
    question_type = columns.text("The type of question, in words.")
    mean = columns.number("Mean points as they are.")
    adjusted = columns.number("By an additive model of question and forecaster.")
    linked = columns.flag("Whether shared questions link this one to most of the others.")
    component = columns.whole("The same number: linked to each other, so they compare.")


class AdjustedShape(Shape):
    """Means free of who answered the easier questions."""

    adjusted = AdjustedOneShape(many=True, help_text="By type and component, the best first.")


class HeadToHeadFigure(Figures):
    """Two forecasters."""

    @endpoint(
        id="get_head_to_head", may="project.read", query=HeadToHeadQuery, gives=HeadToHeadShape
    )
    def get(self, first: str, second: str, **asked: Any) -> Row:
        """Compare two forecasters.

        On the questions that both have answered, which leaves out how hard those were.
        """
        forecasters = Forecaster.objects.filter(project=self.project)
        one, other = (
            self.named(forecasters, public_id, name, "public_id").pk
            for name, public_id in (("first", first), ("second", second))
        )
        found = compare(self.selection(**asked), one, other, now=self.now)
        return {
            "differences": [
                {
                    "question_type": one.question_type,
                    "stated": one.stated,
                    "difference": one.difference.difference,
                    "interval": interval_row(one.difference.interval),
                    "questions": one.difference.questions,
                    "events": one.difference.events,
                }
                for one in found
            ]
        }


class AdjustedFigure(Figures):
    """Everybody on the same questions."""

    @endpoint(id="get_adjusted", may="project.read", query=FigureQuery, gives=AdjustedShape)
    def get(self, **asked: Any) -> Row:
        """Adjust for the questions.

        Each one's mean as if everybody had answered the same questions, against stated references.
        Who is not linked to the others by shared questions cannot be compared with them.
        """
        found = adjusted(self.selection(**asked), now=self.now)
        names = ("forecaster", "question_type", "mean", "adjusted", "linked", "component")
        return {"adjusted": [{name: getattr(one, name) for name in names} for one in found]}
