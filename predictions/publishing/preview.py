"""The picture that stands for a public page where others link to it (Open Graph, 1200 x 630)."""

import textwrap
from functools import lru_cache

import vl_convert
from django.template.loader import render_to_string

# Characters that fit a line of the title, and lines that fit the picture.
LINE, LINES = 26, 4


def picture(title: str, standing: str, project: str) -> bytes:
    """PNG of the page's title, what became of its forecasts, and whose record it is."""
    lines = textwrap.wrap(title, LINE, max_lines=LINES, placeholder=" …")
    svg = render_to_string(
        "predictions/web/published_preview.svg",
        {
            "lines": [(150 + 80 * number, line) for number, line in enumerate(lines, start=1)],
            "standing": textwrap.shorten(standing, 90, placeholder=" …"),
            "project": textwrap.shorten(project, 60, placeholder=" …"),
        },
    )
    return _png(svg)


@lru_cache(maxsize=64)
def _png(svg: str) -> bytes:
    return vl_convert.svg_to_png(svg)
