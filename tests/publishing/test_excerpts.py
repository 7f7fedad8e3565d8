"""What a public page shows around a quote."""

from hypothesis import given
from hypothesis import strategies as st

from predictions.articles.models import Article
from predictions.publishing.excerpts import AROUND, around

WORDS = "It is said that the bridge will open before June and nobody doubts it much. "


def article(text: str, *, licensed: bool = False) -> Article:
    return Article(text=text, licensed=licensed)


def test_a_short_paragraph_stands_whole_and_without_its_neighbours():
    text = "Before.\n\nThe bridge will open.\n\nAfter."
    start = text.index("will")
    assert around(article(text), start, start + 4) == ("The bridge ", " open.")


def test_a_long_paragraph_is_cut_at_words_on_both_sides():
    text = WORDS * 20
    start = text.index("will", 700)
    before, after = around(article(text), start, start + len("will open"))
    assert before.startswith("…")
    assert after.endswith("…")
    assert before[1:] in text
    assert text[text.index(before[1:]) - 1] == " "


def test_a_licensed_article_shows_the_whole_paragraph():
    text = WORDS * 20
    before, after = around(article(text, licensed=True), 800, 810)
    assert before + text[800:810] + after == text.rstrip()


@given(
    text=st.text(st.sampled_from("ab .\n"), min_size=1, max_size=900),
    start=st.integers(0, 899),
    length=st.integers(1, 300),
)
def test_never_more_than_two_hundred_characters_beside_a_quote(text, start, length):
    start = min(start, len(text) - 1)
    end = min(start + length, len(text))
    before, after = around(article(text), start, end)
    assert len(before.strip("…")) + len(after.strip("…")) <= AROUND
    assert before.strip("…") in text
    assert after.strip("…") in text
