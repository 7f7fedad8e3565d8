"""The score interval of a share."""

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray


def wilson_interval(
    successes: ArrayLike, n: ArrayLike, *, level: float = 0.95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The ends of the Wilson score interval (Wilson 1927, JASA 22), without continuity correction.

    `successes` and `n` broadcast against each other; both may be fractions of a count, as an effective
    sample size is. Returns (low, high), shares in [0, 1], of the common shape; where n is 0 nothing is
    known, which is (0, 1).

    Raises:
        ValueError: not 0 <= successes <= n < infinity, or a level outside (0, 1).

    """
    k, n = np.broadcast_arrays(np.asarray(successes, np.float64), np.asarray(n, np.float64))
    if not np.all((k >= 0) & (k <= n) & np.isfinite(n)):
        raise ValueError("Successes must lie between 0 and n, and n must be finite.")
    if not 0 < level < 1:
        raise ValueError(f"The level must lie between 0 and 1, not {level}.")
    z = NormalDist().inv_cdf((1 + level) / 2)
    variance = np.divide(k * (n - k), n, out=np.zeros_like(n), where=n > 0)
    centre = (k + z**2 / 2) / (n + z**2)
    half = z * np.sqrt(variance + z**2 / 4) / (n + z**2)
    # The formula ends exactly at 0 and 1 here; rounding would end just short of them.
    low = np.where(k == 0, 0.0, centre - half)
    high = np.where(k == n, 1.0, centre + half)
    return low, high
