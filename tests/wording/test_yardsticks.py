import pytest

from predictions.wording import LEXICON_VERSION, YARDSTICKS, Basis
from predictions.wording.yardsticks import read, terms

EVERY_TERM = [(yardstick, *term) for yardstick in YARDSTICKS for term in terms(yardstick)]


def test_a_term_is_read_as_the_midpoint_of_its_range():
    reading = read("Highly likely", "uk")
    assert (reading.cautious, reading.p, reading.bold) == (0.80, 0.85, 0.90)
    assert (reading.basis, reading.entry) == (Basis.YARDSTICK, "en/highly likely/UK")
    assert reading.version == LEXICON_VERSION


def test_the_same_word_differs_between_yardsticks():
    assert [read("likely", yardstick).p for yardstick in YARDSTICKS] == [
        0.78,
        0.83,
        0.75,
        0.65,
        0.675,
    ]


def test_about_as_likely_as_not_is_cautiously_one_half():
    reading = read("about as likely as not", "ipcc")
    assert (reading.cautious, reading.p, reading.bold) == (0.5, 0.495, 0.33)


def test_no_rule_extends_a_scale():
    assert read("very likely", "nato") is None
    assert read("not likely", "nato") is None


def test_an_unknown_yardstick_is_refused_and_the_known_ones_named():
    with pytest.raises(
        ValueError, match=r"no yardstick 'cia'; there are efsa, ipcc, nato, uk, us_nic"
    ):
        read("likely", "cia")


@pytest.mark.parametrize(("yardstick", "language", "term"), EVERY_TERM)
def test_no_term_is_read_the_wrong_way(yardstick, language, term):
    reading = read(term, yardstick, language)
    assert 0 <= reading.p <= 1
    assert abs(reading.cautious - 0.5) <= abs(reading.p - 0.5) <= abs(reading.bold - 0.5)
