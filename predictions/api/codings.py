"""Codings: every way in which forecasts were read."""

from typing import Any

import django_filters

from predictions.api.forecasts import CodedVersion
from predictions.api.http.endpoint import endpoint
from predictions.api.http.filtering import Filters
from predictions.api.http.views import ApiView
from predictions.api.marks import ForecastRef
from predictions.forecasts.models import Coding
from predictions.questions.models import Hindsight


class CodingOfForecast(CodedVersion):
    """A coding, and which forecast it reads."""

    forecast = ForecastRef(help_text="The forecast that it reads.")


class CodingFilters(Filters):
    """By how, and by how much was known."""

    how = django_filters.ChoiceFilter(choices=Coding.How.choices, label="Read in this way.")
    hindsight = django_filters.ChoiceFilter(
        choices=Hindsight.choices, label="With so much known of the outcome."
    )
    forecast = django_filters.CharFilter("forecast__public_id", label="Of this forecast.")


class Codings(ApiView):
    """The codings of a project."""

    tag = "codings"

    @endpoint(id="list_codings", may="project.read", lists=CodingOfForecast, filters=CodingFilters)
    def get(self) -> Any:
        """List codings.

        Every version, the superseded ones included; the last one of a forecast counts.
        """
        return Coding.objects.filter(forecast__article__project=self.project)
