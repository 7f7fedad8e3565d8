"""How often each phrase of likelihood came true."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from predictions.statistics.shares import question_weights, shares


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """One phrase: the probability it was read as, and the share that came true with its 95 % interval."""

    phrase: str
    read_as: float
    share: float
    low: float
    high: float
    forecasts: int
    questions: int
    events: int


def phrase_table(
    phrases: ArrayLike, p: ArrayLike, y: ArrayLike, questions: ArrayLike, events: ArrayLike
) -> tuple[PhraseRow, ...]:
    """One row per phrase, the likeliest first.

    All five have shape (n,): the phrase, the probability it was read as, whether what it was said of came
    true (1 or 0), question ids, event ids. Within a phrase a forecast weighs 1 / (forecasts with the phrase
    on the question), and the Wilson interval counts events, as in `shares`.

    Raises:
        ValueError: unequal shapes, p outside [0, 1], y neither 0 nor 1.

    """
    columns = [np.asarray(column) for column in (phrases, p, y, questions, events)]
    said, read, true, question_ids, event_ids = columns
    if said.ndim != 1 or len({column.shape for column in columns}) != 1:
        raise ValueError("Phrases, probabilities, outcomes and ids must have one shape (n,).")
    if not np.all((read >= 0) & (read <= 1)):
        raise ValueError("Every p must lie between 0 and 1.")
    if not np.all((true == 0) | (true == 1)):
        raise ValueError("Every outcome must be 0 or 1.")
    names, name = np.unique(said, return_inverse=True)
    unique_questions, question = np.unique(question_ids, return_inverse=True)
    pairs = name * len(unique_questions) + question
    weights = question_weights(pairs)
    found = shares(true, weights, name, event_ids, count=len(names))
    read_as = np.bincount(name, weights * read, len(names)) / np.bincount(name, weights, len(names))
    asked = np.bincount(np.unique(pairs) // max(len(unique_questions), 1), minlength=len(names))
    rows = [
        PhraseRow(
            phrase=str(names[i]),
            read_as=float(read_as[i]),
            share=float(found.share[i]),
            low=float(found.low[i]),
            high=float(found.high[i]),
            forecasts=int(found.forecasts[i]),
            questions=int(asked[i]),
            events=int(found.events[i]),
        )
        for i in range(len(names))
    ]
    return tuple(sorted(rows, key=lambda row: (-row.read_as, row.phrase)))
