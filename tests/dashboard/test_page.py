"""The first page of the admin shows the figures."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from predictions.questions.models import Question
from tests.cast import TEXT, record


@pytest.fixture
def page(client, user):
    """What the dashboard shows; every question's date has passed by then."""

    def get(**switches):
        Question.objects.filter(status="resolved").update(resolves_at="2026-03-02T00:00:00Z")
        client.force_login(user)
        return client.get(reverse("admin:index"), switches)

    return get


def test_an_empty_record_says_what_to_do(page, project):
    shown = page().content.decode()

    for sentence in (
        "Nothing is due.",
        "No outcome is recorded yet.",
        "No scored forecast has a stated reference yet.",
        "No yes-or-no forecast is scored yet.",
    ):
        assert sentence in shown


def test_ranked_forecasters_and_calibration_are_shown(page, scored):
    scored(10)

    shown = page().content.decode()

    assert "Ines Quayle" in shown
    assert "10 yes-or-no forecasts in 10 events" in shown
    assert shown.count("<svg") >= 3
    assert "Provisional, not ranked" not in shown


def test_a_record_of_hindsight_alone_says_so(page, scored):
    scored(10, coding="fully coded, retrospective")

    assert "Nothing here may be ranked" in page().content.decode()
    assert "Nothing here may be ranked" not in page(retrospective="1").content.decode()


def test_the_switches_are_read_from_the_address(page, scored):
    scored(1)

    chosen = page(retrospective="1", voices="1").context["selection"]

    assert (chosen.retrospective, chosen.selections, chosen.voices) == (True, False, True)


def test_a_name_that_looks_like_markup_stays_text(page, scored):
    scored(10, forecaster="<script>alert(1)</script>")

    shown = page().content.decode()

    assert "<script>alert(1)</script>" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_the_page_asks_the_database_as_often_for_many_rows_as_for_few(page, project, now, scored):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert page().status_code == 200
        return len(captured)

    scored(10)
    record(project, now)
    Question.objects.filter(status="open").update(resolves_at="2026-03-02T00:00:00Z")
    page()  # signs in, which later visits need not
    few = queries()
    scored(30, forecaster="Otto Pier", forecast={"question": "In March?"})
    scored(12, forecaster="Uma Dock", forecast={"reference": None, "question": "In May?"})
    record(project, now, text=f"Again\n{TEXT}", event="The harbour in 2027")
    Question.objects.filter(status="open").update(resolves_at="2026-03-02T00:00:00Z")

    assert queries() == few
