"""What is wrong with a coding is said with place, reason and remedy, and nothing is written."""

import json

import pytest

from predictions.accounts.queries import NotFound, the_project
from predictions.errors import DomainError, Refused
from predictions.exchange.operations import CodedDifferently, record_coding
from tests.cast import (
    TEXT,
    boats,
    bridge,
    coding,
    ferry,
    lighthouse,
    mayor,
    record,
    rows_of_every_table,
    tunnel,
)


def refused(project, now, content, text=TEXT):
    """The refusals of this file's content, after a check that nothing was written."""
    before = rows_of_every_table()
    with pytest.raises(DomainError) as caught:
        record_coding(now=now, actor=None, project=project, text=text, coding=content)
    assert rows_of_every_table() == before
    errors = caught.value.errors if isinstance(caught.value, Refused) else [caught.value]
    for error in errors:
        assert error.reason
        assert error.remedy
    return errors


FORECASTS = {
    "a quote that does not occur": (
        bridge(quote="The bridge will never open"),
        "quote",
        "does not occur in the article's text",
    ),
    "a quote that occurs twice without an offset": (
        bridge(quote="The gulls come back"),
        "quote",
        "occurs more than once",
    ),
    "a quote whose offset is wrong": (bridge(start=22), "start", "the text reads"),
    "an end that does not fit": (bridge(start=23, end=30), "start", "the text reads"),
    "an offset that is no count": (bridge(start=-1), "start", "not a count of characters"),
    "an empty quote": (bridge(quote=" "), "quote", "missing or not text"),
    "a probability above 1": (
        bridge(prediction={"p": 1.2}, how="stated"),
        "prediction.p",
        "1.2 is not a probability",
    ),
    "a probability below 0": (
        bridge(prediction={"p": -0.1}, how="stated"),
        "prediction.p",
        "-0.1 is not a probability",
    ),
    "a cautious reading above 1": (
        bridge(prediction={"p": 0.9, "cautious": 1.1, "bold": 1}),
        "prediction.cautious",
        "1.1 is not a probability",
    ),
    "a cautious reading that is bolder": (
        bridge(prediction={"p": 0.8, "cautious": 0.9, "bold": 1}),
        "prediction.cautious",
        "farther from one half",
    ),
    "knots for yes or no": (
        bridge(prediction={"knots": [[1, 0.1], [2, 0.9]]}, how="stated"),
        "prediction",
        "no binary prediction",
    ),
    "a probability for a number": (
        boats(prediction={"p": 0.5}),
        "prediction",
        "no numeric prediction",
    ),
    "no prediction for a number": (boats(prediction=None), "prediction", "no numeric prediction"),
    "levels out of order": (
        boats(prediction={"knots": [[30, 0.9], [40, 0.5], [55, 0.1]]}),
        "prediction.knots[1]",
        "is not above",
    ),
    "values out of order": (
        boats(prediction={"knots": [[55, 0.1], [40, 0.5], [30, 0.9]]}),
        "prediction.knots[1]",
        "is not above",
    ),
    "a level of 1": (
        boats(prediction={"knots": [[30, 0.1], [40, 1]]}),
        "prediction.knots[1]",
        "not between 0 and 1",
    ),
    "no low level": (
        boats(prediction={"knots": [[30, 0.4], [40, 0.9]]}),
        "prediction.knots",
        "level is 0.25 or lower",
    ),
    "a value outside the bounds": (
        boats(prediction={"knots": [[-1, 0.1], [40, 0.9]]}),
        "prediction.knots[0]",
        "below the first possible value",
    ),
    "options that do not sum to 1": (
        mayor(prediction={"probabilities": {"Ada": 0.6, "Bo": 0.3, "Cy": 0.2}}),
        "prediction.probabilities",
        "sum to 1.1",
    ),
    "an option left out": (
        mayor(prediction={"probabilities": {"Ada": 0.7, "Bo": 0.3}}),
        "prediction.probabilities",
        "every option",
    ),
    "a date that is none": (
        tunnel(prediction={"point": "May"}),
        "prediction.point",
        "is not a date",
    ),
    "a resolves-at before publication": (
        bridge(resolves_at="2026-02-01"),
        "resolves_at",
        "not after the article",
    ),
    "a resolves-at on the day of publication": (
        bridge(resolves_at="2026-03-01T23:00:00Z"),
        "resolves_at",
        "not after the article",
    ),
    "a resolves-at that is no date": (
        bridge(resolves_at="June"),
        "resolves_at",
        "neither a date nor a time",
    ),
    "a missing unit": (boats(unit=None), "unit", "without a unit"),
    "bounds the wrong way round": (boats(lower=200, upper=0), "lower", "not below the upper"),
    "bounds of yes or no": (bridge(lower=0), "lower", "Only numeric questions"),
    "a bound that is no number": (boats(lower="0"), "lower", "not a number"),
    "one option": (mayor(options=["Ada"]), "options", "at least two"),
    "an option twice": (mayor(options=["Ada", "Bo", "Ada"]), "options", "twice"),
    "a date without horizon": (tunnel(horizon=None), "horizon", "a first and a last day"),
    "a horizon before publication": (
        tunnel(horizon="2026-02-01"),
        "horizon",
        "a first and a last day",
    ),
    "a type that is none": (bridge(type="maybe"), "type", "not a type of question"),
    "a question without wording": (bridge(question=""), "question", "missing or not text"),
    "a reference without from": (
        bridge(reference={"p": 0.3}),
        "reference.from",
        "where it comes from",
    ),
    "a reference that is certain": (
        bridge(reference={"p": 0.999, "from": "a hunch"}),
        "reference.p",
        "nearly certain",
    ),
    "a reference without spread": (
        boats(reference={"knots": [[40, 0.1], [40.1, 0.9]], "from": "a hunch"}),
        "reference",
        "spread is below 1 %",
    ),
    "a reference that is a point": (
        boats(reference={"point": 40, "from": "last year"}),
        "reference.point",
        "no spread",
    ),
    "an unknown how": (bridge(how="felt"), "how", "does not begin with a word known here"),
    "an unknown voice": (bridge(voice="whispered"), "voice", "is not a voice"),
    "an unknown reason code": (
        lighthouse(reason="boring"),
        "reason",
        "does not begin with a word known here",
    ),
    "a missing reason": (lighthouse(reason=None), "reason", "missing or not text"),
    "words that nothing here can read": (
        ferry(wording="methinks"),
        "prediction",
        "Nothing here can read",
    ),
    "a judgement of nothing": (
        bridge(how="judged", wording=None, prediction={"p": 0.8, "cautious": 0.7, "bold": 0.9}),
        "how",
        "neither the words nor a reason",
    ),
    "implied by a key that is not there": (
        bridge(implied_by="viaduct"),
        "implied_by",
        "is not another checkable forecast",
    ),
    "implied by itself": (
        bridge(implied_by="bridge"),
        "implied_by",
        "is not another checkable forecast",
    ),
    "an outcome without its time": (
        bridge(outcome={"value": True, "source": "all"}),
        "known_at",
        "when it could be known",
    ),
    "a forecast that is no object": ("bridge", "", "not an object"),
}


