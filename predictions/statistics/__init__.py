"""Figures over many scores, and how sure they are. Pure; float64; vectorised."""

from predictions.statistics.aggregate import Aggregate, Stakes, aggregate
from predictions.statistics.calibration import Bin, calibration_bins, weighted_brier
from predictions.statistics.events import Cells, Events
from predictions.statistics.intervals import (
    NO_INTERVAL_BELOW,
    PROVISIONAL_BELOW,
    Interval,
    drawable,
    mean_interval,
    mean_intervals,
)
from predictions.statistics.wilson import wilson_interval

__all__ = [
    "NO_INTERVAL_BELOW",
    "PROVISIONAL_BELOW",
    "Aggregate",
    "Bin",
    "Cells",
    "Events",
    "Interval",
    "Stakes",
    "aggregate",
    "calibration_bins",
    "drawable",
    "mean_interval",
    "mean_intervals",
    "weighted_brier",
    "wilson_interval",
]
