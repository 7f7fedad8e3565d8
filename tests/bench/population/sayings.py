"""What is said of made-up questions, and what came of them, as the tables hold it."""

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tests.bench.population.loading import NULL

if TYPE_CHECKING:
    from tests.bench.population.world import World

# For chances from 0 to 1, in equal steps.
PHRASES = ("all but impossible", "unlikely", "an open question", "likely", "all but certain")


class Saying(NamedTuple):
    """A forecast: its prediction with a cautious and a bold reading, the quote, and the phrase in it."""

    prediction: str
    quote: str
    phrase: str
    cautious: str
    bold: str


def reference(world: "World", question: int) -> str:
    """The prediction that forecasts on this question are compared with."""
    stated = world.stated[question]
    match world.type[question]:
        case "binary":
            return f'{{"p": {world.base[question] if stated else 0.5}}}'
        case "categorical":
            return _chances(np.full(world.options[question], 1.0))
        case "numeric" if stated:
            return '{"knots": [[35, 0.16], [50, 0.5], [65, 0.84]]}'
        case "numeric":
            return '{"knots": [[0.0, 0.0], [100.0, 1.0]]}'
        case _:
            return '{"not_by_horizon": 0.0}'


def outcome(world: "World", question: int) -> str:
    """What came of it."""
    match world.type[question]:
        case "binary":
            return "true" if world.happened[question] else "false"
        case "categorical":
            return f'"option {world.chosen[question]}"'
        case "numeric":
            return f"{world.number[question]}"
        case _ if world.happened[question]:
            return f'"{world.resolves[question] - world.waits[question]}"'
        case _:
            return '"did not happen"'


def sayings(world: "World", published: NDArray[Any]) -> list[Saying]:
    """What each forecast says, given the days (n,) on which they were published."""
    random, question = world.random, world.question
    happened = world.happened[question]
    base = world.base[question]
    odds = np.log(base / (1 - base)) + np.where(happened, 1, -1) * world.knows
    odds += random.normal(0, 0.7, world.size)
    p = np.round(np.clip(1 / (1 + np.exp(-odds)), 0.01, 0.99), 2)
    worded = random.random(world.size) < 0.5
    middle = np.round(world.number[question] + random.normal(0, 12, world.size), 1)
    middle = np.clip(middle, 16, 84)
    width = np.round(random.uniform(3, 15, world.size), 1)
    shape = random.random(world.size)
    days = np.maximum(world.resolves[question] - world.waits[question], published + 31)
    said = []
    for one in range(world.size):
        kind, cautious, bold, phrase = world.type[question[one]], NULL, NULL, ""
        if kind == "binary":
            chance = p[one]
            prediction = f'{{"p": {chance}}}'
            quote = f"I give it a chance of {chance}."
            if worded[one]:
                phrase = PHRASES[int(chance * len(PHRASES))]
                quote = f"It is {phrase}."
                nearer = round(0.5 + (chance - 0.5) * 0.8, 3)
                farther = round(chance + (round(float(chance)) - chance) / 2, 3)
                cautious, bold = f'{{"p": {nearer}}}', f'{{"p": {farther}}}'
        elif kind == "numeric":
            centre, half = middle[one], width[one]
            low, high = round(centre - half, 1), round(centre + half, 1)
            quote = f"It will be about {centre}."
            if shape[one] < 0.1:
                prediction = f'{{"point": {centre}}}'
            elif shape[one] < 0.4:
                prediction = f'{{"knots": [[{low}, 0.1], [{high}, 0.9]]}}'
            else:
                text = f'{{"knots": [[{low}, %s], [{centre}, 0.5], [{high}, %s]]}}'
                prediction = text % (0.05, 0.95)
                if worded[one]:
                    cautious, bold = text % (0.1, 0.9), text % (0.01, 0.99)
        elif kind == "categorical":
            weights = random.random(world.options[question[one]])
            weights[world.chosen[question[one]]] += max(world.knows[one], 0)
            prediction = _chances(weights)
            quote = "I would put it in this order."
        else:
            day = days[one] + int(width[one])
            prediction = f'{{"knots": [["{day - 30}", 0.1], ["{day}", 0.5], ["{day + 40}", 0.9]]}}'
            quote = f"I count on {day}."
        said.append(Saying(prediction, quote, phrase, cautious, bold))
    return said


def _chances(weights: NDArray[np.float64]) -> str:
    shares = np.round(weights / weights.sum(), 3)
    # The rest of rounding goes where it makes nothing negative.
    largest = shares.argmax()
    shares[largest] = round(1 - (shares.sum() - shares[largest]), 3)
    pairs = ", ".join(f'"option {place}": {share}' for place, share in enumerate(shares))
    return f'{{"probabilities": {{{pairs}}}}}'