@pytest.mark.parametrize(("forecast", "field", "reason"), FORECASTS.values(), ids=FORECASTS)
def test_a_forecast_is_refused_for(project, now, forecast, field, reason):
    errors = refused(project, now, json.dumps(coding(forecasts=[lighthouse(), forecast])))

    found = [error for error in errors if reason in error.reason]
    assert found, errors
    assert found[0].field == f"forecasts[1].{field}".rstrip(".")


ARTICLES = {
    "without a title": ({"title": None}, "title", "missing"),
    "without a forecaster": ({"forecaster": None}, "forecaster", "missing"),
    "without a date": ({"published": None}, "published", "missing"),
    "with a date that is none": ({"published": "in spring"}, "published", "not a date"),
    "inferred from nothing": ({"published_is": "inferred"}, "published_is", "says from what"),
    "coded nobody knows how": ({"coding": "roughly"}, "coding", "a word known here"),
    "coded nobody knows when": ({"coding": "fully coded"}, "coding", "a word known here"),
    "without forecasts": ({"forecasts": None}, "forecasts", "not a list"),
    "in a zone that is none": ({"zone": "Harbour"}, "zone", "not a time zone"),
    "with topics that are no list": ({"topics": "harbours"}, "topics", "not a list"),
    "without an event": ({"event": None}, "event", "missing"),
    "with another text's digest": ({"sha256": "0" * 64}, "sha256", "not the one that was coded"),
}


