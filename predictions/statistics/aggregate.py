"""One figure from many scores, in which saying a thing twice does not count twice."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from predictions.statistics.intervals import Events


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The value of each of the m questions, with its id and its event's, all (m,), sorted by question."""

    questions: NDArray[Any]
    events: NDArray[Any]
    values: NDArray[np.float64]

    @property
    def mean(self) -> float | None:
        """The mean over questions, in the scores' unit; None without questions."""
        return float(self.values.mean()) if len(self.values) else None

    def by_event(self) -> Events:
        """The sum of question values and the number of questions of each event, for `mean_interval`."""
        _, event = np.unique(self.events, return_inverse=True)
        return Events(np.bincount(event, self.values), np.bincount(event).astype(np.float64))


def aggregate(
    scores: ArrayLike, statements: ArrayLike, questions: ArrayLike, events: ArrayLike
) -> Aggregate:
    """The mean over questions of the mean over statements of the mean over their forecasts.

    All four have shape (n,), one item per forecast: its score in any unit, and the ids of its statement,
    question and event. A statement on two questions is one on each; the caller leaves out implied forecasts.

    Raises:
        ValueError: unequal shapes, a score that is not finite, a question in two events.

    """
    values = np.asarray(scores, np.float64)
    statement_ids, question_ids, event_ids = (
        np.asarray(ids) for ids in (statements, questions, events)
    )
    if values.ndim != 1 or not (
        values.shape == statement_ids.shape == question_ids.shape == event_ids.shape
    ):
        raise ValueError("Scores, statement, question and event ids must have one shape (n,).")
    if not np.all(np.isfinite(values)):
        raise ValueError("Every score must be finite.")
    unique_questions, first, question = np.unique(
        question_ids, return_index=True, return_inverse=True
    )
    question_events = event_ids[first]
    if not np.array_equal(question_events[question], event_ids):
        raise ValueError("A question belongs to one event.")

    unique_statements, statement = np.unique(statement_ids, return_inverse=True)
    # A statement within a question as one number: question-major, so that the question is the quotient.
    pairs, pair = np.unique(question * len(unique_statements) + statement, return_inverse=True)
    pair_means = _means(values, pair)
    question_of_pair = pairs // max(len(unique_statements), 1)
    return Aggregate(unique_questions, question_events, _means(pair_means, question_of_pair))


def _means(values: NDArray[np.float64], group: NDArray[np.intp]) -> NDArray[np.float64]:
    return np.bincount(group, values) / np.bincount(group)
