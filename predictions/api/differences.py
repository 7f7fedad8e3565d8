"""What two coders of an article read differently, and settling it."""

from typing import Any

from django.utils.translation import gettext

from predictions.api.forecasts import GivenForecast, RecordsForecasts
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Given, Text
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import NoSuchThing
from predictions.api.marks import CodingShape, MarkShape
from predictions.api.second_codings import OfSecondCoding, SpanShape
from predictions.forecasts.blind_coding import check_codes_nothing_blind
from predictions.forecasts.differences import Pair, differences
from predictions.forecasts.models import Coding, Forecast, SecondCoding, Settlement, Span
from predictions.forecasts.operations import settle
from predictions.questions.models import Hindsight

Ruling = Settlement.Ruling


class SettlementShape(Shape):
    """What became of a difference."""

    ruling = columns.word(Ruling.choices, "What was decided.")
    reason = columns.text("Why.")
    settled_by = columns.text("Who decided.", source="settled_by.name", allow_null=True)
    settled_at = columns.moment("When.")


class CodingDifference(Shape):
    """Two readings of one place that differ."""

    id = columns.text("Its name in its second coding.")
    forecast = MarkShape(
        allow_null=True, help_text="What the first coder recorded, as it is now; null: nothing."
    )
    coding = CodingShape(
        allow_null=True, help_text="How they had read it then; null: nothing, or not checkable."
    )
    span = SpanShape(allow_null=True, help_text="What the second coder read; null: nothing.")
    rulings = columns.Words(choices=Ruling.choices, help_text="How it can be settled.")
    settlement = SettlementShape(allow_null=True, help_text="How it was settled; null: it waits.")


class CodingDifferences(Shape):
    """What two coders of an article read differently."""

    differences = CodingDifference(many=True, help_text="In the order of the text.")


class GivenRuling(Given):
    """What becomes of a difference."""

    difference = Text(max_length=50, help_text="The id of the difference.")
    ruling = Choice(choices=Ruling.choices, help_text="What is decided.")
    reason = Text(help_text="Why.")
    prediction = columns.Prediction(
        required=False, allow_null=True,
        help_text="Where it is recoded otherwise than the second coder read it: what both agreed upon.",
    )  # fmt: skip
    hindsight = Choice(
        required=False, choices=Hindsight.choices,
        help_text="Where it is recoded: what could be known, where the clock does not say.",
    )  # fmt: skip
    added = GivenForecast(
        required=False, help_text="Where one is added: the forecast that was overlooked."
    )


class Differences(OfSecondCoding):
    """The differences between the first and a second coding."""

    @endpoint(id="list_differences", may="project.read", gives=CodingDifferences)
    def get(self, second_coding: str) -> Row:
        """List what two coders read differently.

        Once the second coding is finished, and as both codings were then: settling changes nothing
        about how well the two agreed.
        """
        return shown_differences(self.second_coding(second_coding))


class Settle(OfSecondCoding, RecordsForecasts):
    """Settling one difference."""

    @endpoint(
        id="settle_difference", may="forecasts.settle", takes=GivenRuling, gives=CodingDifferences
    )
    def post(self, second_coding: str, given: Any) -> Row:
        """Settle a difference.

        With a reason: the first reading stands, or the forecast is recoded as the second coder read
        it or otherwise, or withdrawn, or another is added, in place of the former if there was one.
        """
        check_codes_nothing_blind(self.me, self.project)
        row = self.second_coding(second_coding)
        pair = _named(row, given.pop("difference"))
        if "added" in given:
            given["added"] = self.asked(row.article, given["added"], "added.")
        settle(**self.by, second_coding=row, forecast=pair.forecast, span=pair.span, **given)
        return shown_differences(row)


def _named(second_coding: SecondCoding, name: str) -> Pair:
    for one in differences(second_coding):
        if one.pair.key == name:
            return one.pair
    raise NoSuchThing(
        gettext("There is no difference “%(name)s” here.") % {"name": name},
        field="difference",
        remedy=gettext("Look for it in the list of differences."),
    )


def shown_differences(second_coding: SecondCoding) -> Row:
    """What differs, each side as its shape has it."""
    found = differences(second_coding)
    pairs = [one.pair for one in found]
    forecasts = _by_pk(MarkShape, Forecast, [one.forecast for one in pairs])
    codings = _by_pk(CodingShape, Coding, [one.coding for one in pairs])
    spans = _by_pk(SpanShape, Span, [one.span for one in pairs])
    settled = _by_pk(SettlementShape, Settlement, [one.settlement for one in found])
    return {
        "differences": [
            {
                "id": one.pair.key,
                "forecast": one.pair.forecast and forecasts[one.pair.forecast.pk],
                "coding": one.pair.coding and codings[one.pair.coding.pk],
                "span": one.pair.span and spans[one.pair.span.pk],
                "rulings": [] if one.settlement else [str(each) for each in one.pair.rulings],
                "settlement": one.settlement and settled[one.settlement.pk],
            }
            for one in found
        ]
    }


def _by_pk(shape: type[Shape], model: Any, wanted: list[Any]) -> dict[int, Row]:
    """What is shown of some rows, by their keys."""
    chosen = model.objects.filter(pk__in=[one.pk for one in wanted if one]).order_by("pk")
    keys = chosen.values_list("pk", flat=True)
    return dict(zip(keys, rows(shape, chosen), strict=True))