@pytest.mark.parametrize(("changes", "field", "reason"), ARTICLES.values(), ids=ARTICLES)
def test_an_article_is_refused(project, now, changes, field, reason):
    errors = refused(project, now, json.dumps(coding(**changes)))

    assert any(error.field == field and reason in error.reason for error in errors), errors


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_a_constant_that_is_no_number_is_refused(project, now, constant):
    stated = json.dumps(coding(forecasts=[bridge(prediction={"p": 0.5}, how="stated")]))

    (error,) = refused(project, now, stated.replace('"p": 0.5', f'"p": {constant}'))

    assert f"{constant} is not a number" in error.reason


def test_a_number_too_large_to_be_one_is_refused(project, now):
    stated = json.dumps(coding(forecasts=[boats(prediction={"point": 41})]))

    (error,) = refused(project, now, stated.replace('"point": 41', '"point": 1e999'))

    assert error.field == "forecasts[0].prediction.point"
    assert "not finite" in error.reason


def test_broken_json_is_refused_with_its_place(project, now):
    (error,) = refused(project, now, '{\n  "title": "The harbour",,\n}')

    assert "The file is not JSON" in error.reason
    assert "line 2 column 26" in error.reason


@pytest.mark.parametrize("content", ["[]", '"text"', "3", "null"])
def test_json_that_is_no_object_is_refused(project, now, content):
    assert "The file is not an object." in {e.reason for e in refused(project, now, content)}


def test_a_key_given_twice_is_refused(project, now):
    errors = refused(project, now, json.dumps(coding(forecasts=[bridge(), ferry(key="bridge")])))

    assert [error.field for error in errors] == ["forecasts[1].key"]


def test_implied_by_an_implied_forecast_is_refused(project, now):
    forecasts = [
        bridge(),
        bridge(key="b", quote="will open", question="At all?", implied_by="bridge"),
        bridge(key="c", quote="open before", question="In time?", implied_by="b"),
    ]

    (error,) = refused(project, now, json.dumps(coding(forecasts=forecasts)))

    assert error.field == "forecasts[2].implied_by"


def test_an_article_without_text_is_refused(project, now):
    (error,) = refused(project, now, json.dumps(coding()), text=" \n")

    assert error.field == "text"


def test_everything_that_is_wrong_in_the_file_is_said_at_once(project, now):
    forecasts = [bridge(how="felt"), boats(lower="0"), lighthouse(reason=None)]

    errors = refused(project, now, json.dumps(coding(title=None, forecasts=forecasts)))

    assert {error.field for error in errors} >= {
        "title",
        "forecasts[0].how",
        "forecasts[1].lower",
        "forecasts[2].reason",
    }


def test_everything_that_is_wrong_with_questions_is_said_at_once(project, now):
    forecasts = [boats(unit=None), bridge(reference={"p": 0.3}), mayor(options=["Ada"])]

    errors = refused(project, now, json.dumps(coding(forecasts=forecasts)))

    assert [error.field for error in errors] == [
        "forecasts[0].unit",
        "forecasts[1].reference.from",
        "forecasts[2].options",
    ]


def test_everything_that_is_wrong_with_forecasts_is_said_at_once(project, now):
    forecasts = [bridge(quote="Nowhere"), boats(prediction={"p": 1}), ferry(voice="whispered")]

    errors = refused(project, now, json.dumps(coding(forecasts=forecasts)))

    assert [error.field for error in errors] == [
        "forecasts[0].quote",
        "forecasts[1].prediction",
        "forecasts[2].voice",
    ]


def test_the_same_text_with_another_coding_is_refused(project, now):
    record(project, now)
    before = rows_of_every_table()

    with pytest.raises(CodedDifferently) as caught:
        record(project, now, title="Another title")

    assert rows_of_every_table() == before
    assert caught.value.field == "forecasts"
    assert "with another coding" in caught.value.reason
    assert caught.value.remedy


def test_a_project_that_is_not_there_is_refused(project):
    with pytest.raises(NotFound) as caught:
        the_project("quarry")

    assert caught.value.field == "project"
    assert "There is no project “quarry”." in caught.value.reason
