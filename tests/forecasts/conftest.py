"""An article that Fay has coded and Sam codes again."""

from datetime import timedelta

import pytest

from predictions.accounts.operations import create_user
from predictions.forecasts.operations import NewSpan, begin_second_coding
from tests.cast import record
from tests.forecasts.two_coders import (
    BRIDGE,
    FERRY,
    GULLS,
    LIGHTHOUSE,
    MAYOR,
    TUNNEL,
    finish,
    nothing,
    stated,
)


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
