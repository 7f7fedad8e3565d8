import pytest

from predictions.wording import Basis, HouseConventions, read_phrase


def test_a_phrase_is_read_by_the_lexicon():
    assert read_phrase("likely").basis is Basis.LEXICON


def test_a_bare_will_is_read_by_the_projects_own_conventions():
    assert read_phrase("will").p == 0.95
    assert read_phrase("will", conventions=HouseConventions(0.8, cautious=0.7, bold=0.9)).p == 0.8


def test_will_happen_is_a_phrase_with_an_entry_and_not_a_bare_will():
    assert read_phrase("will happen").p == 1.0


def test_the_projects_yardstick_comes_before_the_lexicon():
    assert read_phrase("likely", yardstick="uk").p == 0.65


def test_a_phrase_off_the_yardstick_is_read_by_the_lexicon_and_says_so():
    assert read_phrase("probably", yardstick="uk").basis is Basis.LEXICON


def test_what_nobody_has_read_before_is_left_to_a_person():
    assert read_phrase("in all good conscience", yardstick="uk") is None
    assert read_phrase("wahrscheinlich", language="de") is None


def test_an_unknown_yardstick_is_refused_even_for_a_phrase_of_the_lexicon():
    with pytest.raises(ValueError, match="no yardstick"):
        read_phrase("likely", yardstick="cia")
