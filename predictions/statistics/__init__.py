"""Figures over many scores, and how sure they are. Pure; float64; vectorised."""

from predictions.statistics.aggregate import Aggregate, aggregate
from predictions.statistics.calibration import Bin, calibration_bins, weighted_brier
from predictions.statistics.intervals import (
    NO_INTERVAL_BELOW,
    PROVISIONAL_BELOW,
    Events,
    Interval,
    mean_interval,
)
from predictions.statistics.wilson import wilson_interval

__all__ = [
    "NO_INTERVAL_BELOW",
    "PROVISIONAL_BELOW",
    "Aggregate",
    "Bin",
    "Events",
    "Interval",
    "aggregate",
    "calibration_bins",
    "mean_interval",
    "weighted_brier",
    "wilson_interval",
]
