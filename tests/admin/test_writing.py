"""Each form that adds or changes writes through its operation, which leaves an act."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from predictions.accounts.models import Absence, Membership, Project, User
from predictions.articles.models import Alias, Forecaster, Outlet
from predictions.ledger.models import Act
from predictions.questions.models import Assignment, Event, Question
from predictions.reminders.models import Policy, Preference
from tests.cast import bridge, question, record, rows_of_every_table

CONVENTIONS = {
    "name": "Quarry watch",
    "time_zone": "UTC",
    "yardstick": "",
    "implicit_certainty": "0.95",
    "implicit_certainty_cautious": "0.9",
    "implicit_certainty_bold": "1",
    "reviewers_needed": "1",
    "objection_days": "7",
}
NEW_USER = {"email": "Otto@Example.org", "name": "Otto", "time_zone": "Europe/Minsk"}
NEW_QUESTION = {
    "wording": "Does the pier hold?",
    "type": "binary",
    "time_zone": "UTC",
    "hindsight": "prospective",
    "criteria": "It stands in June.",
    "deciding_source": "the harbour office",
    "resolves_at_0": "2026-06-01",
    "resolves_at_1": "12:00",
}


@pytest.fixture
def act(user):
    """What the latest act says, which must be Alice's."""

    def latest():
        found = Act.objects.order_by("pk").last()
        assert found.actor == user
        return found.verb, found.object_type

    return latest


@pytest.fixture
def refuses(post):
    """Post a form, and see that it is refused beside that field, with nothing written."""

    def send(view, *args, field, **data):
        before = rows_of_every_table()
        errors = post(view, *args, **data)
        assert field in errors, errors
        assert rows_of_every_table() == before
        return " ".join(errors[field])

    return send


def test_a_user_is_added(post, act):
    assert post("user_add", **NEW_USER) == {}

    added = User.objects.get(email="otto@example.org")
    assert (added.time_zone, added.is_staff) == ("Europe/Minsk", False)
    assert not added.has_usable_password()
    assert act() == ("created", "user")


def test_a_new_user_gets_a_link_to_pass_on(signed_in):
    page = signed_in.post(reverse("admin:predictions_user_add"), NEW_USER, follow=True)

    assert "lets Otto set a password, once" in page.content.decode()


def test_an_address_that_is_taken_stands_beside_its_field(refuses):
    said = refuses("user_add", field="email", **NEW_USER | {"email": "ALICE@example.org"})
    assert "alice@example.org is the address of another user." in said


def test_a_time_zone_that_is_none_stands_beside_its_field(refuses):
    said = refuses("user_add", field="time_zone", **NEW_USER | {"time_zone": "Harbour"})
    assert "is not a time zone" in said


def test_a_user_is_changed(post, act, reviewer):
    assert post("user_change", reviewer.pk, name="Rosa P.", time_zone="UTC") == {}

    reviewer.refresh_from_db()
    assert (reviewer.name, reviewer.is_active) == ("Rosa P.", False)
    assert act() == ("changed", "user")


def test_a_project_is_added(post, act):
    assert post("project_add", slug="quarry", **CONVENTIONS) == {}

    assert Project.objects.get(slug="quarry").name == "Quarry watch"
    assert act() == ("created", "project")


def test_conventions_out_of_order_stand_beside_their_field(refuses, user):
    conventions = CONVENTIONS | {"implicit_certainty": "0.8"}
    said = refuses("project_add", field="implicit_certainty", slug="quarry", **conventions)
    assert "do not follow each other" in said


def test_a_short_name_that_is_taken_stands_beside_its_field(refuses, project):
    said = refuses("project_add", field="slug", slug="harbour", **CONVENTIONS)
    assert "There is a project “harbour” already." in said


