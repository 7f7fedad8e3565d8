"""Another coder reads an article without seeing the first coding; what differs is settled."""

from datetime import UTC, datetime, timedelta

import pytest

from predictions.accounts.operations import create_user
from predictions.articles.operations import record_version
from predictions.errors import Refused
from predictions.forecasts.agreements import agreements, by_article, by_pair, of_project
from predictions.forecasts.blind_coding import blind_view, has_seen, hidden_from
from predictions.forecasts.differences import NotFinished, compare, finished, unsettled
from predictions.forecasts.models import Forecast, SecondCoding, Span
from predictions.forecasts.operations import (
    NewForecast,
    NewSpan,
    NotBlind,
    NotToSettle,
    SecondCodingRefused,
    begin_second_coding,
    finish_second_coding,
    recode,
    settle,
)
from predictions.ledger.operations import sequence
from predictions.ledger.queries import acts_on
from predictions.ledger.verification import problems
from tests.cast import TEXT, question, record, resolved, rows_of_every_table

JUNE = datetime(2026, 6, 1, tzinfo=UTC)


def place(words):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


BRIDGE = place("The bridge will open before June")
FERRY = place("It is likely that the ferry stops")
GULLS = place("The gulls come back")
LIGHTHOUSE = place("Somebody should paint the lighthouse")
MAYOR = place("Ada with 60 %, Bo with 30 % and Cy with 10 %")
TUNNEL = place("dug through in May, in July at the latest")
BOATS = place("I count on 40 boats, on 30 at\nworst and 55 at best")


def stated(p, **where):
    return NewSpan(**where, type="binary", prediction={"p": p}, how="stated")


def nothing(**where):
    return NewSpan(**where, not_checkable="vague")


@pytest.fixture
def first(project, now):
    return create_user(now=now, actor=None, email="fay@example.org", name="Fay")


@pytest.fixture
def second(project, now):
    return create_user(now=now, actor=None, email="sam@example.org", name="Sam")


@pytest.fixture
def article(project, now, first):
    return record(project, now, actor=first)


@pytest.fixture
def begun(article, second, now):
    later = now + timedelta(hours=1)
    return begin_second_coding(now=later, actor=second, article=article, given="text")


def finish(second_coding, *spans, now=datetime(2026, 3, 3, tzinfo=UTC), **changes):
    given = {"actor": second_coding.coder, "second_coding": second_coding, "spans": spans}
    return finish_second_coding(now=now, **given | changes)


def forecast(key):
    return Forecast.objects.get(key=key)


def test_from_the_clean_text_the_second_coder_sees_nothing_else(begun):
    view = blind_view(begun)

    assert (view.title, view.text, view.spans) == ("The harbour in spring", TEXT, ())


def test_from_places_the_second_coder_sees_where_and_not_what(article, second, now):
    begun = begin_second_coding(now=now, actor=second, article=article, given="spans")

    assert blind_view(begun).spans == tuple(
        sorted(tuple(place.values()) for place in (BRIDGE, FERRY, BOATS, MAYOR, TUNNEL, LIGHTHOUSE))
    )


def test_who_coded_an_article_cannot_code_it_second(article, first, second, now):
    assert has_seen(first, article)
    assert not has_seen(second, article)
    before = rows_of_every_table()

    with pytest.raises(NotBlind, match="Fay has coded this article already"):
        begin_second_coding(now=now, actor=first, article=article, given="text")
    assert rows_of_every_table() == before


def test_who_coded_another_version_or_recoded_has_seen_it(article, first, second, now):
    version = record_version(
        now=now,
        actor=second,
        article=article,
        text=f"{TEXT}!",
        published_on=article.published_on,
        note="",
    )
    assert has_seen(first, version)
    assert not has_seen(second, version)

    recode(
        now=now,
        actor=second,
        forecast=forecast("bridge"),
        expected_number=1,
        prediction={"p": 0.9},
        how="stated",
        reason="He gives the number below.",
    )

    assert has_seen(second, version)


def test_the_codings_are_hidden_from_the_second_coder_until_they_have_finished(begun, second):
    assert list(hidden_from(second)) == [begun.article]

    finish(begun)

    assert list(hidden_from(second)) == []


