"""The colours of charts: the tokens of the style sheet, for renderers that know no style sheet."""

from dataclasses import dataclass
from typing import Literal

type Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Palette:
    """Colours by the names of the tokens."""

    paper: str
    ink: str
    ink_2: str
    ink_3: str
    rule: str
    accent: str


PALETTES: dict[Theme, Palette] = {
    "light": Palette("#fcfbf8", "#1b1a18", "#55524b", "#6a665e", "#dfdbd2", "#7b2450"),
    "dark": Palette("#151618", "#ece9e2", "#b5b1a8", "#9a968d", "#34363a", "#e3a0c3"),
}
SANS = "system-ui, Segoe UI, Roboto, Helvetica Neue, Noto Sans, Liberation Sans, Arial, sans-serif"
