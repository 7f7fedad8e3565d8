"""Forecasters: who said it, under all the names they go by."""

from collections import defaultdict
from typing import Any

import django_filters
from rest_framework import serializers

from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Given, Text
from predictions.api.http.filtering import Filters, Ordering
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.articles.models import Alias, Forecaster
from predictions.articles.operations import add_alias, change_forecaster, ensure_forecaster
from predictions.articles.queries import forecasters_like


class ForecasterRef(Shape):
    """A forecaster, named."""

    id = columns.name_of("The forecaster's id.")
    name = columns.text("The forecaster's name.")


class ForecasterShape(Shape):
    """A forecaster."""

    id = columns.name_of()
    name = columns.text("The name that is shown.")
    kind = columns.word(
        Forecaster.Kind.choices, "A person, an organisation, or a statistical model."
    )
    merged_into = ForecasterRef(
        allow_null=True, help_text="The entry that figures count this one as; null: itself."
    )
    aliases = serializers.ListField(
        child=serializers.CharField(), help_text="Every name it goes by."
    )


class GivenForecaster(Given):
    """A forecaster."""

    name = Text(max_length=200, help_text="The name.")
    kind = Choice(
        required=False, choices=Forecaster.Kind.choices,
        help_text="A person (if left out), an organisation, or a statistical model.",
    )  # fmt: skip


class ChangedForecaster(Given):
    """What may be changed of a forecaster; what is left out stays as it is."""

    name = Text(required=False, max_length=200, help_text="The name; the former one stays known.")
    kind = Choice(required=False, choices=Forecaster.Kind.choices, help_text="The kind.")


class GivenAlias(Given):
    """One more name."""

    name = Text(max_length=200, help_text="Another name that the forecaster goes by.")


class LikeName(Given):
    """What to look for."""

    name = Text(max_length=200, help_text="The name as it stands in the article.")


class AlikeShape(Given):
    """Forecasters that may be meant."""

    alike = ForecasterShape(many=True, help_text="The most alike first.")


class ForecasterFilters(Filters):
    """By kind, and by a part of a name."""

    kind = django_filters.ChoiceFilter(choices=Forecaster.Kind.choices, label="Of this kind.")
    name = django_filters.CharFilter(
        field_name="name", lookup_expr="icontains", label="With this in the name."
    )
    order = Ordering(name=("name",), recorded=())


def attach_aliases(shown: list[Row], expand: list[str]) -> None:
    """Put beside each forecaster every name it goes by."""
    names = defaultdict(list)
    known = Alias.objects.filter(forecaster__public_id__in=[row["id"] for row in shown])
    for forecaster, name in known.order_by("pk").values_list("forecaster__public_id", "name"):
        names[forecaster].append(name)
    for row in shown:
        row["aliases"] = names[row["id"]]


def shown_forecasters(*pks: int) -> list[Row]:
    """These forecasters, in this order."""
    found = rows(ForecasterShape, Forecaster.objects.filter(pk__in=pks).order_by("pk"))
    attach_aliases(found, [])
    by_pk = dict(zip(sorted(pks), found, strict=True))
    return [by_pk[pk] for pk in pks]


class Forecasters(ApiView):
    """The forecasters of a project."""

    tag = "forecasters"

    @endpoint(
        id="list_forecasters",
        may="project.read",
        tells=False,
        lists=ForecasterShape,
        filters=ForecasterFilters,
        attach=attach_aliases,
    )
    def get(self) -> Any:
        """List forecasters.

        Everybody whose forecasts this project has recorded, those merged into another included.
        """
        return Forecaster.objects.filter(project=self.project)

    @endpoint(
        id="add_forecaster",
        may="forecasters.add",
        takes=GivenForecaster,
        gives=ForecasterShape,
        status=201,
    )
    def post(self, given: Any) -> Row:
        """Add a forecaster.

        One who goes by this name already is given back as they are. Look for those that are
        alike first, so that nobody is entered twice.
        """
        forecaster = ensure_forecaster(**self.by, project=self.project, **given)
        return shown_forecasters(forecaster.pk)[0]


class AlikeForecasters(ApiView):
    """Forecasters that may be meant by a name."""

    tag = "forecasters"

    @endpoint(
        id="suggest_forecasters", may="project.read", tells=False, query=LikeName, gives=AlikeShape
    )
    def get(self, name: str) -> Row:
        """Suggest forecasters for a name.

        Those whose names look alike, whatever the order of first and last name.
        """
        alike = forecasters_like(self.project, name)
        return {"alike": shown_forecasters(*[one.pk for one in alike])}


class OneForecaster(ApiView):
    """One forecaster."""

    tag = "forecasters"

    def show(self, pk: int) -> Row:
        return shown_forecasters(pk)[0]

    @endpoint(id="get_forecaster", may="project.read", tells=False, gives=ForecasterShape)
    def get(self, forecaster: str) -> Row:
        """Show a forecaster.

        With every name that the forecaster goes by.
        """
        return self.show(self.one(self.project.forecasters, public_id=forecaster).pk)

    @endpoint(
        id="change_forecaster",
        may="forecasters.change",
        takes=ChangedForecaster,
        gives=ForecasterShape,
    )
    def patch(self, forecaster: str, given: Any) -> Row:
        """Change a forecaster's name or kind.

        The former name stays known, so that articles which use it still find the forecaster.
        """
        row = self.one(self.project.forecasters, public_id=forecaster)
        kept = {"name": row.name, "kind": row.kind}
        change_forecaster(**self.by, forecaster=row, **(kept | given))
        return self.show(row.pk)


class Aliases(ApiView):
    """The names of one forecaster."""

    tag = "forecasters"

    def show(self, pk: int) -> Row:
        return shown_forecasters(pk)[0]

    @endpoint(
        id="add_alias",
        may="forecasters.add_alias",
        takes=GivenAlias,
        gives=ForecasterShape,
        status=201,
    )
    def post(self, forecaster: str, given: Any) -> Row:
        """Add a name of a forecaster.

        A name that another forecaster has is refused.
        """
        row = self.one(self.project.forecasters, public_id=forecaster)
        add_alias(**self.by, forecaster=row, **given)
        return self.show(row.pk)
