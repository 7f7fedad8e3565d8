"""What a scenario supposes is scored like what was adopted, and never enters the headline."""

from datetime import UTC, datetime, timedelta

import pytest

from predictions.ledger.models import Unread
from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems
from predictions.outcomes.models import Report
from predictions.outcomes.queries import adopted_reports
from predictions.questions.models import Question
from predictions.questions.operations import merge_questions, reopen
from predictions.scores.models import Cell, Score
from predictions.scores.operations import score_all, score_pending
from predictions.scores.queries import current_scores
from predictions.scores.standings import refresh_standings
from predictions.scores.verification import problems as problems_of_scores
from tests.cast import bridge, question, record, reported, resolved, rows_of_every_table, suppose


@pytest.fixture
def opened(project, now):
    """The bridge was opened, 41 boats came; both are scored. Nobody has said what the ferry did."""
    record(project, now)
    resolved("bridge", True, now)
    resolved("boats", 41, now)
    assert score_pending(now=now) == 2


def cells():
    return set(Cell.objects.values_list("event", "type", "stated", "points", "questions"))


def test_a_supposed_report_is_scored_beside_the_one_that_was_adopted(opened, now):
    supposed = reported("bridge", False, now)
    suppose(now, supposed)

    assert score_pending(now=now) == 1

    score = Score.objects.get(report=supposed)
    assert score.score == pytest.approx(0.95**2)
    assert score.skill == pytest.approx(100 * (0.09 - 0.9025) / 0.25)
    assert score.skill_cautious == pytest.approx(100 * (0.09 - 0.81) / 0.25)


def test_the_headline_stays_as_it_was(opened, now):
    refresh_standings(now=now)
    scores, prepared = set(current_scores()), cells()

    suppose(now, reported("bridge", False, now), reported("ferry", True, now))
    assert score_pending(now=now) == 2

    assert (set(current_scores()), cells()) == (scores, prepared)
    assert refresh_standings(now=now) == 0


def test_what_two_scenarios_suppose_alike_is_scored_once(opened, now):
    supposed = reported("bridge", False, now)
    suppose(now, supposed, name="One")
    suppose(now, supposed, reported("boats", 12, now), name="Another")

    assert score_pending(now=now) == 2
    assert score_all(now=now).scored == 0
    assert Score.objects.count() == 4


def test_scoring_again_writes_nothing(opened, now):
    suppose(now, reported("bridge", False, now))
    score_pending(now=now)
    before = rows_of_every_table()

    assert score_pending(now=now + timedelta(days=1)) == 0
    assert rows_of_every_table() == before


def test_supposing_what_was_adopted_scores_nothing_anew(opened, now):
    suppose(now, Report.objects.get(question=question("bridge")))

    assert score_pending(now=now) == 0


def test_a_full_run_finds_what_was_supposed_and_verification_agrees(opened, now):
    suppose(now, reported("boats", 12, now), reported("bridge", False, now))
    Unread.objects.filter(reader=Unread.Reader.SCORES).delete()  # nobody has told it

    assert score_all(now=now).scored == 2
    sequence(now=now)
    assert list(problems()) == list(problems_of_scores()) == []


def test_setting_the_scenario_again_scores_the_other_report_and_keeps_the_former(opened, now):
    suppose(now, reported("boats", 12, now))
    score_pending(now=now)
    suppose(now, reported("boats", 13, now))

    assert score_pending(now=now) == 1
    assert Score.objects.filter(coding__forecast__key="boats").count() == 3


def test_by_an_account_that_was_known_earlier_later_forecasts_are_not_scored(opened, now):
    suppose(now, reported("bridge", False, now, known_at=datetime(2026, 2, 20, tzinfo=UTC)))

    assert score_pending(now=now) == 0


def test_forecasts_of_a_duplicate_are_scored_where_they_count(project, now):
    second = bridge(key="again", quote="The bridge will", question="Will the bridge open?")
    record(project, now, forecasts=[bridge(), second])
    duplicate = question("again")
    merge_questions(
        now=now, actor=None, question=duplicate, into=question("bridge"),
        expected_version=duplicate.version, reason="The same.", resolved_alike=True,
    )  # fmt: skip
    suppose(now, reported("bridge", False, now))

    assert score_pending(now=now) == 2
    assert set(Score.objects.values_list("coding__forecast__key", flat=True)) == {"bridge", "again"}


def test_a_supposed_report_that_cannot_be_scored_is_named_and_the_others_are_scored(opened, now):
    bad, good = reported("boats", 150, now), reported("boats", 12, now)
    suppose(now, bad, name="One")
    suppose(now, good, reported("bridge", False, now), name="Another")
    Question.objects.filter(forecasts__key="boats").update(upper=120)

    run = score_all(now=now)

    assert ["above the last possible value" in str(one) for one in run.left_out] == [True]
    assert run.scored == 2
    assert Score.objects.filter(report=good).exists()
    assert not Score.objects.filter(report=bad).exists()


def test_current_scores_are_those_against_adopted_reports(opened, now):
    suppose(now, reported("bridge", False, now), reported("boats", 12, now))

    def agree():
        score_pending(now=now)
        scored = set(current_scores().values_list("report", flat=True))
        assert scored == set(adopted_reports().values_list("pk", flat=True))
        counted = sum(Cell.objects.values_list("questions", flat=True))
        assert counted == len(scored)
        return len(scored)

    assert agree() == 2
    reopen(now=now, actor=None, question=question("boats"), reason="One was a raft.")
    assert agree() == 1
    resolved("boats", 40, now, rationale="One was a raft.")
    assert agree() == 2
    resolved("bridge", None, now, kind="annulled", supersede=True, rationale="It was sold.")
    assert agree() == 1
    resolved("boats", 41, now, supersede=True, rationale="It was none.")
    assert agree() == 1
