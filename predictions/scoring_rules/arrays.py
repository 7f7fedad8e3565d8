"""The array types of this package: always float64, so that a score is the same on every machine."""

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Integers = NDArray[np.intp]
type Booleans = NDArray[np.bool_]
