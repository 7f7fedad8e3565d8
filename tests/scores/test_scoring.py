"""What is resolved is scored once, by literal arithmetic."""

from datetime import UTC, datetime, timedelta

import pytest

from predictions.ledger.models import Unread
from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems
from predictions.questions.models import Event, Question
from predictions.scores import operations
from predictions.scores.models import Cell, Score
from predictions.scores.operations import score_all, score_pending
from predictions.scores.queries import current_scores
from predictions.scoring_rules import RULES_VERSION
from tests.cast import TEXT, boats, bridge, mayor, record, resolved, rows_of_every_table, tunnel

LATER = f"A month later\n\n{TEXT}"


def scored(project, now, forecast, value):
    record(project, now, forecasts=[forecast])
    resolved(forecast["key"], value, now)
    assert score_pending(now=now) == 1
    return Score.objects.get()


def test_yes_or_no_is_scored_with_both_readings_beside_it(project, now):
    score = scored(project, now, bridge(), True)

    assert score.rule == Score.Rule.BRIER
    assert score.score == pytest.approx((0.95 - 1) ** 2)
    assert score.score_cautious == pytest.approx((0.9 - 1) ** 2)
    assert score.score_bold == 0
    assert score.reference_score == pytest.approx((0.3 - 1) ** 2)
    assert score.scale == 0.25
    assert score.skill == pytest.approx(100 * (0.49 - 0.0025) / 0.25)
    assert score.skill_cautious == pytest.approx(100 * (0.49 - 0.01) / 0.25)
    assert score.skill_bold == pytest.approx(100 * 0.49 / 0.25)
    assert (score.scored_at, score.rules_version) == (now, RULES_VERSION)


def test_a_certainty_that_fails_is_clipped_in_the_log_score_and_flagged(project, now):
    certain = {"p": 1, "cautious": 0.9, "bold": 1}

    score = scored(project, now, bridge(prediction=certain), False)

    assert score.score == 1
    assert score.log_score == pytest.approx(6.907755, abs=1e-6)
    assert score.log_clipped is True


def test_options_are_scored_over_all_of_them(project, now):
    score = scored(project, now, mayor(), "Bo")

    assert score.rule == Score.Rule.BRIER
    assert score.score == pytest.approx(0.6**2 + 0.7**2 + 0.1**2)
    assert score.score_cautious == score.score_bold == score.score
    assert score.reference_score == pytest.approx(2 / 3)
    assert score.scale == pytest.approx(2 / 3)
    assert score.skill == pytest.approx(100 * (2 / 3 - 0.86) / (2 / 3))


def test_ordered_options_are_scored_by_their_ranks(project, now):
    score = scored(project, now, mayor(ordered=True), "Bo")

    assert score.rule == Score.Rule.RPS
    assert score.score == pytest.approx((0.6**2 + 0.1**2) / 2)
    assert score.scale == pytest.approx(4 / 18)


def test_a_number_is_scored_by_the_crps_in_its_unit(project, now):
    score = scored(project, now, boats(), 40)

    assert score.rule == Score.Rule.CRPS
    assert 0 < score.score < 4
    assert score.score < score.reference_score
    assert score.skill > 0
    assert (score.pit_lower, score.pit_upper) == (0.5, 0.5)
    assert score.covered is None


def test_a_range_that_the_author_stated_covers_or_does_not(project, now):
    assert scored(project, now, boats(how="stated"), 60).covered is False


def test_a_bare_point_has_an_absolute_error_and_no_skill(project, now):
    score = scored(project, now, boats(prediction={"point": 40}), 47)

    assert score.rule == Score.Rule.ABSOLUTE_ERROR
    assert (score.score, score.reference_score) == (7, 13)
    assert (score.skill, score.scale, score.pit_lower) == (None, None, None)


def test_a_number_without_any_reference_has_a_score_and_no_skill(project, now):
    score = scored(project, now, boats(reference=None, upper=None), 40)

    assert score.score > 0
    assert (score.reference, score.reference_score, score.skill) == (None, None, None)


def test_a_date_is_scored_in_days(project, now):
    point = tunnel(prediction={"point": "2026-05-31"})

    score = scored(project, now, point, "2026-06-10")

    assert score.rule == Score.Rule.ABSOLUTE_ERROR
    assert score.score == pytest.approx(10)


def test_what_did_not_happen_by_the_horizon_is_scored_too(project, now):
    score = scored(project, now, tunnel(), "did not happen")

    assert score.rule == Score.Rule.CRPS
    # Nearly the whole of the time after July was given to a tunnel that was not there.
    assert 150 < score.score < 306


