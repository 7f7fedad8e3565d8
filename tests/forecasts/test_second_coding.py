"""Another coder reads an article without seeing the first coding."""

import pytest

from predictions.articles.operations import record_version
from predictions.errors import Refused
from predictions.forecasts.blind_coding import blind_view, has_seen, hidden_from
from predictions.forecasts.models import Span
from predictions.forecasts.operations import (
    NewSpan,
    NotBlind,
    SecondCodingRefused,
    begin_second_coding,
    recode,
)
from predictions.ledger.queries import acts_on
from tests.cast import TEXT, rows_of_every_table
from tests.forecasts.two_coders import (
    BOATS,
    BRIDGE,
    FERRY,
    LIGHTHOUSE,
    MAYOR,
    TUNNEL,
    finish,
    forecast,
    nothing,
    stated,
)


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
