"""Recording an article with its coding writes each stage's rows, once."""

from datetime import UTC, date, datetime

from predictions.accounts.operations import create_project
from predictions.articles.models import Article, Outlet
from predictions.articles.operations import text_digest
from predictions.forecasts.models import Coding, Forecast
from predictions.ledger.models import Act
from predictions.questions.models import Assignment, Event, Question
from tests.cast import TEXT, bridge, lighthouse, question, record, rows_of_every_table


def test_the_article_is_kept_with_its_text_as_it_stands(project, now):
    article = record(project, now)

    assert article.text == TEXT
    assert article.published_on == date(2026, 3, 1)
    assert article.published_inferred == ""
    assert article.extent == Article.Extent.FULL
    assert article.recorded_at == now
    assert (article.outlet.name, article.forecaster.name) == ("The Quay", "Ines Quayle")


def test_each_forecast_stands_at_its_quote(project, now):
    article = record(project, now)

    assert article.forecasts.count() == 6
    for forecast in article.forecasts.all():
        assert TEXT[forecast.start : forecast.end] == forecast.quote


def test_questions_with_criteria_and_a_date_are_open(project, now):
    record(project, now)

    asked = question("bridge")
    assert asked.status == Question.Status.OPEN
    assert asked.resolves_at == datetime(2026, 6, 1, tzinfo=UTC)
    assert asked.criteria.text == "The harbour office opens it to everybody."
    assert asked.criteria.hindsight == "prospective"


def test_a_bare_date_is_the_midnight_it_begins_with_in_the_zone_of_the_file(project, now):
    record(project, now, zone="Europe/Minsk")

    assert question("bridge").resolves_at == datetime(2026, 5, 31, 21, tzinfo=UTC)
    assert question("bridge").time_zone == "Europe/Minsk"


def test_forecasts_on_one_turn_of_the_world_share_an_event(project, now):
    record(project, now)

    assert question("bridge").event == question("boats").event
    assert question("mayor").event.name == "The mayor's election of 2026"
    assert Event.objects.count() == 3
    assert [topic.name for topic in question("tunnel").event.topics.all()] == ["harbours"]


def test_a_forecast_that_is_not_checkable_has_a_reason_and_no_question(project, now):
    record(project, now)

    forecast = Forecast.objects.get(key="lighthouse")
    assert forecast.not_checkable == Forecast.NotCheckable.NORMATIVE
    assert forecast.not_checkable_because == "says what should be, not what will be"
    assert (forecast.question, forecast.statement, forecast.coding) == (None, None, None)


def test_every_reviewer_given_is_asked_about_every_question(project, now, reviewer):
    record(project, now, reviewers=(reviewer,))

    assert Assignment.objects.filter(reviewer=reviewer, is_active=True).count() == 5


def test_whoever_records_is_the_coder_and_the_actor(project, now, user):
    record(project, now, actor=user)

    assert set(Coding.objects.values_list("coder", flat=True)) == {user.pk}
    assert Act.objects.get(verb="recorded").actor == user


def test_what_somebody_else_said_is_his_forecast_reported(project, now):
    record(project, now, forecasts=[bridge(voice="reported", reported_forecaster="Otto Pier")])

    forecast = Forecast.objects.get()
    assert forecast.voice == Forecast.Voice.REPORTED
    assert forecast.forecaster.name == "Otto Pier"
    assert forecast.article.forecaster.name == "Ines Quayle"


def test_forecasts_that_say_one_thing_share_a_statement(project, now):
    other = bridge(
        key="again", quote="The bridge will", question="Does it open?", statement="opening"
    )
    article = record(project, now, forecasts=[bridge(statement="opening"), other])

    first, second = article.forecasts.order_by("key")
    assert first.statement == second.statement


def test_an_implied_forecast_points_to_its_principal(project, now):
    implied = bridge(
        key="some", quote="will open", question="Does it open at all?", implied_by="bridge"
    )
    record(project, now, forecasts=[bridge(), implied])

    assert Forecast.objects.get(key="some").implied_by.key == "bridge"


def test_a_selection_and_hindsight_are_kept(project, now):
    article = record(project, now, coding="selection, retrospective (for a talk)")

    assert article.extent == Article.Extent.SELECTION
    assert article.note == "for a talk"
    assert set(Coding.objects.values_list("hindsight", flat=True)) == {"retrospective"}
    assert question("bridge").reference.hindsight == "retrospective"


def test_an_inferred_date_says_from_what(project, now):
    article = record(project, now, published_is="inferred: from the tide table")

    assert article.published_inferred == "from the tide table"


def test_an_article_may_foretell_nothing_checkable(project, now):
    article = record(project, now, forecasts=[lighthouse()])

    assert article.forecasts.count() == 1
    assert not Question.objects.exists()


def test_an_article_without_an_outlet_has_none(project, now):
    assert record(project, now, outlet=None).outlet is None
    assert not Outlet.objects.exists()


def test_recording_the_same_again_changes_nothing(project, now):
    first = record(project, now)
    before = rows_of_every_table()

    assert record(project, now) == first
    assert rows_of_every_table() == before


def test_another_project_may_record_the_same_text(project, now, user):
    other = create_project(now=now, actor=user, slug="other", name="Other")

    assert record(project, now) != record(other, now)
    assert Outlet.objects.count() == 2


def test_the_digest_of_the_text_may_be_given(project, now):
    article = record(project, now, sha256=text_digest(TEXT))

    assert article.text_sha256 == text_digest(TEXT)


def test_an_import_may_begin_with_reminders_off(project, now, reviewer):
    record(project, now, reviewers=(reviewer,), remind=False)

    assert {one.policy.enabled for one in Question.objects.select_related("policy")} == {False}