def test_scoring_again_writes_nothing(project, now):
    scored(project, now, bridge(), True)
    before = rows_of_every_table()

    assert score_pending(now=now + timedelta(days=1)) == 0
    assert rows_of_every_table() == before


def test_raised_rules_are_noticed_and_score_everything_anew_once(project, now):
    record(project, now, forecasts=[bridge(), boats()])
    resolved("bridge", True, now)
    resolved("boats", 41, now)
    assert score_pending(now=now) == 2
    Score.objects.update(rules_version=RULES_VERSION - 1)

    assert score_pending(now=now) == 2
    assert Score.objects.count() == 4
    assert current_scores().count() == 2
    before = rows_of_every_table()
    assert score_pending(now=now) == 0
    assert rows_of_every_table() == before


def test_nothing_resolved_is_nothing_scored(project, now):
    record(project, now)

    assert score_pending(now=now) == 0
    assert not Score.objects.exists()
    assert not Unread.objects.filter(reader=Unread.Reader.SCORES).exists()


@pytest.mark.parametrize("kind", ["annulled", "ambiguous", "condition_not_met"])
def test_what_has_no_answer_is_never_scored(project, now, kind):
    record(project, now, forecasts=[bridge()])
    resolved("bridge", None, now, kind=kind, rationale="The bridge was sold.")

    assert score_pending(now=now) == 0


def test_a_correction_leads_to_another_score_and_the_former_stays(project, now):
    former = scored(project, now, bridge(), True)
    resolved("bridge", False, now, supersede=True, rationale="It was a rehearsal.")

    assert score_pending(now=now) == 1

    current = current_scores().get()
    assert current.score == pytest.approx(0.95**2)
    assert current != former
    assert Score.objects.count() == 2


def test_an_annulment_leaves_no_current_score(project, now):
    scored(project, now, bridge(), True)
    resolved("bridge", None, now, kind="annulled", supersede=True, rationale="It was sold.")

    assert score_pending(now=now) == 0
    assert not current_scores().exists()
    assert Score.objects.count() == 1


def test_a_forecast_published_after_the_world_could_know_is_not_scored(project, now):
    record(project, now, forecasts=[bridge()])
    record(project, now, text=LATER, published="2026-04-02", forecasts=[bridge()])
    resolved("bridge", True, datetime(2026, 4, 1, 12, tzinfo=UTC))

    assert score_pending(now=now) == 1
    assert str(Score.objects.get().coding.forecast.article.published_on) == "2026-03-01"


def test_a_correction_of_when_it_was_known_takes_scores_away(project, now):
    record(project, now, forecasts=[bridge()])
    resolved("bridge", True, now)
    score_pending(now=now)

    earlier = datetime(2026, 2, 1, tzinfo=UTC)
    resolved("bridge", True, earlier, now=now, supersede=True, rationale="It was open by then.")

    assert score_pending(now=now) == 0
    assert not current_scores().exists()


def test_a_full_run_makes_each_cell_once_whatever_waits(project, now, monkeypatch):
    record(project, now, forecasts=[bridge(), boats()])
    resolved("bridge", True, now)
    resolved("boats", 41, now)
    made = []
    monkeypatch.setattr(operations.cells, "rebuild", lambda events, rows: made.extend(events))

    assert score_all(now=now).scored == 2

    assert sorted(made) == list(Event.objects.order_by("pk").values_list("pk", flat=True))
    assert score_pending(now=now) == 0
    assert len(made) == Event.objects.count()


def test_a_full_run_takes_away_cells_of_events_about_which_nothing_was_said(project, now):
    scored(project, now, bridge(), True)
    silent = Event.objects.create(project=project, name="Nobody spoke of it")
    Cell.objects.update(event=silent)

    score_all(now=now)

    assert set(Cell.objects.values_list("event__name", flat=True)) == {
        Question.objects.get().event.name
    }


def test_each_coding_is_scored_against_the_report_once(project, now):
    record(project, now, forecasts=[bridge(), bridge(key="again", quote="The bridge will")])
    resolved("bridge", True, now)

    assert score_pending(now=now) == 2
    assert Score.objects.values("coding", "report", "rules_version").distinct().count() == 2
    assert Score.objects.values("report").distinct().count() == 1


def test_every_type_is_scored_in_one_batch(project, now):
    record(project, now)
    for key, value in {
        "bridge": True, "ferry": False, "boats": 41, "mayor": "Ada", "tunnel": "2026-05-20",
    }.items():  # fmt: skip
        resolved(key, value, now)

    assert score_pending(now=now) == 5
    sequence(now=now)
    assert list(problems()) == []
