"""One figure from many scores, in which saying a thing twice does not count twice."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from predictions.statistics.events import Events


class Stakes(NamedTuple):
    """The values that the worst and the best outcome would have brought, both (m,)."""

    worst: NDArray[np.float64]
    best: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The value of each of the m questions, with its id and its event's, all (m,), sorted by question.

    `stakes` are the values that the worst and the best outcome would have brought, each (m,), if known.
    """

    questions: NDArray[Any]
    events: NDArray[Any]
    values: NDArray[np.float64]
    stakes: Stakes | None = None

    @property
    def mean(self) -> float | None:
        """The mean over questions, in the scores' unit; None without questions."""
        return float(self.values.mean()) if len(self.values) else None

    def by_event(self) -> Events:
        """The questions of each event summed, for `mean_interval`; sorted by event.

        Raises:
            ValueError: stakes are not known.

        """
        if self.stakes is None:
            raise ValueError("Without stakes an interval would not cover.")
        _, event = np.unique(self.events, return_inverse=True)
        sums, worst, best = (np.bincount(event, column) for column in (self.values, *self.stakes))
        return Events(sums, worst, best, np.bincount(event).astype(np.float64))


def aggregate(
    scores: ArrayLike,
    statements: ArrayLike,
    questions: ArrayLike,
    events: ArrayLike,
    *,
    stakes: tuple[ArrayLike, ArrayLike] | None = None,
) -> Aggregate:
    """The mean over questions of the mean over statements of the mean over their forecasts.

    All four have shape (n,), one item per forecast: its score in any unit, and the ids of its statement,
    question and event. A statement on two questions is one on each; the caller leaves out implied forecasts.
    `stakes`, each (n,), are the lowest and the highest scores that other outcomes would have brought.

    Raises:
        ValueError: unequal shapes, a score that is not finite, a question in two events.

    """
    columns = [np.asarray(column, np.float64) for column in (scores, *(stakes or ()))]
    values = columns[0]
    statement_ids, question_ids, event_ids = (
        np.asarray(ids) for ids in (statements, questions, events)
    )
    shapes = {column.shape for column in (*columns, statement_ids, question_ids, event_ids)}
    if values.ndim != 1 or len(shapes) != 1:
        raise ValueError("Scores, statement, question and event ids must have one shape (n,).")
    if not np.all(np.isfinite(columns)):
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
    question_of_pair = pairs // max(len(unique_statements), 1)
    means = [_means(_means(column, pair), question_of_pair) for column in columns]
    known = Stakes(means[1], means[2]) if stakes else None
    return Aggregate(unique_questions, question_events, means[0], known)


def _means(values: NDArray[np.float64], group: NDArray[np.intp]) -> NDArray[np.float64]:
    return np.bincount(group, values) / np.bincount(group)
