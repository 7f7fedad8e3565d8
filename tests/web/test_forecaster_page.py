"""Forecasters and outlets: the record, its caveats, single calls, and how a forecast moved."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from predictions.accounts.operations import create_user, set_role
from predictions.articles.models import Forecaster, Outlet
from predictions.dashboard.tracks import track
from predictions.merging import merge
from predictions.questions.models import Question
from predictions.questions.operations import add_reference
from predictions.scores.operations import score_pending
from tests.cast import bridge, question, record, resolved

QUOTE = "The bridge will open before June"


@pytest.fixture
def column(project, now):
    """The column of the cast, with two of its answers; every date has passed."""
    article = record(project, now)
    resolved("bridge", False, now, sentence="the bridge stayed closed")
    resolved("boats", 41, now)
    score_pending(now=now)
    Question.objects.filter(status="resolved").update(resolves_at="2026-03-02T00:00:00Z")
    return article


@pytest.fixture
def ines(column):
    return Forecaster.objects.get(name="Ines Quayle")


@pytest.fixture
def get(client, reviewer):
    def ask(name, *arguments):
        client.force_login(reviewer)
        return client.get(reverse(name, args=arguments))

    return ask


def test_the_record_says_how_much_was_said_and_how_much_can_be_checked(get, ines):
    answer = get("forecaster", ines.public_id)

    said = answer.context["record"].said
    assert (said.checkable, said.answered) == (said.forecasts - 1, 2)
    assert said.sentence in answer.content.decode()
    assert 0 <= said.low < said.share < said.high <= 1


def test_what_an_administrator_may_do_is_not_kept_for_others(
    client, project, ines, reviewer, user, now
):
    address = reverse("forecaster", args=[ines.public_id])
    set_role(now=now, actor=None, project=project, user=reviewer, role="viewer")
    shown = []
    for person in (user, reviewer):
        client.force_login(person)
        shown.append(client.get(address).content.decode())

    for words in ("Publish this page", ">Object<"):
        assert words in shown[0]
        assert words not in shown[1]


def test_the_worst_call_is_quoted_and_single_calls_say_little(get, ines):
    shown = get("forecaster", ines.public_id).content.decode()

    assert QUOTE in shown
    assert "Single calls say little about skill" in shown
    assert "did not" in shown


def test_caveats_name_the_event_that_decides_and_the_words(get, ines):
    caveats = get("forecaster", ines.public_id).context["record"].caveats

    assert any("they stand and fall together" in one for one in caveats)
    assert any("Words were turned into numbers" in one for one in caveats)


def test_what_was_recorded_after_the_fact_is_counted(get, ines):
    Question.objects.filter(forecasts__key="bridge").update(resolves_at="2020-01-01T00:00:00Z")

    caveats = get("forecaster", ines.public_id).context["record"].caveats

    assert "forecasts were recorded after the fact" in " ".join(caveats)


def test_an_unknown_forecaster_and_a_foreign_one_are_not_there(client, ines, now):
    client.force_login(create_user(now=now, actor=None, email="sam@example.org", name="Sam"))

    for public_id in (ines.public_id, "nobody"):
        assert client.get(reverse("forecaster", args=[public_id])).status_code == 404


def test_a_merged_forecaster_leads_to_the_one_that_counts(get, ines, project, now, user):
    twin = Forecaster.objects.create(project=project, name="I. Quayle")
    merge(now=now, actor=user, entry=twin, into=ines, reason="The same person.")

    assert get("forecaster", twin.public_id).url == reverse("forecaster", args=[ines.public_id])


def test_only_editors_are_offered_to_publish(get, ines, project, reviewer, now):
    address = reverse("publish", args=["forecaster", ines.public_id])
    assert address not in get("forecaster", ines.public_id).content.decode()

    set_role(now=now, actor=None, project=project, user=reviewer, role="editor")

    assert address in get("forecaster", ines.public_id).content.decode()


def test_a_forecast_that_moved_is_drawn_against_what_happened(get, project, now):
    for day, p in (("2026-01-05", 0.6), ("2026-02-02", 0.2)):
        said = bridge(key=day, quote=QUOTE, how="stated", prediction={"p": p}, phrase="")
        record(
            project, now, text=f"{day}\n{QUOTE}.", published=day, forecasts=[said],
        )  # fmt: skip
    resolved("2026-01-05", False, now, sentence="the bridge stayed closed")
    ines = Forecaster.objects.get(name="Ines Quayle")

    found = track(ines)

    assert [(step.on.isoformat(), step.p) for step in found.steps] == [
        ("2026-01-05", 0.6),
        ("2026-02-02", 0.2),
    ]
    assert found.outcome is False
    assert found.reading == (
        "From 60\u00a0% to 20\u00a0%: towards what happened (2 forecasts on 1 question: n = 1)."
    )
    shown = get("forecaster", ines.public_id).content.decode()
    assert "How one forecast moved" in shown
    assert "It ended: the bridge stayed closed." in shown
    assert get("forecaster_data", ines.public_id, "track").content.count(b"\n") == 3


def test_without_two_days_nothing_moved(ines, get):
    assert track(ines) is None
    assert get("forecaster_data", ines.public_id, "track").status_code == 404


@pytest.mark.parametrize("card", ["skill", "words", "calibration"])
def test_the_tables_are_files(get, ines, card):
    assert get("forecaster_data", ines.public_id, card)["Content-Type"].startswith("text/csv")


def test_the_list_has_everybody_with_the_number_of_their_forecasts(get, ines):
    shown = get("forecasters", "harbour").content.decode()

    assert reverse("forecaster", args=[ines.public_id]) in shown
    assert "Ines Quayle" in shown


def test_an_outlet_shows_its_record_by_type_and_its_forecasters(get, column):
    outlet = Outlet.objects.get()

    answer = get("outlet", outlet.public_id)

    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "Everybody in this outlet, by type" in shown
    assert "Ines Quayle" in shown


@pytest.mark.parametrize("card", ["types", "skill", "words", "calibration"])
def test_the_tables_of_an_outlet_are_files(get, column, card):
    answer = get("outlet_data", Outlet.objects.get().public_id, card)
    assert answer["Content-Type"].startswith("text/csv")


def test_editors_are_offered_to_publish_an_outlet(client, column, user):
    outlet = Outlet.objects.get()
    client.force_login(user)
    page = client.get(reverse("outlet", args=[outlet.public_id])).content.decode()
    assert reverse("publish", args=["outlet", outlet.public_id]) in page
    assert "In articles that were fully coded. The others:" in page


def test_a_page_asks_as_often_for_many_forecasts_as_for_few(get, ines, project, now):
    def queries():
        caches["template_fragments"].clear()
        with CaptureQueriesContext(connection) as captured:
            assert get("forecaster", ines.public_id).status_code == 200
        return len(captured)

    def piers(number):
        more = [
            bridge(key=f"p{number}-{n}", quote=f"Pier {number}-{n} will open",
                   event=f"Pier {number}-{n}", question="Opens?")
            for n in range(12)
        ]  # fmt: skip
        text = f"Piers {number}\n" + "\n".join(f"{one['quote']}." for one in more)
        record(project, now, text=text, forecasts=more)
        for one in more:
            resolved(one["key"], True, now)
        score_pending(now=now)
        Question.objects.filter(status="resolved").update(resolves_at="2026-03-02T00:00:00Z")

    piers(1)
    get("forecaster", ines.public_id)
    few = queries()
    piers(2)

    assert queries() == few


def test_what_the_record_is_worth_against_other_references_stands_below(get, ines, now):
    add_reference(
        now=now,
        actor=None,
        question=question("bridge"),
        prediction={"p": 0.6},
        source="6 of the last 10 bridges of this builder",
        hindsight="blind",
    )

    answer = get("forecaster", ines.public_id)

    (one,) = answer.context["record"].others
    assert one.other.mean == pytest.approx(100 * (0.6**2 - 0.95**2) / 0.25)
    assert "6 of the last 10 bridges of this builder" in answer.text
