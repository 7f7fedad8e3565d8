"""The first page of the admin shows the figures of a project, from the same parts as the dashboard."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from predictions.accounts.operations import create_project, set_role
from predictions.questions.models import Question
from predictions.scores.operations import score_pending
from tests.cast import TEXT, record, reported, suppose


@pytest.fixture
def page(client, user):
    """What the admin's index shows; every question's date has passed by then."""

    def get(**asked):
        Question.objects.filter(status="resolved").update(resolves_at="2026-03-02T00:00:00Z")
        client.force_login(user)
        return client.get(reverse("admin:index"), asked)

    return get


def test_without_a_project_it_says_what_to_do(page):
    assert "There is no project yet." in page().content.decode()


def test_an_empty_record_says_what_to_do(page, project):
    shown = page().content.decode()

    for sentence in (
        "Nothing is due.",
        "No outcome is recorded yet.",
        "No scored forecast has a stated reference yet.",
        "No yes-or-no forecast is scored yet.",
        "No scored forecast was worded yet.",
    ):
        assert sentence in shown


def test_ranked_forecasters_and_calibration_are_shown(page, scored):
    scored(10)

    shown = page().content.decode()

    assert "Ines Quayle" in shown
    assert "n = 10 in 10 events" in shown
    assert shown.count("<svg") >= 3
    assert "Provisional, not ranked" not in shown


def test_a_record_of_hindsight_alone_says_so(page, scored):
    scored(10, coding="fully coded, retrospective")

    assert "say nothing about foresight" in page().content.decode()


def test_the_address_chooses_among_the_projects(page, scored, user, now):
    scored(1)
    other = create_project(now=now, actor=user, slug="lake", name="A lake")
    set_role(now=now, actor=user, project=other, user=user, role="administrator")

    assert page().context["shown"].project == other
    assert page(project="harbour").context["shown"].scope.forecasts == 1


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


def test_a_scenario_can_be_seen_and_says_how_much_it_moves(page, scored, client, project, now):
    scored(10)
    scenario = suppose(now, reported("Ines Quayle-0", False, now))
    score_pending(now=now)
    page()
    address = reverse("dashboard", args=[project.slug])

    headline = client.get(address).content.decode()
    supposed = client.get(address, {"scenario": scenario.public_id}).content.decode()

    assert f"were those of “{scenario}”" in headline.replace("&ldquo;", "“")
    assert headline.count("195") > supposed.count("195")
    assert client.get(address, {"scenario": "nothing"}).status_code == 400
