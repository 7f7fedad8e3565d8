"""Which reference counts is settled before the answer; others stand beside it."""

from datetime import UTC, datetime

import pytest

from predictions.dashboard.references import against_others, others_of
from predictions.dashboard.selection import Selection
from predictions.errors import Stale
from predictions.ledger.queries import acts_on
from predictions.questions.models import Reference
from predictions.questions.operations import (
    QuestionRefused,
    ReferenceStands,
    add_reference,
    change_reference,
)
from predictions.scores.models import Score
from predictions.scores.operations import score_pending
from tests.cast import boats, bridge, question, record, resolved, rows_of_every_table

JUNE = datetime(2026, 6, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def recorded(project, now):
    return record(project, now, forecasts=[bridge(), boats()])


def change(now, **changes):
    given = {
        "actor": None,
        "question": question("bridge"),
        "expected_version": question("bridge").version,
        "prediction": {"p": 0.6},
        "source": "6 of the last 10 bridges of this builder",
        "reason": "The builder matters more than the place.",
    }
    return change_reference(now=now, **given | changes)


def add(now, key="bridge", **changes):
    given = {
        "actor": None,
        "question": question(key),
        "prediction": {"p": 0.6},
        "source": "6 of the last 10 bridges of this builder",
    }
    return add_reference(now=now, **given | changes)


def test_a_changed_reference_counts_and_the_former_stays(now, user):
    asked = change(now, actor=user)

    assert asked.reference.prediction == {"p": 0.6}
    assert (asked.reference.number, asked.reference.origin) == (2, "stated")
    assert Reference.objects.get(question=asked, number=1).prediction == {"p": 0.3}
    act = acts_on(asked).first()
    assert (act.verb, act.actor, act.reason) == (
        "reference changed",
        user,
        "The builder matters more than the place.",
    )


def test_scores_follow_the_reference_that_was_changed_before_the_answer(now):
    change(now)
    resolved("bridge", True, JUNE)
    score_pending(now=JUNE)

    score = Score.objects.get(coding__forecast__key="bridge")
    assert score.reference_score == pytest.approx(0.4**2)


def test_once_it_is_answered_the_reference_stands(now):
    resolved("bridge", True, JUNE)
    before = rows_of_every_table()

    with pytest.raises(ReferenceStands, match="beside it"):
        change(JUNE)

    assert rows_of_every_table() == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"source": " "}, "reference.from"),
        ({"prediction": {"p": 0.999}}, "reference.p"),
        ({"prediction": {"p": 0.3}, "source": "3 of the last 10 bridges opened in time"}, "reference"),
    ],
)  # fmt: skip
def test_a_reference_that_cannot_serve_is_refused(now, changes, field):
    before = rows_of_every_table()

    with pytest.raises(QuestionRefused) as caught:
        change(now, **changes)

    assert caught.value.field == field
    assert rows_of_every_table() == before


def test_who_has_not_seen_the_last_version_does_not_change_it(now):
    change(now)

    with pytest.raises(Stale):
        change(now, expected_version=1, prediction={"p": 0.5})


def test_an_added_reference_does_not_count(now):
    added = add(now)

    assert question("bridge").reference.number == 1
    assert (added.number, added.hindsight) == (2, "prospective")


def test_a_reference_added_after_the_answer_is_marked_as_hindsight():
    resolved("bridge", True, JUNE)

    assert add(JUNE.replace(day=3)).hindsight == "retrospective"


def test_skill_under_another_reference_stands_beside_the_usual(now):
    add(now)
    resolved("bridge", True, JUNE)
    score_pending(now=JUNE)

    (other,) = others_of(question("bridge"), now=JUNE)

    said = Score.objects.get(coding__forecast__key="bridge").score
    assert other.said == "0.60"
    assert other.against.other.mean == pytest.approx(100 * (0.4**2 - said) / 0.25)
    assert other.against.usual.mean == pytest.approx(100 * (0.7**2 - said) / 0.25)


def test_a_number_is_worth_something_else_against_each_reference(project, now):
    add(
        now,
        "boats",
        prediction={"knots": [[34, 0.25], [40, 0.5], [46, 0.75]]},
        source="the count of last spring",
    )
    resolved("boats", 41, JUNE)
    score_pending(now=JUNE)

    (found,) = against_others(Selection(project=project.pk), now=JUNE)

    assert found.source == "the count of last spring"
    assert found.usual.mean > 0 > found.other.mean


def test_without_another_reference_there_is_nothing_to_compare(project, now):
    resolved("bridge", True, JUNE)
    score_pending(now=JUNE)

    assert against_others(Selection(project=project.pk), now=JUNE) == []
    assert others_of(question("bridge"), now=JUNE) == []
