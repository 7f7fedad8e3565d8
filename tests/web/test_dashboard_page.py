"""The dashboard: figures, their data, and an address that says what is shown."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from predictions.accounts.operations import create_user, set_role
from predictions.articles.models import Forecaster
from predictions.questions.models import Question
from predictions.scores.operations import score_pending
from tests.cast import TEXT, boats, bridge, question, record, resolved

CARDS = ("queue", "skill", "calibration", "words", "ranges", "holds", "agreement")


@pytest.fixture
def scored(project, now):
    """A function that records a column with a bridge in each of some events, and scores them."""

    def make(
        events, *, forecaster="Ines Quayle", outcome=True, question="Does it open?", **changes
    ):
        forecasts = [
            bridge(
                key=f"{forecaster}-{number}", quote=f"Bridge {number} will open.",
                event=f"Bridge {number}", question=question,
            )
            for number in range(events)
        ]  # fmt: skip
        text = "\n".join([f"{forecaster} {changes}", *(one["quote"] for one in forecasts)])
        article = record(
            project, now, text=text, forecaster=forecaster, forecasts=forecasts, **changes
        )
        for one in forecasts:
            asked = article.forecasts.get(key=one["key"]).question
            if asked.status == "open":
                resolved(one["key"], outcome, now)
        score_pending(now=now)
        Question.objects.filter(status="resolved").update(resolves_at="2026-03-02T00:00:00Z")
        return article

    return make


@pytest.fixture
def get(client, reviewer, project):
    """What a member is shown."""

    def ask(**asked):
        client.force_login(reviewer)
        return client.get(reverse("dashboard", args=["harbour"]), asked)

    return ask


def test_the_first_page_after_signing_in_is_the_dashboard(client, reviewer):
    client.force_login(reviewer)

    assert client.get(reverse("home")).url == "/projects/harbour/"


def test_to_others_the_project_is_not_there(client, project, now):
    stranger = create_user(now=now, actor=None, email="sam@example.org", name="Sam")
    client.force_login(stranger)

    assert client.get(reverse("dashboard", args=["harbour"])).status_code == 404
    address = reverse("dashboard_data", args=["harbour", "skill", ".csv"])
    assert client.get(address).status_code == 404


def test_an_empty_dashboard_says_what_to_do(get):
    shown = get().content.decode()

    for sentence in (
        "Nothing is due.",
        "Record a reference with its data set and rule",
        "The curve appears with the first recorded outcome.",
        "Phrases stand here as soon as",
        "The histogram appears with the first recorded outcome.",
        "No article was coded twice yet",
    ):
        assert sentence in shown


def test_every_card_has_its_sentence_its_data_and_its_method(get, scored):
    scored(10)

    shown = get().content.decode()

    for card in CARDS[1:-1]:
        assert f'href="/projects/harbour/figures/{card}.csv"' in shown
        assert f'href="/projects/harbour/figures/{card}/"' in shown
    assert "The one ranked record is better than the reference" in shown
    assert "When they say “will”, it happens 100\u00a0% of the time (n = 10 in 10 events)" in shown
    assert "Bayesian bootstrap over events" in shown
    assert "at most a minute behind the rows" in shown


def test_filters_and_switches_live_in_the_address(get, scored):
    scored(2)
    scored(3, forecaster="Otto Pier", coding="fully coded, retrospective", question="In May?")
    otto = Forecaster.objects.get(name="Otto Pier")

    assert get().context["shown"].scope.forecasts == 2
    assert get(retrospective="1").context["shown"].scope.forecasts == 5
    found = get(retrospective="1", forecaster=otto.public_id, type="binary", reading="bold")
    assert found.context["shown"].scope.forecasts == 3
    assert found.context["shown"].selection.reading == "bold"
    assert get(retrospective="1", known_by="2001-01-01").context["shown"].scope.forecasts == 0
    shown = found.content.decode()
    assert f'<option value="{otto.public_id}" selected>Otto Pier</option>' in shown
    assert f"/figures/skill.csv?retrospective=1&amp;forecaster={otto.public_id}" in shown


@pytest.mark.parametrize(
    "asked",
    [
        {"forecaster": "nobody"},
        {"topic": "x"},
        {"event": "' OR 1=1"},
        {"type": "guess"},
        {"known_by": "yesterday"},
        {"reading": "loud"},
        {"voices": "2"},
    ],
)
def test_what_there_is_not_is_named_and_nothing_else_is_shown(get, scored, asked):
    scored(1)

    answer = get(**asked)

    assert answer.status_code == 400
    assert "The address asks for what there is not" in answer.content.decode()
    assert answer.context["form"].errors


def test_a_record_of_hindsight_alone_is_widened_and_the_switches_say_so(get, scored):
    scored(3, coding="selection, retrospective")

    answer = get()

    assert "say nothing about foresight" in answer.content.decode()
    assert [one.chosen for one in answer.context["switches"]] == ["", "1", "1", "1"]
    assert "No forecast that was scored is selected." in get(voices="").content.decode()


@pytest.mark.parametrize("card", CARDS)
def test_the_data_of_a_card_are_a_table_and_a_file(client, get, scored, card):
    scored(10)
    get()

    page = client.get(reverse("dashboard_data", args=["harbour", card, "/"]))
    file = client.get(reverse("dashboard_data", args=["harbour", card, ".csv"]))

    assert page.status_code == 200
    rows = list(csv.DictReader(io.StringIO(file.content.decode())))
    assert len(rows) == len(page.context["rows"])
    assert file["Content-Disposition"] == f'attachment; filename="harbour-{card}.csv"'
    if card == "skill":
        assert (rows[0]["forecaster"], rows[0]["rank"], rows[0]["events"]) == (
            "Ines Quayle", "1", "10",
        )  # fmt: skip


def test_a_name_that_looks_like_markup_stays_text(get, scored):
    scored(10, forecaster="<script>alert(1)</script>")

    assert "<script>alert(1)" not in get().content.decode()


def test_the_dashboard_asks_as_often_for_many_rows_as_for_few(get, project, now, scored):
    def queries():
        caches["template_fragments"].clear()
        with CaptureQueriesContext(connection) as captured:
            assert get().status_code == 200
        return len(captured)

    scored(10)
    record(project, now)
    get()
    few = queries()
    scored(30, forecaster="Otto Pier", question="In March?")
    scored(12, forecaster="Uma Dock", question="In May?")
    record(project, now, text=f"Again\n{TEXT}", event="The harbour in 2027")

    assert queries() == few


def test_a_page_seen_before_asks_for_no_row_of_a_figure(get, scored):
    scored(12)
    first = get().content.decode()
    with CaptureQueriesContext(connection) as captured:
        again = get().content.decode()

    said = " ".join(one["sql"] for one in captured)
    assert again.partition("<main")[2] == first.partition("<main")[2]
    assert "predictions_score" not in said
    assert "predictions_standing" not in said
    assert "predictions_question" not in said


def test_what_is_recorded_stands_on_a_page_seen_before(get, project, now):
    def waiting():
        counted = re.findall(r"<span>(\d+)</span><small>(?:open|due)<", get().content.decode())
        return sum(map(int, counted))

    record(project, now)
    before = waiting()
    record(project, now, text=f"Again\n{TEXT}", event="The harbour in 2027")

    assert 0 < before < waiting()


def test_every_age_leads_to_the_desk_with_just_these_questions(client, get, project, now):
    record(project, now, forecasts=[bridge(), boats()])
    for key, days in (("bridge", 3), ("boats", 40)):
        asked = question(key)
        asked.resolves_at = timezone.now() - timedelta(days=days)
        asked.save()

    page = get().content.decode()

    for key, wording, other in (
        ("1-7", "Does the bridge open", "How many boats"),
        ("31", "How many boats", "Does the bridge open"),
    ):
        address = f"{reverse('desk')}?project=harbour&age={key}"
        assert address.replace("&", "&amp;") in page
        desk = client.get(address).content.decode()
        assert wording in desk
        assert other not in desk
        assert (
            f"{reverse('desk_question', args=[asked_id(wording)])}?project=harbour&amp;age={key}"
            in desk
        )
    assert (
        "How many boats"
        in client.get(f"{reverse('desk')}?project=harbour&age=all").content.decode()
    )
    assert (
        "is overdue by so long"
        in client.get(f"{reverse('desk')}?project=x&age=31").content.decode()
    )


def test_who_has_no_desk_is_led_to_the_list_of_these_questions(client, project, now):
    viewer = create_user(now=now, actor=None, email="vera@example.org", name="Vera")
    set_role(now=now, actor=None, project=project, user=viewer, role="viewer")
    record(project, now, forecasts=[bridge(), boats()])
    Question.objects.update(resolves_at=timezone.now() - timedelta(days=9))
    Question.objects.filter(pk=question("boats").pk).update(resolves_at=timezone.now())
    client.force_login(viewer)

    page = client.get(reverse("dashboard", args=["harbour"])).content.decode()

    address = f"{reverse('questions', args=['harbour'])}?state=due&age=8-14"
    assert address.replace("&", "&amp;") in page
    listed = client.get(address).content.decode()
    assert "Does the bridge open" in listed
    assert "How many boats" not in listed


def asked_id(wording):
    return Question.objects.get(wording__startswith=wording).public_id


def test_figures_are_shown_as_they_were_recorded_on_a_day(get, scored):
    scored(3)
    assert get(as_of="2020-01-01").context["shown"].scope.forecasts == 0
    assert get(as_of=timezone.now().date().isoformat()).status_code == 200
    refused = get(as_of="2020-02-30")
    assert refused.status_code == 400


def test_where_a_number_fell_in_its_forecast_is_drawn(get, project, now):
    record(project, now, forecasts=[boats()])
    assert "No number or date is scored yet" in get().text

    resolved("boats", 35, now)
    score_pending(now=now)
    Question.objects.filter(status="resolved").update(resolves_at="2026-03-02T00:00:00Z")
    shown = get().text

    assert "No number or date is scored yet" not in shown
    assert "in percent of 1 forecasts of numbers and dates" in shown
