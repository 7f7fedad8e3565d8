"""A quote is found in its article, or it is said why not."""

import pytest

from predictions.forecasts.quotes import QuoteAmbiguous, QuoteMisplaced, QuoteNotFound, locate

TEXT = "It rains – “again”, he said. It rains."


def test_a_quote_that_occurs_once_needs_no_offsets():
    assert locate(TEXT, "“again”") == (11, 18)


def test_a_quote_that_occurs_twice_needs_offsets():
    with pytest.raises(QuoteAmbiguous) as caught:
        locate(TEXT, "It rains")
    assert caught.value.field == "quote"
    assert locate(TEXT, "It rains", 29) == (29, 37)
    assert locate(TEXT, "It rains", 0, 8) == (0, 8)


def test_a_quote_that_overlaps_itself_occurs_twice():
    with pytest.raises(QuoteAmbiguous):
        locate("ha ha ha", "ha ha")


def test_a_quote_that_does_not_occur_is_refused():
    with pytest.raises(QuoteNotFound, match="does not occur"):
        locate(TEXT, "it rains")


def test_an_empty_quote_is_refused():
    with pytest.raises(QuoteNotFound, match="The quote is empty"):
        locate(TEXT, "")


@pytest.mark.parametrize(("start", "end"), [(1, 9), (0, 9), (28, 36), (1000, 1008)])
def test_a_wrong_offset_is_refused(start, end):
    with pytest.raises(QuoteMisplaced) as caught:
        locate(TEXT, "It rains", start, end)
    assert caught.value.field == "start"


def test_what_stands_at_a_wrong_offset_is_shown():
    with pytest.raises(QuoteMisplaced, match="reads “t rains ”"):
        locate(TEXT, "It rains", 1, 9)


def test_characters_are_counted_and_not_bytes():
    assert locate("Čapek žije dál", "dál") == (11, 14)