def test_who_saw_the_codings_meanwhile_cannot_finish(begun, second, now):
    recode(
        now=now,
        actor=second,
        forecast=forecast("bridge"),
        expected_number=1,
        prediction={"p": 0.9},
        how="stated",
        reason="He gives the number below.",
    )

    with pytest.raises(NotBlind):
        finish(begun)


def test_a_second_coding_is_begun_once_and_finished_once(begun, article, second, now):
    with pytest.raises(SecondCodingRefused, match="has begun"):
        begin_second_coding(now=now, actor=second, article=article, given="spans")
    finish(begun, stated(0.9, **BRIDGE))
    with pytest.raises(SecondCodingRefused, match="is finished"):
        finish(begun)

    assert [act.verb for act in acts_on(begun)] == ["finished", "begun"]


def test_a_second_coding_is_finished_by_its_coder(begun, first):
    with pytest.raises(SecondCodingRefused, match="somebody else's"):
        finish(begun, actor=first)


def test_there_is_nothing_else_to_code_from(article, second, now):
    with pytest.raises(SecondCodingRefused) as caught:
        begin_second_coding(now=now, actor=second, article=article, given="memory")
    assert caught.value.field == "given"


def test_words_are_read_as_in_the_first_coding(begun):
    finish(begun, NewSpan(**FERRY, type="binary", how="lexicon", phrase="likely"))

    span = Span.objects.get()
    assert span.prediction == forecast("ferry").coding.prediction
    assert span.cautious["p"] < span.prediction["p"] < span.bold["p"]


@pytest.mark.parametrize(("span", "field"), [
    (NewSpan(start=5, end=5, not_checkable="vague", where="spans[0]."), "spans[0].start"),
    (NewSpan(start=0, end=10**6, not_checkable="vague", where="spans[0]."), "spans[0].start"),
    (NewSpan(**BRIDGE, not_checkable="dull", where="spans[0]."), "spans[0].not_checkable"),
    (NewSpan(**BRIDGE, type="oracle", how="stated", where="spans[0]."), "spans[0].type"),
    (NewSpan(**BRIDGE, type="binary", how="felt", where="spans[0]."), "spans[0].how"),
    (NewSpan(**BRIDGE, type="binary", how="stated", prediction={"p": 7}, where="spans[0]."),
     "spans[0].prediction.p"),
    (NewSpan(**MAYOR, type="categorical", how="stated", prediction={"probabilities": {"Ada": 1}},
             where="spans[0]."), "spans[0].space.options"),
])  # fmt: skip
def test_what_a_second_coder_cannot_mean_is_refused_with_its_path(begun, span, field):
    before = rows_of_every_table()

    with pytest.raises(Refused) as caught:
        finish(begun, span)

    assert [error.field for error in caught.value.errors] == [field]
    assert rows_of_every_table() == before


def test_a_place_is_marked_once(begun):
    with pytest.raises(SecondCodingRefused, match="marked twice"):
        finish(begun, stated(0.9, **BRIDGE), nothing(**BRIDGE))


def test_given_places_are_all_coded(article, second, now):
    begun = begin_second_coding(now=now, actor=second, article=article, given="spans")

    with pytest.raises(SecondCodingRefused, match="not those that were given"):
        finish(begun, stated(0.9, **BRIDGE))


def test_what_is_unfinished_is_not_compared(begun):
    with pytest.raises(NotFinished):
        compare(begun)


def test_places_that_share_half_of_the_shorter_one_are_the_same(begun):
    within = {"start": BRIDGE["start"] + 4, "end": BRIDGE["start"] + 10}
    touching = {"start": LIGHTHOUSE["end"] - 3, "end": LIGHTHOUSE["end"] + 9}

    done = finish(begun, stated(0.9, **within), nothing(**touching), nothing(**GULLS))

    pairs = compare(done)
    assert {pair.forecast.key for pair in pairs if pair.types} == {"bridge"}
    assert [pair.span.start for pair in pairs if pair.span and not pair.forecast] == [
        touching["start"],
        GULLS["start"],
    ]
    assert len(pairs) == 8


def test_of_two_places_within_one_the_larger_share_is_paired(begun):
    small = {"start": BRIDGE["start"], "end": BRIDGE["start"] + 5}
    large = {"start": BRIDGE["start"] + 6, "end": BRIDGE["end"]}

    done = finish(begun, stated(0.2, **small), stated(0.9, **large))

    (pair,) = [pair for pair in compare(done) if pair.types]
    assert (pair.forecast.key, pair.span.start) == ("bridge", large["start"])


