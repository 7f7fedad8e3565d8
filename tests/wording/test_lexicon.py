import csv
from importlib.resources import files

import pytest

from predictions.wording import LEXICON_VERSION, Basis, Rule, look_up
from predictions.wording.lexicon import entries, read


def test_the_percentiles_of_a_phrase_are_kept_as_probabilities():
    entry = look_up("likely")
    assert (entry.p10, entry.q1, entry.median, entry.q3, entry.p90) == (
        0.60,
        0.67,
        0.75,
        0.80,
        0.85,
    )
    assert (entry.key, entry.licence, entry.n) == ("en/likely/CAPphrase", "CC-BY-4.0", 5146)


def test_the_larger_study_comes_first_where_two_asked():
    studies = {entry.source for entry in entries() if entry.phrase == "unlikely"}
    assert studies == {"CAPphrase", "zonination"}
    assert look_up("unlikely").source == "CAPphrase"


def test_a_phrase_that_only_the_smaller_study_asked_about_is_found():
    assert look_up("probably not").source == "zonination"


@pytest.mark.parametrize(
    "printed", ["LIKELY", " very\tgood \n chance ", "is likely", "are probable"]
)
def test_case_whitespace_and_the_copula_do_not_count(printed):
    assert read(printed).rule is Rule.EXACT


def test_a_reading_says_what_gave_the_number():
    reading = read("Highly  likely")
    assert reading.phrase == "Highly  likely"
    assert reading.basis is Basis.LEXICON
    assert reading.rule is Rule.EXACT
    assert reading.entry == "en/highly likely/CAPphrase"
    assert reading.version == LEXICON_VERSION


@pytest.mark.parametrize(
    ("phrase", "p", "cautious", "bold"),
    [("very likely", 0.875, 0.835, 0.9), ("very unlikely", 0.1, 0.125, 0.05)],
)
def test_very_halves_the_distance_to_the_nearer_certainty(phrase, p, cautious, bold):
    reading = read(phrase)
    assert (reading.p, reading.cautious, reading.bold) == (p, cautious, bold)
    assert reading.rule is Rule.VERY


def test_very_with_an_entry_of_its_own_is_that_entry():
    assert read("very good chance").rule is Rule.EXACT


@pytest.mark.parametrize("printed", ["not likely", "is not likely", "isn't likely", "Isn’t Likely"])
def test_a_negated_sentence_is_mirrored(printed):
    reading = read(printed)
    assert (reading.p, reading.cautious, reading.bold) == (0.25, 0.33, 0.2)
    assert (reading.rule, reading.entry) == (Rule.NEGATION, "en/likely/CAPphrase")


def test_a_negation_with_an_entry_of_its_own_is_that_entry():
    reading = read("probably not")
    assert (reading.p, reading.rule) == (0.265, Rule.EXACT)


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "somewhat likely",
        "good chance",
        "quite possible",
        "very about even",
        "very very likely",
        "not very likely",
        "not almost certain",
        "not unlikely",
        "could not happen",
        "very will",
    ],
)
def test_what_no_entry_and_no_rule_covers_is_left_to_a_person(phrase):
    assert read(phrase) is None


def test_another_language_knows_none_of_this():
    assert read("likely", "de") is None
    assert read("very likely", "de") is None
    assert read("not likely", "de") is None


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.key)
def test_percentiles_rise_and_no_reading_goes_the_wrong_way(entry):
    assert 0 <= entry.p10 <= entry.q1 <= entry.median <= entry.q3 <= entry.p90 <= 1
    for printed in (entry.phrase, f"very {entry.phrase}", f"not {entry.phrase}"):
        if reading := read(printed):
            assert 0 <= reading.p <= 1
            assert abs(reading.cautious - 0.5) <= abs(reading.p - 0.5) <= abs(reading.bold - 0.5)


def test_every_listed_negation_denies_a_phrase_that_has_an_entry():
    table = (files("predictions.wording") / "data" / "negations.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines()):
        denied, reading = (
            look_up(row["mirrors"], row["language"]),
            read(row["phrase"], row["language"]),
        )
        assert reading.rule is Rule.NEGATION
        assert reading.p == pytest.approx(1 - denied.median)
