"""Questions that may be meant by a wording, in the API and where a forecast is recorded."""

import pytest

from predictions.dashboard.suggestions import suggestions
from predictions.questions.models import Question
from predictions.questions.queries import questions_like
from tests.cast import ferry, question, record

pytestmark = pytest.mark.django_db


def wordings(found):
    return [one.wording for one in found]


def test_the_most_alike_comes_first(project, now):
    record(project, now)
    wording = question("ferry").wording
    assert wordings(questions_like(project, wording.upper()))[0] == wording


@pytest.mark.parametrize("typed", ["паром остановится до июня?", "ПАРОМ ОСТАНОВИТСЯ ДО ИЮНЯ"])
def test_letters_of_any_alphabet_are_compared(project, now, typed):
    record(project, now, forecasts=[ferry(question="Паром остановится до июня?")])
    assert wordings(questions_like(project, typed)) == ["Паром остановится до июня?"]


def test_a_wording_of_short_words_is_compared_with_all(project, now):
    record(project, now, forecasts=[ferry(question="Is it up?")])
    assert wordings(questions_like(project, "Is it up")) == ["Is it up?"]


def test_both_suggest_the_same(project, now):
    article = record(project, now)
    alike = questions_like(project, question("boats").wording)
    assert suggestions(article, question("boats").wording).questions[: len(alike)] == alike


def test_of_an_article_the_others_follow(project, now):
    article = record(project, now)
    suggested = suggestions(article, question("boats").wording).questions
    assert set(suggested) == set(Question.objects.filter(merged_into__isnull=True))
    assert len(set(suggested)) == len(suggested)
