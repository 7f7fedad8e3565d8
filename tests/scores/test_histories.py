"""Whatever happens to a record, what is taken in act by act is what a full run makes of it."""

import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from predictions.articles.models import Forecaster
from predictions.articles.operations import merge_forecasters, unmerge_forecaster
from predictions.dashboard.selection import Selection
from predictions.dashboard.skill import skill
from predictions.errors import DomainError
from predictions.forecasts.models import Forecast
from predictions.forecasts.operations import recode, withdraw_forecast
from predictions.ledger.models import Unread
from predictions.questions.models import Event, Question
from predictions.questions.operations import (
    merge_events,
    merge_questions,
    unmerge_event,
    unmerge_question,
)
from predictions.scores.models import Cell
from predictions.scores.operations import score_all, score_pending
from tests.cast import bridge, record, reported, resolved, suppose

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
JULY = datetime(2026, 7, 1, tzinfo=UTC)
PEOPLE = ["Ines Quayle", "Otto Pier", "Uma Dock"]
CODINGS = ["fully coded, prospective", "selection, prospective", "fully coded, retrospective"]


def cells_by_key():
    keys = "event_id", "forecaster_id", "type", "stated", "switches", "counts_from"
    values = "points", "points_cautious", "points_bold", "worst", "best", "questions"
    return {row[:6]: row[6:] for row in Cell.objects.values_list(*keys, *values)}


def begin(project, chance):
    for number, (person, coding) in enumerate((p, c) for p in PEOPLE for c in CODINGS):
        forecasts, text = [], f"Column {number}\n"
        for event in range(2):
            for question in range(2):
                key = f"{number}-{event}-{question}"
                quote = f"Bridge {event}{question} opens: {key}."
                text += f"{quote}\n"
                forecasts.append(
                    bridge(
                        key=key,
                        quote=quote,
                        event=f"Bridge {event}",
                        question=f"Opens {question}?",
                        how="stated",
                        prediction={"p": chance.randint(1, 99) / 100},
                        statement=f"bridge {event}",
                    )
                )
        record(project, NOW, text=text, forecaster=person, coding=coding, forecasts=forecasts)


def something_happens(chance, at):
    """One act, or none where it is refused."""
    # In one order, so that both databases see the same histories.
    forecast = chance.choice(list(Forecast.objects.filter(withdrawn_at=None).order_by("pk")))
    people = list(Forecaster.objects.filter(name__in=PEOPLE).order_by("pk"))
    one, other = chance.sample(people, 2)
    events = list(Event.objects.order_by("pk"))
    questions = chance.sample(list(Question.objects.order_by("pk")), 2)
    by = {"now": at, "actor": None}
    why = {"reason": "It was so."}
    asked = questions[0]
    acts = [
        lambda: resolved(
            forecast.key, chance.random() < 0.5, at, supersede=True, rationale="Corrected."
        ),
        lambda: resolved(
            forecast.key, None, at, kind="annulled", supersede=True, rationale="Sold."
        ),
        lambda: recode(
            **by, **why, forecast=forecast, expected_number=forecast.coding.number, how="stated",
            prediction={"p": chance.randint(1, 99) / 100},
        ),
        lambda: suppose(at, reported(forecast.key, chance.random() < 0.5, at)),
        lambda: withdraw_forecast(**by, forecast=forecast, because="other", note="Never said."),
        lambda: merge_forecasters(**by, **why, forecaster=one, into=other),
        lambda: unmerge_forecaster(**by, **why, forecaster=one),
        lambda: merge_events(**by, **why, event=events[0], into=events[1]),
        lambda: unmerge_event(**by, **why, event=events[0]),
        lambda: merge_questions(
            **by, **why, question=asked, into=questions[1], expected_version=asked.version,
            resolved_alike=True,
        ),
        lambda: unmerge_question(
            **by, **why, question=asked, expected_version=asked.version
        ),
    ]  # fmt: skip
    with suppress(DomainError):
        chance.choice(acts)()


@pytest.mark.parametrize("seed", range(4))
def test_acts_taken_in_one_by_one_leave_what_a_full_run_makes(project, seed):
    chance = random.Random(seed)
    begin(project, chance)
    for step in range(25):
        something_happens(chance, NOW + timedelta(hours=step + 1))
        if chance.random() < 0.5:
            score_pending(now=NOW)
    score_pending(now=NOW)
    taken_in = cells_by_key()

    assert not Unread.objects.filter(reader=Unread.Reader.SCORES).exists()
    assert score_all(now=NOW).scored == 0
    assert cells_by_key() == taken_in
    assert taken_in


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("switches", [{}, {"selections": True}, {"retrospective": True}])
def test_figures_from_cells_are_those_from_single_scores(project, seed, switches):
    chance = random.Random(seed)
    begin(project, chance)
    for step in range(15):
        something_happens(chance, NOW + timedelta(hours=step + 1))
    score_pending(now=NOW)

    prepared = skill(Selection(**switches), now=JULY)
    # Everything was known by then, so this filter leaves nothing out but the short way.
    by_score = skill(Selection(**switches, known_by=JULY.date()), now=JULY)

    assert [(one.key, one.mean, one.questions, one.events) for one in prepared.provisional] == [
        (one.key, pytest.approx(one.mean), one.questions, one.events)
        for one in by_score.provisional
    ]
