import pytest

from predictions.wording import Basis, HouseConventions, Rule


def test_a_bare_will_is_implicit_certainty_and_not_the_lexicons():
    reading = HouseConventions().read("will")
    assert (reading.cautious, reading.p, reading.bold) == (0.90, 0.95, 1.00)
    assert reading.basis == "implicit certainty"
    assert (reading.entry, reading.version) == ("", "")


@pytest.mark.parametrize("printed", ["will not", "Won’t"])
def test_its_negation_is_mirrored(printed):
    reading = HouseConventions().read(printed)
    assert (reading.cautious, reading.p, reading.bold) == (0.10, 0.05, 0.00)
    assert reading.rule is Rule.NEGATION


def test_any_other_phrase_is_no_bare_assertion():
    assert HouseConventions().read("will certainly") is None
    assert HouseConventions().read("will", "de") is None


def test_an_assertion_in_any_language_can_be_read_as_implicit_certainty():
    reading = HouseConventions(0.9, cautious=0.8, bold=0.99).implicit("wird")
    assert (reading.cautious, reading.p, reading.bold) == (0.8, 0.9, 0.99)
    assert reading.basis is Basis.IMPLICIT_CERTAINTY


@pytest.mark.parametrize(
    ("certainty", "cautious", "bold"),
    [
        (0.95, 0.96, 1.0),
        (0.95, 0.9, 0.94),
        (0.95, 0.4, 1.0),
        (0.95, 0.9, 1.1),
        (float("nan"), 0.9, 1.0),
    ],
)
def test_conventions_that_do_not_rise_to_one_are_refused(certainty, cautious, bold):
    with pytest.raises(ValueError, match="Implicit certainty needs"):
        HouseConventions(certainty, cautious=cautious, bold=bold)
