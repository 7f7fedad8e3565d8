"""Figures over many scores, and how sure they are. Pure; float64; vectorised."""

from predictions.statistics.additive import Additive, additive
from predictions.statistics.aggregate import Aggregate, Stakes, aggregate
from predictions.statistics.agreement import Agreement, agreement
from predictions.statistics.calibration import Bin, calibration_bins, weighted_brier
from predictions.statistics.corp import Band, Corp, consistency_band, corp, isotonic
from predictions.statistics.events import Cells, Events
from predictions.statistics.head_to_head import HeadToHead, head_to_head
from predictions.statistics.intervals import (
    NO_INTERVAL_BELOW,
    PROVISIONAL_BELOW,
    Interval,
    drawable,
    intervals_of,
    mean_interval,
    mean_intervals,
)
from predictions.statistics.lead_times import LEAD_TIME_BANDS, lead_time_bands
from predictions.statistics.phrases import PhraseRow, phrase_table
from predictions.statistics.pit import Coverage, PitBin, coverage, pit_histogram
from predictions.statistics.ranks import Ranks, places, ranks
from predictions.statistics.shares import Shares, question_weights, shares
from predictions.statistics.shrinkage import Shrunk, shrink
from predictions.statistics.wilson import wilson_interval

__all__ = [
    "LEAD_TIME_BANDS",
    "NO_INTERVAL_BELOW",
    "PROVISIONAL_BELOW",
    "Additive",
    "Aggregate",
    "Agreement",
    "Band",
    "Bin",
    "Cells",
    "Corp",
    "Coverage",
    "Events",
    "HeadToHead",
    "Interval",
    "PhraseRow",
    "PitBin",
    "Ranks",
    "Shares",
    "Shrunk",
    "Stakes",
    "additive",
    "aggregate",
    "agreement",
    "calibration_bins",
    "consistency_band",
    "corp",
    "coverage",
    "drawable",
    "head_to_head",
    "intervals_of",
    "isotonic",
    "lead_time_bands",
    "mean_interval",
    "mean_intervals",
    "phrase_table",
    "pit_histogram",
    "places",
    "question_weights",
    "ranks",
    "shares",
    "shrink",
    "weighted_brier",
    "wilson_interval",
]
