"""Two forecasters head to head, and everybody on the same questions."""

import pytest
from django.urls import reverse

from predictions.articles.models import Forecaster
from predictions.questions.models import Question
from predictions.scores.operations import score_pending
from tests.cast import TEXT, bridge, record, resolved

AGAIN = "What another paper says\n\n"


@pytest.fixture
def two(project, now):
    """Two columns on one question, which was answered."""
    record(project, now, forecasts=[bridge()])
    record(
        project,
        now,
        text=AGAIN + TEXT,
        forecaster="Otto Pier",
        forecasts=[bridge(how="stated", prediction={"p": 0.4}, wording=None)],
    )
    resolved("bridge", True, now)
    score_pending(now=now)
    Question.objects.update(resolves_at="2026-03-02T00:00:00Z")
    return {one.name: one.public_id for one in Forecaster.objects.all()}


@pytest.fixture
def get(client, reviewer, project):
    def ask(**query):
        client.force_login(reviewer)
        return client.get(reverse("compare", args=[project.slug]), query)

    return ask


def test_two_are_compared_on_the_question_both_have_answered(get, two):
    answer = get(forecaster=two["Ines Quayle"], other=two["Otto Pier"])

    (one,) = answer.context["compared"]
    assert one.difference.difference == pytest.approx(100 * (0.6**2 - 0.05**2) / 0.25)
    assert "Ines Quayle minus Otto Pier makes +143 points" in answer.content.decode()


def test_everybody_stands_in_the_additive_model(get, two):
    shown = get().context["adjusted"]

    assert [one.forecaster for one in shown] == ["Ines Quayle", "Otto Pier"]
    assert all(one.linked for one in shown)


def test_an_address_that_names_nobody_is_refused_in_words(get, two):
    answer = get(forecaster="nobody")

    assert answer.status_code == 400
    assert "Select a valid choice" in answer.content.decode()


def test_who_shares_no_question_is_told_so(get, two):
    answer = get(forecaster=two["Ines Quayle"], other=two["Otto Pier"], type="numeric")

    assert "They share no scored question" in answer.content.decode()
