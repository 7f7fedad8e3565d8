"""Outlets: who published."""

from typing import Any

from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Given, Text
from predictions.api.http.filtering import Filters, Ordering
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.articles.models import Outlet
from predictions.articles.operations import ensure_outlet, rename_outlet


class OutletShape(Shape):
    """An outlet."""

    id = columns.name_of()
    name = columns.text("Its name, unique in the project.")


class GivenOutlet(Given):
    """The name of an outlet."""

    name = Text(help_text="The name as it stands in the imprint.", max_length=200)


class OutletFilters(Filters):
    """Only in another order."""

    order = Ordering(name=("name",), recorded=())


class Outlets(ApiView):
    """The outlets of a project."""

    tag = "outlets"

    @endpoint(
        id="list_outlets", may="project.read", tells=False, lists=OutletShape, filters=OutletFilters
    )
    def get(self) -> Any:
        """List outlets.

        Everybody who published something that this project has recorded.
        """
        return Outlet.objects.filter(project=self.project)

    @endpoint(id="add_outlet", may="outlets.add", takes=GivenOutlet, gives=OutletShape, status=201)
    def post(self, given: Any) -> Row:
        """Add an outlet.

        One of this name that is there already is given back as it is.
        """
        outlet = ensure_outlet(**self.by, project=self.project, **given)
        return rows(OutletShape, Outlet.objects.filter(pk=outlet.pk))[0]


class OneOutlet(ApiView):
    """One outlet."""

    tag = "outlets"

    def show(self, pk: int) -> Row:
        return rows(OutletShape, Outlet.objects.filter(pk=pk))[0]

    @endpoint(id="get_outlet", may="project.read", tells=False, gives=OutletShape)
    def get(self, outlet: str) -> Row:
        """Show an outlet.

        With its name as it is now.
        """
        return self.show(self.one(self.project.outlets, public_id=outlet).pk)

    @endpoint(id="rename_outlet", may="outlets.rename", takes=GivenOutlet, gives=OutletShape)
    def patch(self, outlet: str, given: Any) -> Row:
        """Rename an outlet.

        A name that another outlet of the project has is refused.
        """
        row = self.one(self.project.outlets, public_id=outlet)
        return self.show(rename_outlet(**self.by, outlet=row, **given).pk)
