"""How far ahead something was said, in bands."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEAD_TIME_BANDS = (7, 30, 90, 365)
"""Upper ends in days, exclusive: under a week, a month, a quarter, a year; the last band has none."""


def lead_time_bands(days: ArrayLike) -> NDArray[np.intp]:
    """The band (n,) of each lead time (n,) in days: 0 under a week, up to 4 from a year on.

    Raises:
        ValueError: a lead time that is negative or not a number; what was said after the world could
            know is no forecast.

    """
    lead = np.asarray(days, np.float64)
    if not np.all(lead >= 0):
        raise ValueError("Every lead time must be 0 days or more.")
    return np.digitize(lead, LEAD_TIME_BANDS)
