"""A quote copied from a page is found in the text, whatever became of its line ends."""

import pytest

from predictions.forecasts.quotes import QuoteMisplaced, QuoteNotFound, find

TEXT = "The gulls\ncome back. The gulls  come back. (It’s over.)"


def test_white_space_does_not_count():
    start, end = find(TEXT, " The gulls come back. ")
    assert TEXT[start:end] == "The gulls\ncome back."


def test_the_occurrence_says_which_one_is_meant():
    start, end = find(TEXT, "The gulls come", 2)
    assert TEXT[start:end] == "The gulls  come"


def test_signs_stand_for_themselves():
    start, end = find(TEXT, "(It’s over.)")
    assert TEXT[start:end] == "(It’s over.)"


@pytest.mark.parametrize("occurrence", [0, 3, -1])
def test_an_occurrence_that_there_is_not_is_refused(occurrence):
    with pytest.raises(QuoteMisplaced, match="occurs 2 times") as refused:
        find(TEXT, "The gulls", occurrence)
    assert refused.value.field == "occurrence"


@pytest.mark.parametrize("quote", ["", "  ", "the gulls"])
def test_what_does_not_stand_there_is_refused(quote):
    with pytest.raises(QuoteNotFound):
        find(TEXT, quote)
