"""The first guess at what kind of forecast a quote is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from predictions.wording import guess
from predictions.wording.guess import Guess, Kind, Way


@pytest.mark.parametrize(
    ("quote", "guessed"),
    [
        ("The bridge will open before June", Guess(Kind.BINARY, Way.IMPLICIT, "will")),
        ("there will be no bloodshed", Guess(Kind.BINARY, Way.IMPLICIT, "will")),
        ("is not going to be provoked", Guess(Kind.BINARY, Way.IMPLICIT, "is not going to")),
        ("It is very  likely that the ferry stops", Guess(Kind.BINARY, Way.LEXICON, "very  likely")),
        ("It will probably not rain", Guess(Kind.BINARY, Way.LEXICON, "probably not")),
        ("It is highly unlikely", Guess(Kind.BINARY, Way.LEXICON, "highly unlikely")),
        ("a 70 % chance of rain", Guess(Kind.BINARY, Way.STATED, "70 % chance", p=0.7)),
        (
            "the probability is about 12.5%",
            Guess(Kind.BINARY, Way.STATED, "probability is about 12.5%", p=0.125),
        ),
        (
            "between 1,200 and 1,500 boats",
            Guess(
                Kind.NUMERIC, phrase="between 1,200 and 1,500 boats",
                knots=((1200, 0.1), (1500, 0.9)),
            ),
        ),
        (
            "40 boats, on 30 at worst and 55 at best",
            Guess(
                Kind.NUMERIC, phrase="40 boats, on 30 at worst and 55 at best",
                knots=((30, 0.05), (40, 0.5), (55, 0.95)),
            ),
        ),
        ("comes out at around 70%", Guess(Kind.NUMERIC, Way.STATED, "comes out at around 70%",
                                          point=70)),
        ("growth of -3 percent in 2020", Guess(Kind.NUMERIC, Way.STATED,
                                               "growth of -3 percent in 2020", point=-3)),
        ("at least 60 percent will vote", Guess(Kind.BINARY, Way.IMPLICIT, "will")),
        ("more than 1,000 people", Guess(Kind.BINARY)),
        ("dug through in May", Guess(Kind.DATE, phrase="dug through in May")),
        ("soll im Oktober 2020 in Betrieb gehen",
         Guess(Kind.DATE, phrase="soll im Oktober 2020 in Betrieb gehen")),
        ("Somebody should paint the lighthouse", Guess(Kind.NOT_CHECKABLE)),
        ("the opposition stirs up trouble", Guess(Kind.BINARY)),
        ("", Guess(Kind.BINARY)),
    ],
)  # fmt: skip
def test_words_numbers_and_times_suggest_a_kind(quote, guessed):
    assert guess(quote) == guessed


def test_a_phrase_of_another_language_is_not_looked_for():
    assert guess("It is likely", language="de") == Guess(Kind.BINARY)


@given(st.text(max_size=200))
def test_whatever_was_quoted_there_is_a_guess_with_knots_that_rise(quote):
    guessed = guess(quote)
    values = [value for value, _ in guessed.knots]
    levels = [level for _, level in guessed.knots]
    assert values == sorted(set(values))
    assert levels == sorted(set(levels))
    assert all(0 < level < 1 for level in levels)
    assert guessed.p is None or 0 <= guessed.p <= 1
