"""A question that its event has already is the same question; one that differs is refused."""

import pytest

from predictions.errors import Refused
from predictions.forecasts.models import Statement
from predictions.questions.models import Question
from predictions.questions.operations import QuestionDiffers
from tests.cast import TEXT, boats, bridge, mayor, record, rows_of_every_table

LATER = f"A month later\n\n{TEXT}"


def test_two_articles_answer_one_question(project, now):
    first = record(project, now, forecasts=[bridge()])
    second = record(project, now, text=LATER, forecasts=[bridge()])

    assert first != second
    assert Question.objects.get().forecasts.count() == 2


def test_one_forecaster_who_repeats_himself_makes_one_statement(project, now):
    record(project, now, forecasts=[bridge()])
    record(project, now, text=LATER, forecasts=[bridge()])

    assert Statement.objects.get().forecasts.count() == 2


def test_another_forecaster_makes_a_statement_of_his_own(project, now):
    record(project, now, forecasts=[bridge()])
    record(project, now, text=LATER, forecaster="Otto Pier", forecasts=[bridge()])

    assert Statement.objects.count() == 2


def test_the_same_wording_in_another_event_is_another_question(project, now):
    record(project, now, forecasts=[bridge()])
    record(project, now, text=LATER, event="The harbour in 2027", forecasts=[bridge()])

    assert Question.objects.count() == 2


def test_two_forecasts_of_one_article_may_answer_one_question(project, now):
    record(project, now, forecasts=[bridge(), bridge(key="again", quote="The bridge will")])

    assert Question.objects.get().forecasts.count() == 2


def test_the_criteria_and_the_reference_that_stand_are_kept(project, now):
    record(project, now, forecasts=[bridge()])
    other = bridge(criteria="Somebody swims across.", reference={"p": 0.6, "from": "a guess"})
    record(project, now, text=LATER, forecasts=[other])

    asked = Question.objects.get()
    assert asked.criteria.text == "The harbour office opens it to everybody."
    assert asked.reference.prediction == {"p": 0.3}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (boats(), boats(unit="tons")),
        (boats(), boats(upper=300)),
        (boats(), boats(lower=None)),
        (mayor(), mayor(ordered=True)),
        (
            mayor(),
            mayor(
                options=["Bo", "Ada", "Cy"],
                prediction={"probabilities": {"Ada": 0.6, "Bo": 0.3, "Cy": 0.1}},
            ),
        ),
        (bridge(), boats(question=bridge()["question"])),
    ],
    ids=["unit", "bounds", "without bounds", "ordered", "options", "type"],
)
def test_a_question_of_the_same_wording_that_means_something_else_is_refused(
    project, now, first, second
):
    record(project, now, forecasts=[first])
    before = rows_of_every_table()

    with pytest.raises((QuestionDiffers, Refused)) as caught:
        record(project, now, text=LATER, forecasts=[second])

    assert "question of this wording with another type, unit, bounds or options" in str(
        caught.value
    )
    assert "forecasts[0].question" in str(caught.value)
    assert rows_of_every_table() == before
