"""The harbour's column, recorded, with what became of two of its forecasts."""

from datetime import UTC, datetime, timedelta

import pytest

from predictions.articles.models import Article
from predictions.scores.operations import score_pending
from tests.cast import record, resolved

KNOWN = datetime(2026, 6, 2, tzinfo=UTC)


@pytest.fixture
def column(project, reviewer, now) -> Article:
    """Recorded in time; the bridge (stated reference) and the ferry (default) are answered."""
    article = record(project, now, reviewers=(reviewer,), url="https://quay.example.org/spring")
    resolved("bridge", False, KNOWN)
    resolved("ferry", True, KNOWN)
    score_pending(now=KNOWN + timedelta(minutes=1))
    return article
