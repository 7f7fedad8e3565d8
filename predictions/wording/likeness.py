"""How alike two texts are to somebody who may have entered one of them before."""

import re
from collections.abc import Hashable, Iterable

# Below this, two texts share little more than their letters.
ALIKE = 0.35


def most_alike[Key: Hashable](
    text: str, known: Iterable[tuple[Key, str]], *, most: int
) -> list[Key]:
    """The keys of the texts most like this one, the most alike first; each key once.

    By the groups of three letters that two texts share (the Dice coefficient), word by word, so
    that neither the order of words nor their endings matter much.
    """
    wanted = _trigrams(text)
    best: dict[Key, float] = {}
    for key, other in known:
        there = _trigrams(other)
        shared = 2 * len(wanted & there) / max(len(wanted) + len(there), 1)
        if shared >= ALIKE and shared > best.get(key, 0):
            best[key] = shared
    return sorted(best, key=lambda key: -best[key])[:most]


def _trigrams(text: str) -> set[str]:
    padded = (f"  {word} " for word in re.findall(r"\w+", text.casefold()))
    return {word[i : i + 3] for word in padded for i in range(len(word) - 2)}