def test_a_project_is_changed(post, act, project):
    assert post("project_change", project.pk, **CONVENTIONS | {"yardstick": "ipcc"}) == {}

    project.refresh_from_db()
    assert (project.name, project.yardstick, project.slug) == ("Quarry watch", "ipcc", "harbour")
    assert act() == ("changed", "project")


def test_a_member_is_added_and_changes_role(post, act, project, now):
    post("user_add", **NEW_USER)
    otto = User.objects.get(name="Otto")

    assert post("membership_add", project=project.pk, user=otto.pk, role="coder") == {}
    membership = Membership.objects.get(user=otto)
    assert act() == ("set role", "membership")
    assert post("membership_change", membership.pk, role="editor") == {}
    membership.refresh_from_db()
    assert membership.role == "editor"


def test_an_unknown_role_stands_beside_its_field(refuses, project, user):
    refuses("membership_add", field="role", project=project.pk, user=user.pk, role="king")


def test_an_absence_is_announced(post, act, user):
    days = {"starts_on": "2026-04-01", "ends_on": "2026-04-09"}

    assert post("absence_add", user=user.pk, **days) == {}
    assert Absence.objects.count() == 1
    assert act() == ("announced absence", "absence")


def test_an_absence_backwards_stands_beside_its_field(refuses, user):
    days = {"starts_on": "2026-04-09", "ends_on": "2026-04-01"}
    assert "ends before it begins" in refuses("absence_add", field="ends_on", user=user.pk, **days)


def test_an_outlet_is_added_and_renamed(post, act, project):
    assert post("outlet_add", project=project.pk, name="The Key") == {}
    assert act() == ("added", "outlet")
    outlet = Outlet.objects.get()
    assert post("outlet_change", outlet.pk, name="The Quay") == {}
    outlet.refresh_from_db()
    assert outlet.name == "The Quay"
    assert act() == ("renamed", "outlet")


def test_an_outlets_name_that_is_taken_stands_beside_its_field(post, refuses, project):
    for name in ("The Key", "The Quay"):
        post("outlet_add", project=project.pk, name=name)

    said = refuses(
        "outlet_change", Outlet.objects.get(name="The Key").pk, field="name", name="The Quay"
    )
    assert "There is an outlet “The Quay” already." in said


def test_a_forecaster_is_added_and_changed(post, act, project):
    assert post("forecaster_add", project=project.pk, name="Ines", kind="person") == {}
    assert act() == ("added", "forecaster")
    ines = Forecaster.objects.get()
    assert post("forecaster_change", ines.pk, name="Ines Quayle", kind="organisation") == {}
    ines.refresh_from_db()
    assert (ines.name, ines.kind) == ("Ines Quayle", "organisation")
    assert act() == ("changed", "forecaster")


def test_an_alias_is_added(post, act, column):
    assert post("alias_add", forecaster=column.forecaster.pk, name="I. Quayle") == {}

    assert Alias.objects.get(name="I. Quayle").forecaster == column.forecaster
    assert act() == ("added", "alias")


def test_an_alias_of_another_stands_beside_its_field(post, refuses, column):
    post("forecaster_add", project=column.project.pk, name="Otto Pier", kind="person")

    said = refuses("alias_add", field="name", forecaster=column.forecaster.pk, name="Otto Pier")
    assert "is a name of another forecaster" in said


def test_an_event_is_added_with_its_topics(post, act, project):
    topics = "harbours, bridges ,"

    assert post("event_add", project=project.pk, name="The storm", topic_names=topics) == {}

    found = Event.objects.get().topics.order_by("name")
    assert [topic.name for topic in found] == ["bridges", "harbours"]
    assert act() == ("added", "event")


@pytest.fixture
def event(post, project):
    post("event_add", project=project.pk, name="The storm", topic_names="")
    return Event.objects.get()


