"""One wide row for each coding, report and version of the rules."""

import pytest
from django.db import IntegrityError, transaction

from predictions.scores.models import Score
from predictions.scores.operations import score_all, score_pending
from predictions.scores.queries import current_scores
from tests.cast import bridge, record, resolved


@pytest.fixture
def score(project, now):
    record(project, now, forecasts=[bridge()])
    resolved("bridge", True, now)
    score_pending(now=now)
    return Score.objects.get()


def test_a_second_score_by_the_same_rules_is_refused(score):
    score.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        score.save(force_insert=True)


def test_other_rules_give_another_score(score, now):
    Score.objects.update(rules_version=0)

    assert score_all(now=now).scored == 1
    assert current_scores().count() == 1
    assert Score.objects.count() == 2
