"""Two coders of the column of the cast: the places in it, and what the second made of them."""

from datetime import UTC, datetime

from predictions.forecasts.differences import compare, unsettled
from predictions.forecasts.models import Forecast
from predictions.forecasts.operations import (
    NewSpan,
    finish_second_coding,
    settle,
)
from tests.cast import TEXT


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


def finish(second_coding, *spans, now=datetime(2026, 3, 3, tzinfo=UTC), **changes):
    given = {"actor": second_coding.coder, "second_coding": second_coding, "spans": spans}
    return finish_second_coding(now=now, **given | changes)


def forecast(key):
    return Forecast.objects.get(key=key)


def left_to_settle(second_coding):
    return [pair.forecast.key if pair.forecast else "-" for pair in unsettled(second_coding)]


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
