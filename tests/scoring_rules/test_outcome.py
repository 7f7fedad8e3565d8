from datetime import date

import pytest

from predictions.scoring_rules import DID_NOT_HAPPEN, PredictionError, Space, parse_outcome

BINARY = Space("binary")
OPTIONS = Space("categorical", options=("Germany", "France"))
SHARE = Space("numeric", lower=0, upper=100)
DAY = Space("date", published=date(2020, 8, 1), horizon=date(2020, 12, 31))

ACCEPTED = [
    (BINARY, True, True),
    (BINARY, False, False),
    (OPTIONS, "France", "France"),
    (SHARE, 80, 80.0),
    (SHARE, 0, 0.0),
    (SHARE, 100.0, 100.0),
    (DAY, "2020-12-31", "2020-12-31"),
    (DAY, date(2020, 9, 1), "2020-09-01"),
    (DAY, "2020-07-01", "2020-07-01"),
    (DAY, None, DID_NOT_HAPPEN),
    (DAY, "did not happen", DID_NOT_HAPPEN),
]
REFUSED = [
    (BINARY, 1),
    (BINARY, "yes"),
    (BINARY, None),
    (OPTIONS, "Spain"),
    (OPTIONS, 0),
    (SHARE, 100.1),
    (SHARE, -1),
    (SHARE, float("nan")),
    (SHARE, True),
    (SHARE, "80"),
    (SHARE, None),
    (DAY, "2021-01-01"),
    (DAY, "20200901"),
    (DAY, "2020-02-30"),
    (DAY, 18484),
]


@pytest.mark.parametrize(("space", "raw", "canonical"), ACCEPTED)
def test_an_outcome_is_returned_in_its_canonical_form(space, raw, canonical):
    outcome = parse_outcome(raw, space)
    assert outcome == canonical
    assert type(outcome) is type(canonical)


@pytest.mark.parametrize(("space", "raw"), REFUSED)
def test_what_cannot_have_happened_is_refused(space, raw):
    with pytest.raises(PredictionError, match=r"^value: .*; .*"):
        parse_outcome(raw, space)
