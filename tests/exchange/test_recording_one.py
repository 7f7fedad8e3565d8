"""One forecast found in an article that is recorded already: with its question, or not at all."""

import pytest

from predictions.accounts.operations import create_project
from predictions.errors import DomainError
from predictions.exchange.recording import Found, OtherProject, record_found
from predictions.forecasts.models import Forecast
from predictions.ledger.models import Act
from predictions.questions.models import Event, Question
from tests.cast import TEXT, bridge, question, record, rows_of_every_table

pytestmark = pytest.mark.django_db

QUOTE = "The tunnel is\ndug through in May"
FORECAST = {
    "quote": QUOTE,
    "start": TEXT.index(QUOTE),
    "end": TEXT.index(QUOTE) + len(QUOTE),
    "voice": "own",
    "hindsight": "prospective",
    "how": "judged",
    "phrase": "in May",
    "because": "said flatly",
    "prediction": {"p": 0.9, "cautious": 0.8, "bold": 0.97},
}
QUESTION = {
    "wording": "Is the tunnel dug through in May 2026?",
    "type": "binary",
    "hindsight": "prospective",
}


@pytest.fixture
def article(project, now):
    return record(project, now, forecasts=[bridge()])


def found(article, user, now, **changes):
    given = {
        "forecaster": "Ines Quayle",
        "event": "The tunnel",
        "question": QUESTION,
        "forecast": FORECAST,
    } | changes
    return record_found(now=now, actor=user, article=article, found=Found(**given))


def test_it_joins_the_others_with_a_question_and_an_event_of_its_own(article, user, now):
    forecast = found(article, user, now)

    assert article.forecasts.count() == 2
    assert (forecast.key, forecast.quote) == ("found-2", QUOTE)
    assert forecast.coding.prediction == {"p": 0.9}
    assert forecast.coding.coder == user
    assert forecast.question.event.name == "The tunnel"
    assert forecast.question.status == Question.Status.DRAFT
    assert forecast.forecaster == article.forecaster
    assert Act.objects.filter(verb="forecasts recorded", actor_id=user.pk).exists()


def test_it_answers_a_question_that_is_there(article, user, now):
    known = question("bridge")
    forecast = found(article, user, now, known=known, question=None, event="")
    assert forecast.question == known
    assert Event.objects.count() == 1


def test_somebody_else_may_have_said_it(article, user, now):
    forecast = found(
        article, user, now, forecaster="The builder", forecast=FORECAST | {"voice": "reported"}
    )
    assert forecast.forecaster.name == "The builder"
    assert forecast.voice == Forecast.Voice.REPORTED


def test_what_is_not_checkable_needs_no_question(article, user, now):
    said = FORECAST | {"not_checkable": "vague", "prediction": None, "how": ""}
    forecast = found(article, user, now, question=None, forecast=said)
    assert forecast.question is None
    assert forecast.not_checkable == "vague"


def test_each_has_a_key_of_its_own(article, user, now):
    keys = [found(article, user, now).key for _ in range(3)]
    assert keys == ["found-2", "found-3", "found-4"]


@pytest.mark.parametrize(
    "changes",
    [
        {"forecast": FORECAST | {"quote": "never said", "start": None, "end": None}},
        {"forecast": FORECAST | {"prediction": {"p": 2}}},
        {"question": QUESTION | {"wording": " "}},
        {"forecaster": ""},
        {"question": None},
        {"event": ""},
    ],
)
def test_what_is_refused_leaves_nothing_behind(article, user, now, changes):
    before = rows_of_every_table()
    with pytest.raises(DomainError):
        found(article, user, now, **changes)
    assert rows_of_every_table() == before


def test_a_question_of_another_project_is_refused(article, user, now):
    other = create_project(now=now, actor=user, slug="other", name="Other")
    record(other, now)
    known = Question.objects.filter(event__project=other).first()
    with pytest.raises(OtherProject):
        found(article, user, now, known=known, question=None)
