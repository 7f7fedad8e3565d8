"""What becomes of a difference between two codings, and why."""

from datetime import UTC, datetime, timedelta

import pytest

from predictions.forecasts.models import SecondCoding
from predictions.forecasts.operations import NewForecast, NotToSettle
from predictions.ledger.operations import sequence
from predictions.ledger.queries import acts_on
from predictions.ledger.verification import problems
from tests.cast import TEXT, question, resolved, rows_of_every_table
from tests.forecasts.two_coders import GULLS, TUNNEL, forecast, left_to_settle, ruled

JUNE = datetime(2026, 6, 1, tzinfo=UTC)


def test_the_first_reading_may_stand(finished_coding, first):
    settlement = ruled(finished_coding, "bridge", ruling="first", actor=first)

    assert forecast("bridge").coding.number == 1
    assert left_to_settle(finished_coding) == ["boats", "tunnel", "-"]
    assert (settlement.settled_by, settlement.reason) == (first, "We read it again together.")
    assert acts_on(finished_coding).first().verb == "settled"


def test_the_second_reading_supersedes_the_first(finished_coding):
    ruled(finished_coding, "bridge", ruling="recoded")

    coding = forecast("bridge").coding
    assert (coding.number, coding.reason) == (2, "We read it again together.")
    assert (coding.prediction, coding.cautious, coding.bold) == (
        {"p": 0.99},
        {"p": 0.95},
        {"p": 1},
    )
    assert (coding.how, coding.because) == ("judged", "he repeats it")


def test_a_third_reading_supersedes_both(finished_coding):
    agreed = {"p": 0.97, "cautious": 0.9, "bold": 1}

    ruled(finished_coding, "bridge", ruling="recoded", prediction=agreed)

    assert forecast("bridge").coding.prediction == {"p": 0.97}


def test_after_the_outcome_a_settlement_is_hindsight(finished_coding):
    resolved("bridge", True, JUNE)

    ruled(finished_coding, "bridge", ruling="recoded", now=JUNE + timedelta(days=1))

    assert forecast("bridge").coding.hindsight == "retrospective"


def test_what_was_no_forecast_is_withdrawn(finished_coding):
    ruled(finished_coding, "boats", ruling="withdrawn")

    assert forecast("boats").withdrawal_note == "We read it again together."


def test_what_was_overlooked_is_added(finished_coding, article):
    gulls = NewForecast(
        key="gulls",
        quote="The gulls come back",
        start=GULLS["start"],
        forecaster=article.forecaster,
        voice="own",
        hindsight="prospective",
        question=question("bridge"),
        prediction={"p": 0.7},
        how="stated",
    )

    ruled(finished_coding, span=GULLS["start"], ruling="added", added=gulls)

    assert forecast("gulls").coding.prediction == {"p": 0.7}
    assert left_to_settle(finished_coding) == ["bridge", "boats", "tunnel"]


def test_what_is_of_another_kind_is_replaced(finished_coding, article):
    vague = NewForecast(
        key="tunnel-2",
        quote=TEXT[TUNNEL["start"] : TUNNEL["end"]],
        forecaster=article.forecaster,
        voice="own",
        hindsight="",
        not_checkable="vague",
    )

    ruled(finished_coding, "tunnel", ruling="added", added=vague)

    assert forecast("tunnel").withdrawn_at
    assert forecast("tunnel-2").not_checkable == "vague"


@pytest.mark.parametrize(("key", "changes", "field"), [
    ("bridge", {"ruling": "first", "reason": " "}, "reason"),
    ("bridge", {"ruling": "both"}, "ruling"),
    ("ferry", {"ruling": "first"}, "forecast"),
    ("bridge", {"ruling": "first", "forecast": None}, "forecast"),
    ("tunnel", {"ruling": "added"}, "added"),
])  # fmt: skip
def test_a_ruling_that_does_not_fit_is_refused(finished_coding, key, changes, field):
    before = rows_of_every_table()

    with pytest.raises(NotToSettle) as caught:
        ruled(finished_coding, key, **changes)

    assert caught.value.field == field
    assert rows_of_every_table() == before


def test_what_only_the_second_coder_saw_is_not_withdrawn(finished_coding):
    with pytest.raises(NotToSettle, match="Only the second coder saw"):
        ruled(finished_coding, span=GULLS["start"], ruling="withdrawn")


def test_a_difference_is_settled_once(finished_coding):
    ruled(finished_coding, "bridge", ruling="first")

    with pytest.raises(NotToSettle):
        ruled(finished_coding, "bridge", ruling="recoded")


def test_the_ledger_follows_second_codings(finished_coding, now):
    ruled(finished_coding, "bridge", ruling="recoded")
    sequence(now=JUNE)

    assert list(problems()) == []
    assert SecondCoding.objects.get().finished_at
