"""How often `mean_interval` covers the truth.

`python -m tests.statistics.simulation` prints the table of docs/scoring.md.

A scenario draws the events of a forecaster again and again; the truth is the mean of very many events.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from predictions.scoring_rules.crps import crps, expected_crps
from predictions.scoring_rules.knots import Knots
from predictions.scoring_rules.stakes import knot_stakes
from predictions.statistics import Events, mean_interval

EVENTS = (5, 10, 20, 50, 200)
ONE, SEVERAL, WILD = (1,), (1, 1, 2, 5), (1, 1, 2, 5, 50)
MIXED = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)

type Floats = NDArray[np.float64]


def calibrated(said: Floats) -> Floats:
    """As often as was said."""
    return said


@dataclass(frozen=True)
class Binary:
    """Probabilities drawn from `said` against references drawn from `references`, skill points.

    `came` turns what was said into how often it came true. An event has as many questions as `sizes`
    say; `together`, all of them come true or none, otherwise each for itself.
    """

    name: str
    said: Sequence[float]
    came: Callable[[Floats], Floats] = calibrated
    sizes: Sequence[int] = ONE
    together: bool = True
    references: Sequence[float] = (0.5,)

    def draw(self, n: int, generator: np.random.Generator) -> Events:
        """The figures of n events."""
        size = generator.choice(self.sizes, n).astype(float)
        p, reference = generator.choice(self.said, n), generator.choice(self.references, n)
        chance = self.came(p)
        if self.together:
            true = size * (generator.random(n) < chance)
        else:
            true = generator.binomial(size.astype(int), chance).astype(float)
        yes = 400 * ((1 - reference) ** 2 - (1 - p) ** 2)
        no = 400 * (reference**2 - p**2)
        worst, best = size * np.minimum(yes, no), size * np.maximum(yes, no)
        return Events(true * yes + (size - true) * no, worst, best, size)


@dataclass(frozen=True)
class Numeric:
    """Three knots around a guess, against a wide reference; outcomes fall off to one side, far at times."""

    name: str
    bias: float
    width: float

    def draw(self, n: int, generator: np.random.Generator) -> Events:
        """The figures of n events of one question."""
        outcome = 50 + 10 * (generator.exponential(1, n) - 1) * np.exp(generator.normal(0, 0.5, n))
        centre = 50 + self.bias + 3 * generator.normal(0, 1, n)
        steps = self.width * np.array([-1.0, 0.0, 1.0])
        levels = np.tile([0.1, 0.5, 0.9], (n, 1))
        lower, upper = np.zeros(n), np.full(n, 200.0)
        forecast = Knots(centre[:, None] + steps, levels, lower, upper)
        reference = Knots(np.tile([35.0, 50.0, 70.0], (n, 1)), levels, lower, upper)
        scale = expected_crps(reference) / 100
        worst, best = knot_stakes(forecast, reference)
        gain = crps(reference, outcome) - crps(forecast, outcome)
        worst, best = np.minimum(worst, gain), np.maximum(best, gain)
        return Events(gain / scale, worst / scale, best / scale, np.ones(n))


SCENARIOS: tuple[Binary | Numeric, ...] = (
    *(
        Binary(f"p = {p}, calibrated", (p,), references=(0.4,))
        for p in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
    ),
    Binary("p = 0.95, true 80 %", (0.95,), lambda p: 0 * p + 0.8),
    Binary("p = 0.95, true 60 %", (0.95,), lambda p: 0 * p + 0.6),
    Binary("p = 0.6, true 90 %", (0.6,), lambda p: 0 * p + 0.9),
    Binary("p from 0.5 to 0.95, calibrated", MIXED),
    Binary(
        "p from 0.5 to 0.95, 20 % too sure", MIXED, lambda p: p - 0.2, references=(0.2, 0.5, 0.7)
    ),
    Binary("nine of ten p = 0.6, the tenth 0.99", (0.6,) * 9 + (0.99,)),
    Binary("p = 0.95, 1 to 5 questions, together", (0.95,), sizes=SEVERAL),
    Binary("p from 0.5 to 0.95, 1 to 5, together", MIXED, sizes=SEVERAL),
    Binary("p from 0.5 to 0.95, 1 to 5, each for itself", MIXED, sizes=SEVERAL, together=False),
    Binary("p = 0.95, 1 to 50 questions, together", (0.95,), sizes=WILD),
    Binary("p from 0.5 to 0.95, 1 to 50, together", MIXED, sizes=WILD),
    Binary("p from 0.5 to 0.95, 1 to 50, each for itself", MIXED, sizes=WILD, together=False),
    Numeric("numbers, skewed, calibrated width", bias=0, width=12),
    Numeric("numbers, skewed, far too sure, biased", bias=-8, width=2),
)


@cache
def truth(scenario: Binary | Numeric) -> float:
    """The mean over very many events."""
    return scenario.draw(300_000, np.random.default_rng(1)).mean


def coverage(scenario: Binary | Numeric, n: int, replications: int, seed: int = 20200809) -> float:
    """The share of replications whose interval over n events holds the truth."""
    generator = np.random.default_rng(seed)
    target = truth(scenario)
    drawn = scenario.draw(n * replications, generator)
    hits = 0
    for start in range(0, n * replications, n):
        own = Events(*(column[start : start + n] for column in drawn))
        interval = mean_interval(own, generator)
        hits += interval is not None and interval.low <= target <= interval.high
    return hits / replications


def main() -> None:
    """Print the table, one row per scenario, in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m tests.statistics.simulation")
    parser.add_argument("--replications", type=int, default=2000)
    replications = parser.parse_args().replications
    print("| events |", " | ".join(map(str, EVENTS)), "|", sep=" ")
    print("|---|", "---|" * len(EVENTS), sep="")
    for scenario in SCENARIOS:
        shares = [coverage(scenario, n, replications) for n in EVENTS]
        print(f"| {scenario.name} |", " | ".join(f"{100 * s:.1f}" for s in shares), "|", flush=True)


if __name__ == "__main__":
    main()
