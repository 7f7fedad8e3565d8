"""How good a forecaster was beside others on the same questions, whichever questions those were."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

_TOLERANCE = 1e-12
_MOST_STEPS = 10_000


@dataclass(frozen=True, slots=True)
class Additive:
    """The additive model `score = question + forecaster + error`, fitted by least squares.

    `effect` (j,) is how much better each of j forecasters did than the average answer to the same
    questions; it is comparable only among those with the same `component` (j,), who are linked through
    questions they share, directly or by way of others. Within a component effects average 0 over all answers.
    `adjusted` (j,) is the effect plus the mean of the component, in the unit of the scores. `linked` (j,)
    says who is in the largest component, by forecasters; without others on any question there is no effect.
    """

    effect: NDArray[np.float64]
    adjusted: NDArray[np.float64]
    component: NDArray[np.intp]
    linked: NDArray[np.bool_]


def additive(forecasters: ArrayLike, questions: ArrayLike, values: ArrayLike) -> Additive:
    """Fit the model to one value for each pair of forecaster and question that has met.

    All three have shape (c,): whole numbers from 0 without gaps, question ids, scores in any unit.
    The normal equations, with the questions eliminated, are solved by conjugate gradients (Hestenes & Stiefel
    1952) without being written down, so that a million values fit in seconds.

    Raises:
        ValueError: unequal shapes, values that are not finite, forecasters with gaps, a pair twice.

    """
    value = np.asarray(values, np.float64)
    who = np.asarray(forecasters, np.intp)
    unique_questions, question = np.unique(np.asarray(questions), return_inverse=True)
    if value.ndim != 1 or not value.shape == who.shape == question.shape:
        raise ValueError("Forecasters, questions and values must have one shape (c,).")
    if not np.all(np.isfinite(value)):
        raise ValueError("Every value must be finite.")
    pairs = who * len(unique_questions) + question
    answers = np.bincount(who)
    if not answers.all() or len(np.unique(pairs)) < len(pairs):
        raise ValueError("Every forecaster needs a question, and each pair is one value.")

    component = _components(who, question, len(answers), len(unique_questions))
    asked = np.bincount(question)

    def less_question_means(of_pairs: NDArray[np.float64]) -> NDArray[np.float64]:
        return of_pairs - (np.bincount(question, of_pairs) / asked)[question]

    def normal(effect: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(who, less_question_means(effect[who]), len(answers))

    right = np.bincount(who, less_question_means(value), len(answers))
    effect = _centred(_conjugate_gradients(normal, right, answers), component, answers)
    level = np.bincount(component[who], value) / np.bincount(component[who])
    members = np.bincount(component)
    return Additive(
        effect=effect,
        adjusted=effect + level[component],
        component=component,
        linked=component == (members.argmax() if len(members) else 0),
    )


def _centred(
    effect: NDArray[np.float64], component: NDArray[np.intp], answers: NDArray[np.intp]
) -> NDArray[np.float64]:
    means = np.bincount(component, answers * effect) / np.bincount(component, answers)
    return effect - means[component]


def _conjugate_gradients(
    normal: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    right: NDArray[np.float64],
    diagonal: NDArray[np.intp],
) -> NDArray[np.float64]:
    """Solve `normal(x) = right` for a positive semidefinite map, preconditioned by a diagonal."""
    solution = np.zeros_like(right)
    residual = right
    scaled = residual / diagonal
    direction = scaled
    size = residual @ scaled
    enough = _TOLERANCE**2 * size
    for _ in range(_MOST_STEPS):
        if size <= enough:
            break
        image = normal(direction)
        step = size / (direction @ image)
        solution = solution + step * direction
        residual = residual - step * image
        scaled = residual / diagonal
        size, former = residual @ scaled, size
        direction = scaled + size / former * direction
    return solution


def _components(
    who: NDArray[np.intp], question: NDArray[np.intp], forecasters: int, questions: int
) -> NDArray[np.intp]:
    """The component (j,) of each forecaster, numbered from 0: labels spread until nothing changes."""
    label = np.arange(forecasters)
    while True:
        lowest = np.full(questions, forecasters)
        np.minimum.at(lowest, question, label[who])
        spread = label.copy()
        np.minimum.at(spread, who, lowest[question])
        # Each label is a forecaster, whose own label is nearer to the end.
        spread = spread[spread]
        if np.array_equal(spread, label):
            return np.unique(label, return_inverse=True)[1]
        label = spread
