"""Scores summed by event: what one turn of the world decides, stands and falls together."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Events(NamedTuple):
    """The events of one forecaster, all (e,).

    The sum of the values of the event's questions, the sums that the worst and the best outcome of each
    question would have brought, and how many questions there are.
    """

    sums: NDArray[np.float64]
    worst: NDArray[np.float64]
    best: NDArray[np.float64]
    questions: NDArray[np.float64]

    def check(self) -> None:
        """Refuse what no figure can be made of.

        Raises:
            ValueError: unequal shapes, values that are not finite or outside their stakes, an event
                without questions.

        """
        sums, worst, best, questions = self
        if sums.ndim != 1 or not sums.shape == worst.shape == best.shape == questions.shape:
            raise ValueError("Sums, stakes and numbers of questions must have one shape (e,).")
        if not (np.all(np.isfinite(self)) and np.all(questions > 0)):
            raise ValueError("Sums must be finite, and every event must have a question.")
        slack = 1e-9 * (1 + np.abs(sums))
        if not np.all((worst <= sums + slack) & (sums <= best + slack)):
            raise ValueError("Every sum must lie between its worst and its best.")

    @property
    def mean(self) -> float:
        """The mean over questions."""
        return float(self.sums.sum() / self.questions.sum())


class Cells(NamedTuple):
    """The events of many forecasters: one cell for each pair that has met, all (c,).

    `forecasters` and `events` are whole numbers from 0; the rest is as in `Events`.
    """

    forecasters: NDArray[np.intp]
    events: NDArray[np.intp]
    sums: NDArray[np.float64]
    worst: NDArray[np.float64]
    best: NDArray[np.float64]
    questions: NDArray[np.float64]

    def own(self) -> Events:
        """The figures without their owners."""
        return Events(self.sums, self.worst, self.best, self.questions)

    def by_forecaster(self) -> "tuple[Cells, NDArray[np.intp]]":
        """The cells sorted by forecaster, then event; and where each forecaster's begin and end (j + 1,).

        Raises:
            ValueError: as in `Events.check`; a forecaster without events, or the same pair twice.

        """
        self.own().check()
        order = np.lexsort((self.events, self.forecasters))
        own = (column[order] for column in self.own())
        cells = Cells(self.forecasters[order], self.events[order], *own)
        same = (np.diff(cells.forecasters) == 0) & (np.diff(cells.events) == 0)
        counts = np.bincount(cells.forecasters)
        if same.any() or not counts.all():
            raise ValueError("Every forecaster needs an event, and each pair is one cell.")
        return cells, np.concatenate([[0], np.cumsum(counts)])
