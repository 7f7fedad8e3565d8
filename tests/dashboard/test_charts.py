"""Charts are pictures: SVG without script or style, PNG for mails."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from django.conf import settings

from predictions.dashboard.cards.calibration import CalibrationCard
from predictions.dashboard.cards.ranges import RangesCard
from predictions.dashboard.charts import calibration_spec, png, ranges_spec, svg, track_spec
from predictions.dashboard.theme import PALETTES
from predictions.dashboard.tracks import Step, Track
from predictions.questions.models import Question
from predictions.scores.calibrated import Probabilities, Ranges
from predictions.statistics import calibration_bins, consistency_band, corp, pit_histogram

P, Y, ASKED = [0.05, 0.95, 0.95], [0, 1, 0], [1, 2, 3]
CARD = CalibrationCard(
    Probabilities(
        bins=calibration_bins(P, Y, ASKED, ASKED),
        curve=corp(P, Y, ASKED),
        band=consistency_band(P, ASKED, ASKED, np.random.default_rng(1)),
        reference=corp([0.5, 0.5, 0.5], Y, ASKED),
        forecasts=3,
        events=3,
    )
)
RANGES = RangesCard(Ranges(pit_histogram([0.1, 0.95], [0.1, 0.95], [1, 2], [1, 2]), None, 2, 2))
TRACK = Track(
    question=Question(wording="Does it open?"),
    steps=[Step(date(2026, 1, 1), 0.5), Step(date(2026, 2, 1), 0.2)],
    reference=0.4,
    outcome=False,
    happened="<b>it did not</b>",
    ended_on=date(2026, 3, 1),
)
SPECS = {
    "calibration": (calibration_spec, CARD),
    "ranges": (ranges_spec, RANGES),
    "track": (track_spec, TRACK),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("draw", "data"), SPECS.values(), ids=SPECS)
def test_a_chart_is_an_svg_in_the_colours_of_its_theme(draw, data, theme):
    drawn = svg(draw(data, theme))

    assert ElementTree.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"
    assert PALETTES[theme].ink_2 in drawn


@pytest.mark.parametrize(("draw", "data"), SPECS.values(), ids=SPECS)
def test_a_chart_contains_no_script_no_style_and_no_link(draw, data):
    drawn = svg(draw(data, "light")).lower()

    for forbidden in ("<script", "javascript:", " on", "<foreignobject", "href=", "style=", "<b>"):
        assert forbidden not in drawn.replace("xmlns:xlink", "")


@pytest.mark.parametrize(("draw", "data"), SPECS.values(), ids=SPECS)
def test_the_same_chart_is_a_picture_for_a_mail(draw, data):
    assert png(draw(data, "light")).startswith(b"\x89PNG")


def test_only_bins_that_hold_forecasts_are_drawn():
    dots = calibration_spec(CARD, "light")["layer"][-1]["data"]["values"]

    assert [(dot["said"], dot["came"], dot["n"]) for dot in dots] == [(5, 0, 1), (95, 50, 2)]


def test_the_colours_are_those_of_the_style_sheet():
    sheet = Path(settings.BASE_DIR) / "predictions/static/predictions/web/tokens.css"
    tokens = sheet.read_text()

    for name in ("paper", "ink", "ink_2", "ink_3", "rule", "accent"):
        pair = ", ".join(getattr(PALETTES[theme], name) for theme in ("light", "dark"))
        assert f"--{name.replace('_', '-')}: light-dark({pair});" in tokens
