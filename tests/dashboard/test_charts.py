"""Charts are pictures: SVG without script."""

from xml.etree import ElementTree

import pytest

from predictions.dashboard.charts import INK, calibration_spec, svg
from predictions.statistics import calibration_bins

BINS = calibration_bins([0.05, 0.95, 0.95], [0, 1, 0], [1, 2, 3], [1, 2, 3])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chart_is_an_svg_in_the_colours_of_its_theme(theme):
    drawn = svg(calibration_spec(BINS, theme))

    assert ElementTree.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"
    assert INK[theme] in drawn


def test_the_chart_contains_no_script():
    drawn = svg(calibration_spec(BINS, "light")).lower()

    for forbidden in ("<script", "javascript:", "onload", "onclick", "<foreignobject", "href"):
        assert forbidden not in drawn


def test_a_chart_without_forecasts_is_drawn_all_the_same():
    assert svg(calibration_spec(calibration_bins([], [], [], []), "light")).startswith("<svg")


def test_only_bins_that_hold_forecasts_are_drawn():
    dots = calibration_spec(BINS, "light")["layer"][2]["data"]["values"]

    assert [(dot["said"], dot["came"], dot["n"]) for dot in dots] == [(5, 0, 1), (95, 50, 2)]