def test_a_question_is_added_with_reference_and_reviewer(post, act, event, reviewer):
    reference = {"reference": '{"p": 0.2}', "reference_source": "ten storms"}

    assert (
        post("question_add", event=event.pk, reviewer=reviewer.pk, **NEW_QUESTION, **reference)
        == {}
    )

    asked = Question.objects.get()
    assert (asked.status, asked.resolves_at) == ("open", datetime(2026, 6, 1, 12, tzinfo=UTC))
    assert (asked.reference.prediction, asked.reference.source) == ({"p": 0.2}, "ten storms")
    assert Assignment.objects.get().reviewer == reviewer
    assert act() == ("registered", "question")


def test_a_question_with_options_is_added_in_their_order(post, event):
    asked = NEW_QUESTION | {"type": "categorical", "options": "holds\nbends\n\nbreaks"}

    assert post("question_add", event=event.pk, **asked) == {}
    assert [one.label for one in Question.objects.get().options.all()] == [
        "holds",
        "bends",
        "breaks",
    ]


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [({"reference": "{"}, "reference", "valid JSON"), ({"wording": ""}, "wording", "required")],
)
def test_what_is_malformed_stands_beside_its_field(refuses, event, changes, field, reason):
    assert reason in refuses("question_add", field=field, event=event.pk, **NEW_QUESTION | changes)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"type": "numeric"}, "A number without a unit means nothing."),
        ({"type": "categorical", "options": "holds"}, "at least two options"),
        ({"type": "date"}, "a first and a last day"),
        ({"lower": "0"}, "Only numeric questions have bounds."),
        ({"reference": '{"p": 0.2}'}, "does not say where it comes from"),
        ({"reference": '{"p": 1}', "reference_source": "a hunch"}, "nearly certain"),
        ({"time_zone": "Harbour"}, "is not a time zone"),
    ],
)
def test_what_a_question_lacks_is_said_and_nothing_written(post, event, changes, reason):
    before = rows_of_every_table()

    errors = post("question_add", event=event.pk, **NEW_QUESTION | changes)

    assert reason in str(errors)
    assert rows_of_every_table() == before


def test_a_draft_is_completed(post, act, project, now):
    record(project, now, forecasts=[bridge(criteria=None)])
    draft = question("bridge")
    given = {
        "criteria_text": "Everybody may cross.",
        "deciding_source": "the harbour office",
        "hindsight": "prospective",
        "resolves_at_0": "2026-06-01",
        "resolves_at_1": "12:00",
    }

    assert post("question_change", draft.pk, **given, version="1") == {}

    assert question("bridge").status == "open"
    assert question("bridge").criteria.text == "Everybody may cross."
    assert act() == ("opened", "question")


def test_a_stale_draft_stands_beside_its_version(refuses, project, now):
    record(project, now, forecasts=[bridge(criteria=None)])
    given = {
        "criteria_text": "Everybody may cross.",
        "deciding_source": "the harbour office",
        "hindsight": "prospective",
        "resolves_at_0": "2026-06-01",
        "resolves_at_1": "12:00",
    }

    said = refuses("question_change", question("bridge").pk, field="version", **given, version="0")
    assert "changed by somebody else" in said


def test_an_open_question_is_read_only(signed_in, column):
    address = reverse("admin:predictions_question_change", args=[question("bridge").pk])

    assert signed_in.post(address, {"criteria_text": "Another."}).status_code == 403


def test_a_reviewer_is_assigned(post, act, column, user):
    assert post("assignment_add", question=question("bridge").pk, reviewer=user.pk) == {}

    assert Assignment.objects.filter(reviewer=user).count() == 1
    assert act() == ("assigned", "question")


def test_a_policy_is_set_for_a_project(post, act, project):
    assert post("policy_add", project=project.pk, enabled="true", again_days="2") == {}

    assert Policy.objects.get().again_days == 2


def test_a_preference_is_set(post, reviewer):
    assert post("preference_add", user=reviewer.pk, hour="7", due="on") == {}

    found = Preference.objects.get()
    assert (found.hour, found.due, found.heads_up) == (7, True, False)
