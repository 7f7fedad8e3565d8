"""Settling what a second coding read differently from the first."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from predictions.accounts.models import User
from predictions.errors import DomainError
from predictions.forecasts.differences import unsettled
from predictions.forecasts.models import Coding, Forecast, SecondCoding, Settlement, Span
from predictions.forecasts.operations.correcting import recode, withdraw_forecast
from predictions.forecasts.operations.recording import NewForecast, record_forecasts
from predictions.ledger.operations import record_act

Ruling = Settlement.Ruling


class NotToSettle(DomainError):
    """There is no such difference, or the ruling does not fit it."""


@transaction.atomic
def settle(
    *,
    now: datetime,
    actor: User | None,
    second_coding: SecondCoding,
    ruling: str,
    reason: str,
    forecast: Forecast | None = None,
    span: Span | None = None,
    prediction: Any = None,
    added: NewForecast | None = None,
    hindsight: str = "",
) -> Settlement:
    """Decide about a difference between the first and a second coding, and say why.

    The first reading stands; or the forecast is recoded, as the second coder read it or with
    another `prediction`; or it is withdrawn; or a forecast is `added`, and the former, if the two
    differ in what kind of question they saw, withdrawn.
    """
    second_coding = SecondCoding.objects.select_for_update().get(pk=second_coding.pk)
    if not reason.strip():
        raise NotToSettle(
            gettext("A reason is missing."), field="reason", remedy=gettext("Say why.")
        )
    if ruling not in Ruling.values:
        raise NotToSettle(
            gettext("“%(ruling)s” is not a ruling.") % {"ruling": ruling},
            field="ruling",
            remedy=gettext("Give one of: %(choices)s.") % {"choices": ", ".join(Ruling.values)},
        )
    if not any((one.forecast, one.span) == (forecast, span) for one in unsettled(second_coding)):
        raise NotToSettle(
            gettext("There is no such difference, or it is settled."),
            field="forecast",
            remedy=gettext("See what differs, and name both sides of it."),
        )
    if (ruling == Ruling.ADDED) != (added is not None):
        raise NotToSettle(
            gettext("A forecast is given where one is added, and only there."), field="added"
        )
    if ruling in (Ruling.RECODED, Ruling.WITHDRAWN) and forecast is None:
        raise NotToSettle(gettext("Only the second coder saw a forecast here."), field="ruling")
    if ruling == Ruling.RECODED and forecast and forecast.coding:
        recode(
            now=now,
            actor=actor,
            forecast=forecast,
            expected_number=forecast.coding.number,
            reason=reason,
            hindsight=hindsight,
            **_as_read(span, prediction, reason),
        )
    elif ruling == Ruling.RECODED:
        raise NotToSettle(
            gettext("The first coder found this not checkable, so it has no coding."),
            field="ruling",
            remedy=gettext("Add a forecast instead."),
        )
    if forecast and ruling in (Ruling.WITHDRAWN, Ruling.ADDED):
        withdraw_forecast(
            now=now,
            actor=actor,
            forecast=forecast,
            because=Forecast.Withdrawn.OTHER,
            note=reason,
        )
    if added:
        record_forecasts(now=now, actor=actor, article=second_coding.article, forecasts=[added])
    settlement = Settlement.objects.create(
        second_coding=second_coding,
        forecast=forecast,
        span=span,
        ruling=ruling,
        reason=reason,
        settled_by=actor,
        settled_at=now,
    )
    record_act(
        now=now, actor=actor, verb="settled", on=second_coding, wrote=[settlement], reason=reason
    )
    return settlement


def _as_read(span: Span | None, prediction: Any, reason: str) -> dict[str, Any]:
    """A coding as the second coder read it, or with a prediction that both agreed upon."""
    if prediction is not None or span is None or span.prediction is None:
        return {"prediction": prediction, "how": Coding.How.JUDGED, "because": reason[:500]}
    read_as = dict(span.prediction)
    if "p" in read_as and span.cautious and span.bold:
        read_as |= {"cautious": span.cautious["p"], "bold": span.bold["p"]}
    return {
        "prediction": read_as,
        "how": span.how,
        "phrase": span.phrase,
        "because": span.because or reason[:500],
    }
