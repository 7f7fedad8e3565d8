"""Running two callables side by side and saying how they compare."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

type Pair = tuple[Callable[[], object], Callable[[], object]]
"""Two to compare by how long they take; one that returns a float says itself what it cost, in seconds."""

FEWEST, MOST = 5, 200
# Seconds for one measure, preparation not counted; slow ones take their fewest repetitions.
BUDGET = 1.0


@dataclass(frozen=True)
class Result:
    """The median cost of one row, in nanoseconds, ours and the floor's."""

    name: str
    value: float
    unit: str
    floor: float
    ratio: float
    limit: float | None
    ok: bool


def measure(name: str, pair: Pair, *, size: int, limit: float | None) -> Result:
    """Alternate between both, so that whatever else the machine does slows both alike."""
    ours, floor = pair
    first = _seconds(ours) + _seconds(floor)  # the caches are warm after this
    times = min(max(int(BUDGET / first), FEWEST), MOST)
    samples = [(_seconds(ours), _seconds(floor)) for _ in range(times)]
    value, least = (median(column) * 1e9 / size for column in zip(*samples, strict=True))
    ratio = value / least
    return Result(
        name=name,
        value=value,
        unit="ns/row",
        floor=least,
        ratio=ratio,
        limit=limit,
        ok=limit is None or ratio <= limit,
    )


def _seconds(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    said = call()
    return said if isinstance(said, float) else time.perf_counter() - begin
