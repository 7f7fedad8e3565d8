"""A question that lacks something is kept as a draft, until it is completed."""

from datetime import UTC, datetime

import pytest

from predictions.errors import Stale
from predictions.forecasts.models import Forecast
from predictions.outcomes.operations import StillDraft
from predictions.questions.models import Criteria, Question
from predictions.questions.operations import NotADraft, QuestionRefused, complete_draft
from predictions.questions.queries import due
from tests.cast import bridge, question, record, resolved, rows_of_every_table

LATER = datetime(2027, 1, 1, tzinfo=UTC)


def complete(now, **changes):
    given = {
        "question": question("bridge"),
        "expected_version": 1,
        "criteria": "Everybody may cross.",
        "deciding_source": "the harbour office",
        "resolves_at": datetime(2026, 6, 1, tzinfo=UTC),
        "hindsight": "prospective",
    }
    return complete_draft(now=now, actor=None, **(given | changes))


@pytest.mark.parametrize("lacking", ["criteria", "deciding_source", "resolves_at"])
def test_a_question_that_lacks_something_is_a_draft_and_never_due(project, now, lacking):
    record(project, now, forecasts=[bridge(**{lacking: None})])

    assert question("bridge").status == Question.Status.DRAFT
    assert not due(now=LATER).exists()


def test_a_draft_holds_forecasts(project, now):
    record(project, now, forecasts=[bridge(criteria=None)])

    assert Forecast.objects.get().coding.prediction == {"p": 0.95}


def test_where_no_source_is_named_the_one_of_the_outcome_decides(project, now):
    outcome = {"value": True, "source": "the harbour log"}
    forecast = bridge(deciding_source=None, outcome=outcome, known_at="2026-05-01")

    record(project, now, forecasts=[forecast])

    assert question("bridge").criteria.deciding_source == "the harbour log"
    assert question("bridge").status == Question.Status.OPEN


def test_a_draft_opens_when_it_gets_what_it_lacked(project, now):
    record(project, now, forecasts=[bridge(criteria=None, resolves_at=None)])

    opened = complete(now)

    assert opened.status == Question.Status.OPEN
    assert opened.criteria.text == "Everybody may cross."
    assert opened.version == 2
    assert list(due(now=LATER)) == [opened]


def test_the_former_criteria_of_a_draft_stay(project, now):
    record(project, now, forecasts=[bridge(resolves_at=None)])

    opened = complete(now, reason="Being open to some is not enough.")

    assert (opened.criteria.number, opened.criteria.reason) == (
        2,
        "Being open to some is not enough.",
    )
    assert Criteria.objects.get(number=1).text == "The harbour office opens it to everybody."


def test_other_criteria_than_a_draft_had_need_a_reason(project, now):
    record(project, now, forecasts=[bridge(resolves_at=None)])

    with pytest.raises(QuestionRefused) as caught:
        complete(now)
    assert caught.value.field == "reason"


def test_the_same_criteria_stay_the_first_version(project, now):
    record(project, now, forecasts=[bridge(resolves_at=None)])

    opened = complete(now, criteria="The harbour office opens it to everybody.")

    assert opened.criteria.number == 1


def test_criteria_that_lacked_something_are_completed_without_a_reason(project, now):
    record(project, now, forecasts=[bridge(criteria=None)])

    assert complete(now).criteria.number == 2


def test_a_draft_completed_after_its_date_is_asked_about_from_then_on(project, now):
    record(project, now, forecasts=[bridge(criteria=None)])

    assert complete(LATER).asked_from == LATER


def test_a_stale_version_is_refused(project, now):
    record(project, now, forecasts=[bridge(criteria=None)])
    before = rows_of_every_table()

    with pytest.raises(Stale) as caught:
        complete(now, expected_version=0)

    assert caught.value.field == "version"
    assert rows_of_every_table() == before
    assert question("bridge").status == Question.Status.DRAFT


def test_a_draft_is_completed_once(project, now):
    record(project, now, forecasts=[bridge(criteria=None)])
    complete(now)

    with pytest.raises(NotADraft):
        complete(now, expected_version=2)


@pytest.mark.parametrize("lacking", ["criteria", "deciding_source"])
def test_a_draft_does_not_open_without_what_it_lacks(project, now, lacking):
    record(project, now, forecasts=[bridge(criteria=None)])

    with pytest.raises(QuestionRefused):
        complete(now, **{lacking: ""})
    assert question("bridge").status == Question.Status.DRAFT


def test_a_draft_has_no_outcome(project, now):
    record(project, now, forecasts=[bridge(criteria=None)])

    with pytest.raises(StillDraft):
        resolved("bridge", True, now)