@pytest.fixture
def finished_coding(begun):
    """Alike on three places; the bridge likelier, the tunnel vague, gulls instead of boats."""
    mayor = NewSpan(
        **MAYOR,
        type="categorical",
        prediction={"probabilities": {"Ada": 0.6, "Bo": 0.3, "Cy": 0.1}},
        how="stated",
    )
    return finish(
        begun,
        NewSpan(**BRIDGE, type="binary", how="judged", because="he repeats it",
                prediction={"p": 0.99, "cautious": 0.95, "bold": 1}),
        NewSpan(**FERRY, type="binary", how="lexicon", phrase="likely"),
        mayor,
        nothing(**TUNNEL),
        nothing(**LIGHTHOUSE),
        stated(0.7, **GULLS),
    )  # fmt: skip


def differences(second_coding):
    return [pair.forecast.key if pair.forecast else "-" for pair in unsettled(second_coding)]


def test_only_what_differs_is_to_be_settled(finished_coding):
    assert differences(finished_coding) == ["bridge", "boats", "tunnel", "-"]


def test_agreement_is_told_apart_by_places_types_and_probabilities(finished_coding):
    found = agreements([finished_coding])

    assert found.articles == 1
    assert found.places.units == len(TEXT)
    assert 0 < found.places.alpha < 1
    assert found.types.units == 5
    assert found.probabilities.units == 2
    # .95 and .99, and twice what the lexicon has for “likely”.
    likely = forecast("ferry").coding.prediction["p"]
    values = (0.95, 0.99, likely, likely)
    mean = sum(values) / 4
    expected = 2 * sum((value - mean) ** 2 for value in values) / 3
    assert found.probabilities.alpha == pytest.approx(1 - 0.04**2 / 2 / expected)


def test_the_alpha_of_types_is_that_of_five_places(finished_coding):
    # binary twice, categorical, not checkable: alike; a date against not checkable.
    # Of 10 values 4 are binary, 2 categorical, 3 not checkable, 1 a date; 2 of 10 are mismatched.
    expected = 1 - 9 * 2 / (100 - 16 - 4 - 9 - 1)

    assert agreements([finished_coding]).types.alpha == pytest.approx(expected)


def test_within_one_article_forecasts_are_resampled_and_places_have_no_interval(finished_coding):
    found = agreements([finished_coding])

    assert found.types.interval is not None
    assert found.types.clusters == 5
    assert found.places.interval is None


def test_places_that_were_given_say_nothing_of_finding_them(article, second, now):
    begun = begin_second_coding(now=now, actor=second, article=article, given="spans")
    spans = [nothing(start=start, end=end) for start, end in blind_view(begun).spans]

    found = agreements([finish(begun, *spans)])

    assert (found.places.units, found.types.units) == (0, 6)


def test_agreement_is_told_by_article_and_pair_and_for_the_project(
    finished_coding, project, first, second, article
):
    assert of_project(project) == agreements(finished())
    assert list(by_article(project)) == [article]
    assert by_pair(project) == {(first, second): of_project(project)}


def ruled(second_coding, key=None, span=None, now=datetime(2026, 3, 4, tzinfo=UTC), **changes):
    one = forecast(key) if key else None
    (found,) = [
        pair
        for pair in compare(second_coding)
        if (one and pair.forecast == one) or (span and pair.span and pair.span.start == span)
    ]
    given = {
        "actor": None,
        "second_coding": second_coding,
        "forecast": found.forecast,
        "span": found.span,
        "reason": "We read it again together.",
    }
    return settle(now=now, **given | changes)


def test_the_first_reading_may_stand(finished_coding, first):
    settlement = ruled(finished_coding, "bridge", ruling="first", actor=first)

    assert forecast("bridge").coding.number == 1
    assert differences(finished_coding) == ["boats", "tunnel", "-"]
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
    assert differences(finished_coding) == ["bridge", "boats", "tunnel"]


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


def test_settling_does_not_change_how_well_they_agreed(finished_coding):
    before = agreements([finished_coding])

    ruled(finished_coding, "bridge", ruling="recoded")
    ruled(finished_coding, "boats", ruling="withdrawn")

    assert agreements([finished_coding]) == before


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
