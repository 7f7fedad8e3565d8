import numpy as np
import pytest

from predictions.statistics import LEAD_TIME_BANDS, lead_time_bands


def test_each_lead_time_is_in_one_band_and_an_edge_in_the_later_one():
    days = [0, 6.99, 7, 29, 30, 89, 90, 364, 365, 10_000]
    assert lead_time_bands(days).tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert len(LEAD_TIME_BANDS) == 4


@pytest.mark.parametrize("days", [-0.1, np.nan])
def test_what_was_said_afterwards_has_no_lead(days):
    with pytest.raises(ValueError, match="0 days or more"):
        lead_time_bands([days])
