"""A forecast is read anew or withdrawn, with a reason; nothing is edited and nothing disappears."""

from datetime import UTC, datetime, timedelta

import pytest

from predictions.accounts.operations import create_user
from predictions.errors import Stale
from predictions.forecasts.models import Coding, Forecast
from predictions.forecasts.operations import NoSuchCorrection, recode, withdraw_forecast
from predictions.forecasts.queries import codings_of, standing
from predictions.forecasts.readings import NoReading, PredictionRefused
from predictions.ledger.operations import sequence
from predictions.ledger.queries import acts_on
from predictions.ledger.verification import problems
from predictions.questions.hindsight import HindsightRefused
from predictions.scores.models import Score
from predictions.scores.operations import score_pending
from predictions.scores.queries import current_scores
from tests.cast import bridge, lighthouse, record, resolved, rows_of_every_table

JUNE = datetime(2026, 6, 1, tzinfo=UTC)
JULY = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def recorded(project, now):
    return record(project, now, forecasts=[bridge(), lighthouse()])


def forecast(key="bridge"):
    return Forecast.objects.get(key=key)


def read_anew(now, **changes):
    given = {
        "actor": None,
        "forecast": forecast(),
        "expected_number": 1,
        "prediction": {"p": 0.8, "cautious": 0.7, "bold": 0.9},
        "how": "judged",
        "because": "he hedges in the next sentence",
        "reason": "The next sentence was overlooked.",
    }
    return recode(now=now, **given | changes)


def withdraw(now, **changes):
    given = {"actor": None, "because": "wrong_speaker", "note": "The mayor said it."}
    return withdraw_forecast(now=now, forecast=forecast(), **given | changes)


def test_a_new_coding_supersedes_the_former_which_stays(now, user):
    former = forecast().coding

    coding = read_anew(now, actor=user)

    assert forecast().coding == coding
    assert (coding.number, coding.reason, coding.because, coding.coder) == (
        2,
        "The next sentence was overlooked.",
        "he hedges in the next sentence",
        user,
    )
    assert list(codings_of(forecast())) == [coding, former]
    act = acts_on(forecast()).first()
    assert (act.verb, act.actor, act.reason) == (
        "recoded",
        user,
        "The next sentence was overlooked.",
    )


def test_words_are_read_anew_by_the_lexicon(now):
    coding = read_anew(now, prediction=None, how="lexicon", phrase="likely", because="")

    assert coding.lexicon_entry
    assert 0.5 < coding.cautious["p"] < coding.prediction["p"] < coding.bold["p"]


def test_scores_follow_the_coding_that_counts(now):
    resolved("bridge", True, JUNE)
    score_pending(now=JUNE)
    former = Score.objects.get()

    read_anew(JULY)
    score_pending(now=JULY)

    assert current_scores().get().score == pytest.approx(0.2**2)
    assert former in Score.objects.all()


def test_a_coding_after_the_outcome_could_be_known_is_hindsight_unless_it_is_blind(now, user):
    resolved("bridge", True, JUNE)

    assert read_anew(JULY, hindsight="prospective").hindsight == "retrospective"
    assert read_anew(JULY, expected_number=2, actor=user, hindsight="blind").hindsight == "blind"


def test_who_recorded_the_outcome_does_not_code_blind(now, user):
    resolved("bridge", True, JUNE, actor=user)
    before = rows_of_every_table()

    with pytest.raises(HindsightRefused):
        read_anew(JULY, actor=user, hindsight="blind")
    assert rows_of_every_table() == before


def test_a_coding_in_time_is_prospective_without_being_asked(now):
    assert read_anew(now + timedelta(days=1)).hindsight == "prospective"


def test_a_coding_that_was_superseded_meanwhile_is_read_first(now):
    read_anew(now)

    with pytest.raises(Stale, match="version 2 is there, you had version 1"):
        read_anew(now)


@pytest.mark.parametrize(("changes", "refusal"), [
    ({"reason": " "}, NoSuchCorrection),
    ({"how": "felt"}, NoReading),
    ({"because": ""}, NoReading),
    ({"prediction": {"p": 2, "cautious": 0.7, "bold": 1}}, PredictionRefused),
])  # fmt: skip
def test_a_coding_that_says_too_little_or_what_cannot_be_is_refused(now, changes, refusal):
    before = rows_of_every_table()

    with pytest.raises(refusal):
        read_anew(now, **changes)
    assert rows_of_every_table() == before


def test_what_is_not_checkable_has_no_coding_to_supersede(now):
    with pytest.raises(NoSuchCorrection, match="not checkable"):
        read_anew(now, forecast=forecast("lighthouse"))


def test_a_withdrawn_forecast_is_shown_and_does_not_stand(now, user):
    withdrawn = withdraw(now, actor=user)

    assert (withdrawn.withdrawn_at, withdrawn.withdrawn_because) == (now, "wrong_speaker")
    assert withdrawn in Forecast.objects.all()
    assert list(standing()) == [forecast("lighthouse")]
    act = acts_on(withdrawn).first()
    assert (act.verb, act.actor, act.reason) == ("withdrawn", user, "The mayor said it.")


def test_what_is_not_checkable_may_be_withdrawn_too(now):
    withdraw_forecast(
        now=now, actor=None, forecast=forecast("lighthouse"), because="other", note="A caption."
    )

    assert not standing().filter(key="lighthouse").exists()


@pytest.mark.parametrize(("changes", "field"), [
    ({"because": "boring"}, "because"), ({"note": " "}, "note"),
])  # fmt: skip
def test_a_withdrawal_says_why(now, changes, field):
    with pytest.raises(NoSuchCorrection) as caught:
        withdraw(now, **changes)
    assert caught.value.field == field
    assert forecast().withdrawn_at is None


def test_a_withdrawn_forecast_is_neither_withdrawn_again_nor_recoded(now):
    withdraw(now)

    with pytest.raises(NoSuchCorrection, match="was withdrawn on 2026-03-02"):
        withdraw(now)
    with pytest.raises(NoSuchCorrection):
        read_anew(now)


def test_the_ledger_follows_corrections(now):
    read_anew(now)
    withdraw(now)
    sequence(now=now)

    assert list(problems()) == []


def test_a_coder_sees_whose_codings_there_are(now):
    coder = create_user(now=now, actor=None, email="cody@example.org", name="Cody")
    read_anew(now, actor=coder)

    newest, oldest = codings_of(forecast())
    assert (newest.coder, newest.effective_hindsight) == (coder, "prospective")
    assert (oldest.coder, oldest.reason) == (None, "")
    assert Coding.objects.count() == 2
