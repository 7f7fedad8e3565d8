"""What can go wrong, to read about: the addresses that the `type` of a problem names."""

from typing import Any

from django.http import Http404

from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.problems import Kind, kinds
from predictions.api.http.shapes import Row, Shape
from predictions.api.http.views import ApiView


class ProblemTypeShape(Shape):
    """A type of problem."""

    name = columns.text("Its name.")
    type = columns.text("Its address, as it stands in problems.")
    status = columns.whole("The HTTP status that it comes with.")
    title = columns.text("What it means.")


class ProblemTypes(Shape):
    """Every type of problem."""

    types = ProblemTypeShape(many=True, help_text="By name.")


class AllProblems(ApiView):
    """All types of problems."""

    tag = "problems"

    @endpoint(id="list_problem_types", may="", gives=ProblemTypes)
    def get(self) -> Any:
        """List the types of problems.

        A program can rely on them: their names do not change.
        """
        return {"types": [_shown(kind) for kind in kinds()]}


class OneProblem(ApiView):
    """One type of problem."""

    tag = "problems"

    @endpoint(id="get_problem_type", may="", gives=ProblemTypeShape)
    def get(self, problem: str) -> Row:
        """Explain a type of problem.

        What it means, and with which status it comes.
        """
        for kind in kinds():
            if kind.name == problem:
                return _shown(kind)
        raise Http404


def _shown(kind: Kind) -> Row:
    return {
        "name": kind.name,
        "type": kind.url,
        "status": int(kind.status),
        "title": kind.title,
    }
