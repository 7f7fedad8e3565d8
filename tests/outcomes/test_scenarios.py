"""Scenarios: what if another source were right about an event?"""

from datetime import timedelta

import pytest

from predictions.errors import Refused
from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems
from predictions.outcomes.models import Scenario, Supposition
from predictions.outcomes.operations import ScenarioRefused
from predictions.outcomes.queries import adopted_reports
from predictions.questions.operations import reopen
from tests.cast import question, record, reported, resolved, rows_of_every_table, suppose


@pytest.fixture(autouse=True)
def recorded(project, now):
    """The bridge was opened and 41 boats came, says the harbour office; the town has a mayor."""
    record(project, now)
    resolved("bridge", True, now)
    resolved("boats", 41, now)
    resolved("mayor", "Ada", now)


def sentences(scenario: Scenario | None = None) -> set[str]:
    return {str(report) for report in adopted_reports(scenario)}


HEADLINE = {"the bridge was opened", "41 boats", "Ada"}


def test_a_scenario_takes_its_own_reports_and_elsewhere_the_headline(now):
    scenario = suppose(now, reported("boats", 12, now))

    assert sentences(scenario) == {"the bridge was opened", "12 boats", "Ada"}
    assert sentences() == HEADLINE


def test_a_scenario_answers_a_question_that_the_headline_leaves_open(now):
    scenario = suppose(now, reported("ferry", True, now))

    assert sentences(scenario) == {*HEADLINE, "it happened"}


def test_each_question_has_at_most_one_report(now):
    scenario = suppose(now, reported("boats", 12, now), reported("bridge", False, now))

    for view in (None, scenario):
        asked = [report.question_id for report in adopted_reports(view)]
        assert len(asked) == len(set(asked)) == 3


def test_when_the_world_could_know_is_the_resolutions_word_or_the_reports_own(now):
    early = now - timedelta(days=9)
    scenario = suppose(now, reported("boats", 12, now, known_at=early))

    assert adopted_reports().get(question=question("boats")).answer_known_at == now
    assert adopted_reports(scenario).get(question=question("boats")).answer_known_at == early


def test_the_headline_follows_the_chain_of_resolutions(now):
    resolved("boats", 40, now, supersede=True, rationale="One was a raft.")

    assert sentences() == {"the bridge was opened", "40 boats", "Ada"}


def test_what_was_reopened_has_no_answer_until_it_is_resolved_again(now):
    reopen(now=now, actor=None, question=question("boats"), reason="One was a raft.")
    assert sentences() == {"the bridge was opened", "Ada"}

    resolved("boats", 40, now, rationale="One was a raft.")
    assert sentences() == {"the bridge was opened", "40 boats", "Ada"}


def test_an_annulled_question_has_no_report(now):
    resolved("boats", None, now, kind="annulled", supersede=True, rationale="Nobody counted.")
    assert sentences() == {"the bridge was opened", "Ada"}


def test_setting_a_scenario_again_puts_other_reports_in_the_place_of_the_former(now):
    suppose(now, reported("boats", 12, now), reported("ferry", True, now))
    scenario = suppose(now, reported("boats", 13, now), note="It counted again.")

    assert Scenario.objects.get() == scenario
    assert scenario.note == "It counted again."
    assert Supposition.objects.count() == 2
    assert sentences(scenario) == {"the bridge was opened", "13 boats", "Ada", "it happened"}


def test_a_scenario_is_in_the_ledger(now):
    suppose(now, reported("boats", 12, now))
    suppose(now, reported("boats", 13, now))
    sequence(now=now)
    assert list(problems()) == []


def test_a_report_of_another_event_or_quantity_is_refused_with_the_others(now):
    elsewhere = reported("mayor", "Bo", now)
    ferries = reported("boats", 7, now, quantity="ferries", sentence="7 ferries")
    before = rows_of_every_table()

    with pytest.raises(Refused) as caught:
        suppose(now, elsewhere, ferries, event=question("bridge").event)

    assert "a question of another event" in caught.value.errors[0].reason
    assert "about ferries" in caught.value.errors[1].reason
    assert rows_of_every_table() == before


@pytest.mark.parametrize(("changes", "field"), [({"name": " "}, "name"), ({"note": ""}, "note")])
def test_a_scenario_has_a_name_and_says_whom_it_follows(now, changes, field):
    with pytest.raises(ScenarioRefused) as caught:
        suppose(now, reported("boats", 12, now), **changes)
    assert caught.value.field == field


def test_a_scenario_supposes_something_and_one_thing_per_question(now):
    with pytest.raises(ScenarioRefused, match="supposes nothing"):
        suppose(now, event=question("bridge").event)
    with pytest.raises(ScenarioRefused, match="same question"):
        suppose(now, reported("boats", 12, now), reported("boats", 13, now))
    assert not Scenario.objects.exists()
