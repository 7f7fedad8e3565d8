"""Reading a forecast anew, and withdrawing what was never said. Nothing is edited."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from predictions import waking
from predictions.accounts.models import User
from predictions.errors import DomainError, Stale
from predictions.forecasts.models import Coding, Forecast
from predictions.forecasts.readings import read_for
from predictions.ledger.operations import record_act
from predictions.merging import effective
from predictions.questions.hindsight import hindsight_of
from predictions.storable import check_storable


class NoSuchCorrection(DomainError):
    """The forecast has no coding, or stands no longer, or the correction does not say why."""


@transaction.atomic
def recode(
    *,
    now: datetime,
    actor: User | None,
    forecast: Forecast,
    expected_number: int,
    prediction: Any,
    how: str,
    reason: str,
    phrase: str = "",
    because: str = "",
    hindsight: str = "",
) -> Coding:
    """Supersede the coding of a forecast, and say why; the former one stays, with its scores.

    `expected_number` is the version that the coder has read. A coding made when the outcome
    could be known is retrospective, unless it is said, and can be true, that it is blind.
    """
    forecast = _lock(forecast)
    former, question = forecast.coding, forecast.question
    if former is None or question is None:
        raise NoSuchCorrection(
            gettext("This forecast is not checkable, so it has no coding."),
            field="forecast",
            remedy=gettext(
                "Record it as a further forecast of its article, and withdraw this one."
            ),
        )
    if former.number != expected_number:
        raise Stale(expected=expected_number, found=former.number)
    _check_reason(reason)
    reading = read_for(
        question, forecast.article, given=prediction, how=how, phrase=phrase, because=because
    )
    coding = Coding(
        forecast=forecast,
        number=former.number + 1,
        criteria_id=effective(question).criteria_id,
        prediction=reading.prediction,
        cautious=reading.cautious,
        bold=reading.bold,
        phrase=phrase,
        how=how,
        because=because,
        reason=reason,
        lexicon_entry=reading.lexicon_entry,
        lexicon_version=reading.lexicon_version,
        hindsight=hindsight_of(now=now, question=question, by=actor, said=hindsight),
        coder=actor,
        coded_at=now,
    )
    check_storable(coding)
    coding.save()
    forecast.coding = coding
    forecast.save()
    record_act(
        now=now,
        actor=actor,
        verb="recoded",
        on=forecast,
        wrote=[forecast, coding],
        reason=reason,
    )
    waking.after_commit("predictions.score")
    return coding


@transaction.atomic
def withdraw_forecast(
    *, now: datetime, actor: User | None, forecast: Forecast, because: str, note: str
) -> Forecast:
    """Withdraw a forecast that was not made as recorded: it is shown and counted, never scored."""
    forecast = _lock(forecast)
    if because not in Forecast.Withdrawn.values:
        raise NoSuchCorrection(
            gettext("“%(because)s” is not a reason code.") % {"because": because},
            field="because",
            remedy=gettext("Give one of: %(choices)s.")
            % {"choices": ", ".join(Forecast.Withdrawn.values)},
        )
    _check_reason(note, field="note")
    forecast.withdrawn_at = now
    forecast.withdrawn_because, forecast.withdrawal_note = because, note
    check_storable(forecast)
    forecast.save()
    record_act(now=now, actor=actor, verb="withdrawn", on=forecast, wrote=[forecast], reason=note)
    waking.after_commit("predictions.score")
    return forecast


def _lock(forecast: Forecast) -> Forecast:
    forecast = Forecast.objects.select_for_update().get(pk=forecast.pk)
    if forecast.withdrawn_at:
        raise NoSuchCorrection(
            gettext("This forecast was withdrawn on %(withdrawn_at)s: %(withdrawal_note)s")
            % {
                "withdrawn_at": format(forecast.withdrawn_at, "%Y-%m-%d"),
                "withdrawal_note": forecast.withdrawal_note,
            },
            field="forecast",
            remedy=gettext("Record it anew, with another key, if it was made after all."),
        )
    return forecast


def _check_reason(reason: str, field: str = "reason") -> None:
    if not reason.strip():
        raise NoSuchCorrection(
            gettext("A reason is missing."), field=field, remedy=gettext("Say why.")
        )
