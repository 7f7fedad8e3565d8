"""The demo's data files agree with themselves."""

import csv
import datetime
import hashlib
import json
from collections import defaultdict
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "predictions" / "demo" / "data"
CODINGS = sorted(DATA.glob("*.json"))
each_coding = pytest.mark.parametrize("path", CODINGS, ids=lambda path: path.stem)
HOW = ("stated", "lexicon", "implicit certainty", "judged")
REASONS = (
    "no act",
    "no date",
    "no measure",
    "intent, not an observable act",
    "says what should be, not what will be",
    "too vague",
)


def coding_of(path):
    return json.loads(path.read_text(encoding="utf-8"))


def text_of(coding):
    return (DATA / coding["file"]).read_bytes().decode("utf-8")


def governors():
    with (DATA / "governors.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_text_has_a_coding_and_every_coding_a_text():
    assert {path.stem for path in CODINGS} == {path.stem for path in DATA.glob("*.txt")}
    assert len(CODINGS) == 8


@each_coding
def test_the_digest_is_that_of_the_text(path):
    coding = coding_of(path)
    assert coding["file"] == f"{path.stem}.txt"
    assert hashlib.sha256((DATA / coding["file"]).read_bytes()).hexdigest() == coding["sha256"]


@each_coding
def test_each_quote_stands_at_its_offsets(path):
    coding = coding_of(path)
    text = text_of(coding)
    for forecast in coding["forecasts"]:
        assert text[forecast["start"] : forecast["end"]] == forecast["quote"], forecast["key"]


@each_coding
def test_each_text_says_that_it_is_a_summary_with_short_quotations(path):
    assert coding_of(path)["licence"] == "summary in our own words; quotations of a few words"


@each_coding
def test_keys_are_unique_and_implied_forecasts_name_one_of_them(path):
    forecasts = coding_of(path)["forecasts"]
    keys = [forecast["key"] for forecast in forecasts]
    assert len(keys) == len(set(keys))
    assert {forecast.get("implied_by", keys[0]) for forecast in forecasts} <= set(keys)


@each_coding
def test_each_forecast_is_either_not_checkable_or_complete(path):
    coding = coding_of(path)
    published = datetime.date.fromisoformat(coding["published"])
    for forecast in coding["forecasts"]:
        assert forecast["voice"] in {"own", "reported", "endorsed"}
        if forecast["type"] == "not checkable":
            assert forecast["reason"].startswith(REASONS)
            continue
        assert forecast["question"]
        assert forecast["criteria"]
        assert forecast["wording"]
        assert forecast["how"].startswith(HOW)
        assert datetime.date.fromisoformat(forecast["resolves_at"]) > published
        if forecast["type"] == "numeric":
            assert forecast["unit"]
        if forecast["type"] == "binary":
            assert forecast["yes"]
            assert forecast["no"]
        assert ("outcome" in forecast) == ("known_at" in forecast)
        if "known_at" in forecast:
            assert datetime.date.fromisoformat(forecast["known_at"]) > published


@each_coding
def test_predictions_and_references_are_well_formed(path):
    for forecast in coding_of(path)["forecasts"]:
        for said in (forecast.get("prediction"), forecast.get("reference")):
            if said is None:
                continue
            for name in {"p", "cautious", "bold"} & said.keys():
                assert 0 <= said[name] <= 1
            if "probabilities" in said:
                assert list(said["probabilities"]) == forecast["options"]
                assert sum(said["probabilities"].values()) == pytest.approx(1, abs=1e-9)
            if "knots" in said:
                values, levels = zip(*said["knots"], strict=True)
                assert list(values) == sorted(set(values))
                assert list(levels) == sorted(set(levels))
                assert 0 < levels[0] <= 0.25
                assert 0.75 <= levels[-1] < 1
        if "reference" in forecast:
            assert forecast["reference"]["from"]


@each_coding
def test_each_outcome_is_of_the_type_of_its_question(path):
    for forecast in coding_of(path)["forecasts"]:
        if "outcome" not in forecast:
            continue
        value = forecast["outcome"]["value"]
        assert forecast["outcome"]["sentence"]
        assert forecast["outcome"]["source"]
        match forecast["type"]:
            case "binary":
                assert isinstance(value, bool)
            case "categorical":
                assert value in forecast["options"]
            case "numeric":
                assert forecast.get("lower", value) <= value <= forecast.get("upper", value)
            case "date":
                assert datetime.date.fromisoformat(value)


def test_exactly_one_checkable_forecast_waits_for_its_outcome():
    waiting = [
        (path.stem, forecast["key"])
        for path in CODINGS
        for forecast in coding_of(path)["forecasts"]
        if forecast["type"] != "not checkable" and "outcome" not in forecast
    ]
    assert waiting == [("musk-robotaxi-2019", "million-robotaxis")]


def test_the_bulk_record_has_three_models_and_one_candidate_in_each_of_72_elections():
    rows = governors()
    assert len(rows) == 216
    elections = defaultdict(list)
    for row in rows:
        elections[row["year"], row["state"]].append(row)
    assert len(elections) == 72
    for three in elections.values():
        assert [row["model"] for row in three] == ["lite", "classic", "deluxe"]
        assert len({(row["candidate"], row["won"], row["actual_share"]) for row in three}) == 1


def test_probabilities_and_shares_of_the_bulk_record_are_within_their_bounds():
    for row in governors():
        assert 0 <= float(row["probability"]) <= 1
        assert 0 <= float(row["projected_share"]) <= 100
        assert 0 <= float(row["actual_share"] or 0) <= 100
        assert row["won"] in {"0", "1"}
        assert row["forecast_date"] <= row["election_date"]


def test_references_of_the_bulk_record_follow_from_the_election_before():
    rows = governors()
    won_in_2018 = {row["state"]: row["won"] == "1" for row in rows if row["year"] == "2018"}
    for row in rows:
        said = (row["reference_p"], row["reference_share"])
        if row["year"] == "2018":
            assert said == ("", "")
        else:
            assert said == (("0.75", "55") if won_in_2018[row["state"]] else ("0.25", "45"))
