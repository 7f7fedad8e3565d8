"""Figures under other references than those that count."""

from typing import Any

from predictions.api.figures import FigureQuery, Figures, GroupShape, group_row
from predictions.api.http.endpoint import endpoint
from predictions.api.http.shapes import Row, Shape
from predictions.dashboard.references import against_others


class AgainstShape(Shape):
    """The same forecasts against another reference and against the one that counts."""

    other = GroupShape(help_text="Against the other one; the group is its data set and rule.")
    usual = GroupShape(allow_null=True, help_text="Against those that count; null: no skill.")


class AgainstOthersShape(Shape):
    """Skill under other references."""

    against = AgainstShape(many=True, help_text="By type of question and source.")


class ReferencesFigure(Figures):
    """Skill under other references."""

    @endpoint(id="get_references", may="project.read", query=FigureQuery, gives=AgainstOthersShape)
    def get(self, **asked: Any) -> Row:
        """Compare with other references.

        What the same forecasts are worth against references beside those that count: the reference
        decides the verdict.
        """
        found = against_others(self.selection(**asked), now=self.now)
        return {
            "against": [
                {"other": group_row(one.other), "usual": one.usual and group_row(one.usual)}
                for one in found
            ]
        }
