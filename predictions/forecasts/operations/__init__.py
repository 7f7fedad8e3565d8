"""Writing statements, forecasts and codings."""

from predictions.forecasts.operations.coding_again import (
    NewSpan,
    NotBlind,
    SecondCodingRefused,
    begin_second_coding,
    finish_second_coding,
    give_up_second_coding,
    mark_span,
    unmark_span,
)
from predictions.forecasts.operations.correcting import (
    NoSuchCorrection,
    recode,
    withdraw_forecast,
)
from predictions.forecasts.operations.recording import (
    ForecastRefused,
    NewForecast,
    record_forecasts,
)
from predictions.forecasts.operations.settling import NotToSettle, settle

__all__ = [
    "ForecastRefused",
    "NewForecast",
    "NewSpan",
    "NoSuchCorrection",
    "NotBlind",
    "NotToSettle",
    "SecondCodingRefused",
    "begin_second_coding",
    "finish_second_coding",
    "give_up_second_coding",
    "mark_span",
    "recode",
    "record_forecasts",
    "settle",
    "unmark_span",
    "withdraw_forecast",
]
