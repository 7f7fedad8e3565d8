"""Writing statements, forecasts and codings."""

from predictions.forecasts.operations.coding_again import (
    NewSpan,
    NotBlind,
    NotToSettle,
    SecondCodingRefused,
    begin_second_coding,
    finish_second_coding,
    settle,
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
    "recode",
    "record_forecasts",
    "settle",
    "withdraw_forecast",
]
