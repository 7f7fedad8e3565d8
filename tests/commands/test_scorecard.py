"""manage.py scorecard and score."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from predictions.ledger.operations import sequence
from predictions.scores.models import Score, Standing
from predictions.scores.operations import score_pending
from tests.cast import boats, bridge, record, reported, resolved, suppose


@pytest.fixture
def scored(project, now):
    record(project, now, forecasts=[bridge(), boats()])
    resolved("bridge", True, now)
    resolved("boats", 41, now)
    score_pending(now=now)
    sequence(now=now)


def printed(command, *options):
    out = io.StringIO()
    call_command(command, *options, stdout=out, stderr=out)
    return out.getvalue()


def test_the_figures_come_as_json_with_their_filter_and_checkpoint(scored):
    shown = json.loads(printed("scorecard", "--format=json"))

    assert shown["filter"].startswith("project=")
    assert "root " in shown["checkpoint"]
    points = {row["question_type"]: row["points"] for row in shown["rows"]}
    assert points["yes or no"] == pytest.approx(100 * (0.49 - 0.0025) / 0.25)
    assert set(points) == {"yes or no", "a number"}


def test_a_table_names_forecasters(scored):
    assert "Ines Quayle" in printed("scorecard")


def test_flat_is_one_row_per_forecast_under_a_header(scored):
    filter_line, checkpoint_line, *rows = printed(
        "scorecard", "--flat", "--format=csv", "--event", "The harbour in 2026"
    ).splitlines()

    assert filter_line.startswith("# filter: project=")
    assert checkpoint_line.startswith("# checkpoint: ")
    found = list(csv.DictReader(rows))
    assert [row["rule"] for row in found] == ["brier", "crps"]
    assert found[0]["quote"] == "The bridge will open before June"


def test_before_anything_was_known_nothing_is_scored(scored):
    shown = json.loads(printed("scorecard", "--format=json", "--known-by=2026-03-01"))

    assert shown["rows"] == []
    assert "known_by=2026-03-01" in shown["filter"]


def test_figures_under_a_scenario(scored, now):
    suppose(now, reported("bridge", False, now))
    score_pending(now=now)

    shown = json.loads(
        printed("scorecard", "--format=json", "--scenario=As the ferry office has it")
    )

    assert "scenario=" in shown["filter"]
    points = {row["question_type"]: row["points"] for row in shown["rows"]}
    assert points["yes or no"] == pytest.approx(100 * (0.09 - 0.9025) / 0.25)
    assert set(points) == {"yes or no", "a number"}


def test_a_scenario_cannot_be_seen_as_of_a_former_day(scored, now):
    suppose(now, reported("bridge", False, now))

    with pytest.raises(CommandError, match="as it is now"):
        printed("scorecard", "--scenario=As the ferry office has it", "--as-of=2026-03-01")


def test_a_name_that_nobody_bears_is_refused(scored):
    with pytest.raises(CommandError, match="Nothing is called"):
        call_command("scorecard", "--forecaster", "Nobody")


def test_score_all_scores_anew_and_ranks(scored):
    Score.objects.all().delete()

    assert "Forecasts scored: 2." in printed("score", "--all")
    assert Score.objects.count() == 2
    assert Standing.objects.filter(switches=0, stated=True).count() == 2
