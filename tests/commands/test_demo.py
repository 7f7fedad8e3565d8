"""manage.py demo, run once as a process of its own for all tests here, and its scores by hand."""

import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from math import exp
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.cast import rows_of_every_table

ROOT = Path(__file__).resolve().parents[2]
COLUMN = "Provocateurs Again Failed to Embroil Putin With Lukashenko"


@dataclass
class Demo:
    """An installation in a folder of its own, on which the demo was played."""

    folder: Path
    said: str = ""

    def manage(self, *arguments):
        elsewhere = {"DATABASE_URL", "REDIS_URL", "EMAIL_URL"}
        env = {name: value for name, value in os.environ.items() if name not in elsewhere}
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=env | {"VAR_DIR": str(self.folder)},
            capture_output=True,
            text=True,
            check=True,
            timeout=50,
        ).stdout

    def play(self):
        self.said = self.manage("demo", "--no-serve", "--json")
        return self

    def select(self, sql):
        connection = sqlite3.connect(self.folder / "foresaid.sqlite3")
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def rows_of_every_table(self):
        tables = self.select("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            table: self.select(f'SELECT count(*) FROM "{table}"')[0][0]
            for (table,) in tables
            if not table.startswith("sqlite_")
        }

    @property
    def card(self):
        return json.loads(self.said)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return Demo(tmp_path_factory.mktemp("demo")).play()


@pytest.fixture(scope="module")
def column(demo):
    """The rows of the column of August 2020, by key."""
    return {row["key"]: row for row in demo.card if row["article"] == COLUMN}


def test_the_scorecard_has_a_row_for_each_checkable_forecast(demo):
    (count,) = demo.select(
        "SELECT count(*) FROM predictions_forecast WHERE question_id IS NOT NULL"
    )[0]
    assert len(demo.card) == count == 356


def test_each_row_says_what_was_said_what_happened_and_what_it_was_worth(demo):
    for row in demo.card:
        assert row.keys() >= {
            "key", "forecaster", "question_type", "prediction", "outcome", "score_name", "score",
            "reference_score", "skill_points", "reference", "quote",
        }  # fmt: skip
        if row["outcome"] is not None:
            assert row["score"] >= 0
            assert row["score_name"] in {"brier", "rps", "crps", "absolute_error"}


def test_the_output_is_strict_json(demo):
    def refuse(name):
        raise AssertionError(name)

    json.loads(demo.said, parse_constant=refuse)


def test_the_column_is_scored_with_its_eight_checkable_forecasts(column):
    assert set(column) == {
        "vote-share", "below-2015", "no-bloodshed", "ends-peacefully", "protests", "claims-fraud",
        "not-provoked", "contested",
    }  # fmt: skip


def test_the_brier_scores_of_the_column_are_those_computed_by_hand(column):
    by_hand = {
        "below-2015": (0.97 - 1) ** 2,
        "no-bloodshed": (0.95 - 0) ** 2,
        "ends-peacefully": (0.9 - 0) ** 2,
        "protests": (0.95 - 1) ** 2,
        "claims-fraud": (0.95 - 1) ** 2,
        "not-provoked": (0.95 - 0) ** 2,
        "contested": (0.95 - 1) ** 2,
    }

    for key, score in by_hand.items():
        row = column[key]
        assert row["score_name"] == "brier"
        assert row["score"] == pytest.approx(score, abs=1e-12), key
        assert row["reference"] == "default"
        assert row["reference_score"] == (0.5 - row["outcome"]) ** 2 == 0.25
        assert row["skill_points"] == pytest.approx(100 * (0.25 - score) / 0.25, abs=1e-9), key


def test_the_readings_of_bloodshed_are_scored_beside_it(column):
    row = column["no-bloodshed"]

    assert row["skill_points"] == pytest.approx(100 * (0.25 - 0.95**2) / 0.25)
    assert row["skill_points_cautious"] == pytest.approx(100 * (0.25 - 0.9**2) / 0.25)
    assert row["skill_points_bold"] == pytest.approx(100 * (0.25 - 1.0**2) / 0.25)


def the_forecast(x):
    """P(share <= x) as the column has it: (60, .05) (70, .50) (83, .95), exponential tails."""
    if x < 60:
        return 0.05 * exp((x - 60) / (0.05 / (0.45 / 10)))
    if x < 70:
        return 0.05 + (x - 60) * 0.45 / 10
    if x < 83:
        return 0.50 + (x - 70) * 0.45 / 13
    return 1 - 0.05 * exp(-(x - 83) / (0.05 / (0.45 / 13)))


def the_reference(x):
    """The four elections before: (75.65, .2) (81.325, .5) (83.47, .8)."""
    if x < 75.65:
        return 0.2 * exp((x - 75.65) / (0.2 / (0.3 / 5.675)))
    if x < 81.325:
        return 0.2 + (x - 75.65) * 0.3 / 5.675
    if x < 83.47:
        return 0.5 + (x - 81.325) * 0.3 / 2.145
    return 1 - 0.2 * exp(-(x - 83.47) / (0.2 / (0.3 / 2.145)))


def integral(function):
    """From 0 to 100 by the midpoint rule, in cells on whose edges every knot and 80.1 lie."""
    width = 0.005
    return width * sum(function(width * (cell + 0.5)) for cell in range(20_000))


def test_the_crps_of_the_vote_share_is_its_integral(column):
    row = column["vote-share"]
    score = integral(lambda x: (the_forecast(x) - (x >= 80.1)) ** 2)
    reference = integral(lambda x: (the_reference(x) - (x >= 80.1)) ** 2)
    scale = integral(lambda x: the_reference(x) * (1 - the_reference(x)))

    assert (row["score_name"], row["reference"], row["outcome"]) == ("crps", "stated", 80.1)
    assert row["score"] == pytest.approx(score, abs=1e-5)
    assert row["reference_score"] == pytest.approx(reference, abs=1e-5)
    assert row["reference_score"] == pytest.approx(1.20, abs=0.005)
    assert row["skill_points"] == pytest.approx(100 * (reference - score) / scale, abs=1e-3)
    assert row["skill_points"] == pytest.approx(-168, abs=0.5)


def test_exactly_one_question_is_still_due(demo):
    waiting = [row["key"] for row in demo.card if row["outcome"] is None]

    assert waiting == ["million-robotaxis"]
    assert demo.select("SELECT count(*) FROM predictions_question WHERE status <> 'resolved'") == [
        (1,)
    ]


def test_reminders_were_mailed(demo):
    messages = list((demo.folder / "mail").iterdir())

    assert len(messages) >= 8
    assert all("demo@example.org" in message.read_text() for message in messages)


def test_the_ledger_of_the_demo_is_intact(demo):
    assert "is intact." in demo.manage("verify_ledger")


def test_playing_the_demo_again_is_harmless(demo):
    before, mailed = demo.rows_of_every_table(), len(list((demo.folder / "mail").iterdir()))
    card = demo.card

    again = Demo(demo.folder).play()

    assert again.card == card
    assert again.rows_of_every_table() == before
    assert len(list((demo.folder / "mail").iterdir())) == mailed


def test_a_database_with_a_real_project_is_refused(project):
    before = rows_of_every_table()

    with pytest.raises(CommandError, match="This database holds a real project"):
        call_command("demo", no_serve=True)

    assert rows_of_every_table() == before
