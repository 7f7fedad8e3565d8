"""Whatever a template says to people can be translated."""

import re
from pathlib import Path

import pytest

import config

TEMPLATES = Path(config.__file__).parent.parent / "predictions" / "templates"
# Names, formats, keys and commands are the same in every language.
NAMES = {"Foresaid", "CSV", "SHA-256", "Esc", "Shift", "Tab"}
VERBATIM = re.compile(r"manage\.py record .*|iframe src=.*")

MARKED = re.compile(r"{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}", re.DOTALL)
# The blocks of `narrow` are class names.
CLASSES = re.compile(r"{%\s*block main_class\s*%}.*?{%\s*endblock\s*%}", re.DOTALL)
CODE = re.compile(r"<(style|script|mj-style)\b.*?</\1>", re.DOTALL)
TAGS = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
SPOKEN = re.compile(r'\b(?:title|alt|aria-label|placeholder|data-l|data-r)="([^"]*)"')


def spoken(template: Path) -> set[str]:
    """The words of a template that stand outside of every translation."""
    text = template.read_text()
    for pattern in (MARKED, CLASSES, CODE, TAGS):
        text = pattern.sub("\0", text)
    parts = [*re.sub(r"<[^>]*>", "\n", text).splitlines(), *SPOKEN.findall(text)]
    said = (re.sub(r"&#?\w+;|[\0…·]", " ", part).strip() for part in parts)
    return {one for one in said if re.search(r"[^\W\d_]{3}", one) and not VERBATIM.match(one)}


@pytest.mark.parametrize(
    "template",
    sorted(one for one in TEMPLATES.rglob("*") if one.suffix in {".html", ".txt", ".mjml"}),
    ids=lambda one: str(one.relative_to(TEMPLATES)),
)
def test_every_word_of_a_template_is_marked_for_translation(template):
    assert spoken(template) - NAMES == set()
