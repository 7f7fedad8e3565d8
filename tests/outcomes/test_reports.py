"""Reports beside the one that is adopted: other sources, other quantities."""

from datetime import timedelta

import pytest

from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Report
from predictions.outcomes.operations import propose
from predictions.outcomes.queries import waiting_proposal
from predictions.outcomes.reports import OutcomeRefused, add_report
from tests.cast import question, record, rows_of_every_table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def recorded(project, reviewer, now):
    record(project, now, reviewers=(reviewer,))


@pytest.fixture
def tell(reviewer, now):
    def send(key="boats", value=41, **changes):
        given = {
            "now": now,
            "actor": reviewer,
            "known_at": now,
            "source": "the harbour office",
            "evidence": [NewEvidence(quotation="We counted.")],
        } | changes
        return add_report(question=question(key), value=value, **given)

    return send


def test_a_question_has_any_number_of_reports(tell, now):
    tell(value=41)
    tell(value=44, source="the fishermen", observed_at=now - timedelta(days=1))

    assert list(Report.objects.order_by("pk").values_list("value", "source")) == [
        (41.0, "the harbour office"),
        (44.0, "the fishermen"),
    ]
    assert Report.objects.latest("pk").observed_at == now - timedelta(days=1)


def test_a_report_alone_proposes_nothing(tell):
    tell()
    assert question("boats").status == "open"


def test_a_report_does_not_take_the_place_of_what_is_proposed(tell, reviewer, now):
    proposed = propose(
        now=now,
        actor=reviewer,
        question=question("boats"),
        known_at=now,
        value=41,
        source="the harbour office",
        evidence=[NewEvidence(quotation="We counted.")],
    )
    tell(value=44)
    assert waiting_proposal(question("boats")) == proposed


def test_another_quantity_may_be_any_value_and_says_what_it_is(tell):
    report = tell(
        value=9000, quantity="boats passing at night", sentence="9,000 boats passed at night"
    )
    assert (report.value, report.quantity) == (9000, "boats passing at night")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value": 9000}, "value"),
        ({"source": ""}, "source"),
        ({"evidence": [NewEvidence()]}, "evidence"),
        ({"quantity": "boats at night"}, "sentence"),
        ({"quantity": "boats at night", "sentence": "nine", "value": {}}, "value"),
        ({"quantity": "boats at night", "sentence": "nine", "value": ""}, "value"),
    ],
)
def test_what_is_refused_leaves_nothing(tell, changes, field):
    before = rows_of_every_table()
    with pytest.raises(OutcomeRefused) as caught:
        tell(**changes)
    assert caught.value.field == field
    assert rows_of_every_table() == before


def test_nothing_is_known_before_it_is_observed(tell, now):
    with pytest.raises(OutcomeRefused, match="before it was observed"):
        tell(observed_at=now, known_at=now - timedelta(days=1))


def test_reports_stand_in_the_ledger(tell, now):
    tell()
    sequence(now=now)
    assert list(problems()) == []
