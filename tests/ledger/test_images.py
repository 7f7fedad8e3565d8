"""Rows as plain arrays that JSON can carry."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from predictions.accounts.models import Project, User
from predictions.forecasts.models import Coding
from predictions.ledger.images import CHUNK, columns_of, images_of, line_of, neighbours, plain
from predictions.ledger.models import Checkpoint
from predictions.questions.models import Event, Question


def test_a_time_is_written_in_utc_with_microseconds():
    minsk = timezone(timedelta(hours=3))
    assert plain(datetime(2026, 3, 2, 9, tzinfo=minsk)) == "2026-03-02T06:00:00.000000+00:00"


def test_one_moment_reads_the_same_in_every_zone():
    moment = datetime(2026, 3, 2, 23, 59, 59, 7, tzinfo=UTC)
    assert plain(moment.astimezone(timezone(timedelta(hours=14)))) == plain(moment)


def test_a_date_is_written_as_a_date():
    assert plain(date(2026, 3, 2)) == "2026-03-02"


def test_bytes_are_written_in_hexadecimal():
    assert plain(b"\x00\xff") == plain(memoryview(b"\x00\xff")) == "00ff"


def test_long_bytes_are_written_as_their_hash():
    page = b"<p>A kept page.</p>" * 100
    assert plain(page) == f"sha256:{hashlib.sha256(page).hexdigest()}"


def test_what_nobody_has_a_word_for_is_refused():
    with pytest.raises(TypeError, match="no word for"):
        plain({1, 2})


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(number):
    with pytest.raises(ValueError, match="not JSON compliant"):
        images_of([Coding(pk=3, forecast_id=4, prediction={"p": number})])


def test_a_line_is_plain_json():
    row = [None, True, 3, 0.1, "“will”\n", {"z": 1, "a": 0.9}, [["2020-09-30", 0.1]]]
    assert json.loads(line_of(row)) == row
    assert line_of(row) == ('[null,true,3,0.1,"“will”\\n",{"a":0.9,"z":1},[["2020-09-30",0.1]]]')


def test_the_key_comes_first():
    assert columns_of(Checkpoint) == ("id", "size", "root", "at", "note")
    assert columns_of(Question)[0] == "id"


def test_a_pointer_is_written_by_its_column():
    assert "event_id" in columns_of(Question)
    assert "event" not in columns_of(Question)


def test_what_changes_without_an_operation_is_left_out():
    assert {"password", "last_login"}.isdisjoint(columns_of(User))
    assert {"email", "is_superuser", "is_active"} <= set(columns_of(User))


def test_every_other_column_is_there():
    named = {field.attname for field in User._meta.concrete_fields}
    assert named - set(columns_of(User)) == {"password", "last_login"}
    for model in (Project, Question, Coding):
        assert set(columns_of(model)) == {field.attname for field in model._meta.concrete_fields}


def test_a_row_is_in_the_order_of_its_columns():
    checkpoint = Checkpoint(
        pk=1, size=7, root=b"\x01", at=datetime(2026, 3, 2, tzinfo=UTC), note="n"
    )
    (image,) = images_of([checkpoint])
    assert image.lines == ['[1,7,"01","2026-03-02T00:00:00.000000+00:00","n"]']


def test_rows_of_one_table_stand_together():
    events = [Event(pk=number, project_id=1, name=f"event {number}") for number in (1, 2)]
    coding = Coding(pk=3, forecast_id=4, prediction={"p": 0.9}, how="judged")

    first, second = images_of([events[1], coding, events[0]])

    assert first.table == "predictions_event"
    assert [json.loads(line)[0] for line in first.lines] == [1, 2]
    assert (first.first, first.last) == (1, 2)
    assert second.table == "predictions_coding"
    values = dict(zip(second.columns, json.loads(second.lines[0]), strict=True))
    assert values["prediction"] == {"p": 0.9}
    assert values["cautious"] is None


def test_a_row_written_twice_stands_there_once():
    event = Event(pk=1, project_id=1, name="event")
    (image,) = images_of([event, event])
    assert len(image.lines) == 1


def test_rows_far_apart_stand_in_images_of_their_own():
    keys = [1, 2, CHUNK, CHUNK + 1, 10 * CHUNK]
    assert [list(run) for run in neighbours(keys)] == [
        [1, 2, CHUNK],
        [CHUNK + 1],
        [10 * CHUNK],
    ]
