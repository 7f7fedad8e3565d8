"""Writing statements, forecasts and codings."""

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
    "NoSuchCorrection",
    "recode",
    "record_forecasts",
    "withdraw_forecast",
]
