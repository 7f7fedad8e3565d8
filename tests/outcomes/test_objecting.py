"""Objections: filed by members, told to editors, decided by somebody uninvolved."""

from datetime import timedelta
from typing import Any

import pytest

from predictions.forecasts.models import Forecast
from predictions.forecasts.operations import begin_second_coding
from predictions.ledger.models import Act
from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems
from predictions.mail.models import Message
from predictions.outcomes.models import Objection
from predictions.outcomes.operations import (
    AlreadyReplied,
    Involved,
    NoLongerCounts,
    ObjectionRefused,
    decide_objection,
    file_objection,
)
from predictions.outcomes.queries import objections_about, uninvolved_in
from predictions.outcomes.states import state_of
from predictions.reminders.operations import plan
from tests.cast import question, resolved, rows_of_every_table
from tests.outcomes.reviewing import JUNE, LATER, agree, member, suggest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked")]


@pytest.fixture
def resolution(reviewer, ben):
    """Proposed by Rosa, confirmed by Ben."""
    return agree(ben, suggest(reviewer))


@pytest.fixture
def editor(project, now):
    """Who decides, and had no hand in anything."""
    return member(project, now, "Edda", "editor")


def target_of(concerns: str) -> Any:
    forecast = Forecast.objects.get()
    return {
        "quote": forecast,
        "attribution": forecast,
        "coding": forecast.coding,
        "criteria": question("bridge").criteria,
    }[concerns]


def object_to(target, person, concerns="resolution", **changes: Any) -> Objection:
    given: dict[str, Any] = {"now": LATER, "text": "The log is of another bridge."}
    return file_objection(actor=person, concerns=concerns, target=target, **given | changes)


def reply(objection, person, *, upheld=True, **changes: Any) -> Objection:
    given: dict[str, Any] = {"now": LATER, "reply": "The log names another bridge."}
    return decide_objection(actor=person, objection=objection, upheld=upheld, **given | changes)


@pytest.mark.parametrize("concerns", ["quote", "attribution", "coding", "criteria"])
def test_what_was_recorded_is_objected_to(cleo, project, concerns):
    objection = object_to(target_of(concerns), cleo, concerns)

    assert objection.target == target_of(concerns)
    assert (objection.project, objection.filed_by, objection.late) == (project, cleo, False)
    assert list(objections_about(question("bridge"))) == [objection]


def test_a_member_objects_for_an_outsider(cleo, resolution):
    objection = object_to(resolution, cleo, on_behalf_of="the ferry office, by letter")
    assert objection.on_behalf_of == "the ferry office, by letter"


@pytest.mark.parametrize(
    ("concerns", "changes", "field"),
    [
        ("quote", {}, "concerns"),
        ("weather", {}, "concerns"),
        ("resolution", {"text": "  "}, "text"),
    ],
)
def test_an_objection_says_what_is_wrong_with_what(cleo, resolution, concerns, changes, field):
    before = rows_of_every_table()
    with pytest.raises(ObjectionRefused) as caught:
        object_to(resolution, cleo, concerns, **changes)
    assert caught.value.field == field
    assert rows_of_every_table() == before


def test_editors_are_told_but_not_the_one_who_objects(user, editor, cleo, resolution):
    object_to(resolution, editor, text="The log is of another bridge.")

    message = Message.objects.get(kind="objection")
    assert message.to == user.email
    assert message.subject == "Objection to a resolution"
    for text in (message.text, message.html):
        assert "Edda objects to a resolution" in text
        assert "the bridge was opened" in text
        assert "The log is of another bridge." in text
        assert f"/objections/{Objection.objects.get().public_id}/" in text


@pytest.mark.parametrize(("upheld", "verdict"), [(True, "upheld"), (False, "rejected")])
def test_whoever_objected_is_told_the_verdict_and_the_reply(
    editor, cleo, resolution, upheld, verdict
):
    reply(object_to(resolution, cleo), editor, upheld=upheld)

    message = Message.objects.get(to=cleo.email)
    assert message.subject == f"Your objection was {verdict}"
    for text in (message.text, message.html):
        assert f"Edda has {verdict} your objection to a resolution" in text
        assert "The log names another bridge." in text
        assert f"/objections/{Objection.objects.get().public_id}/" in text


def test_whoever_codes_an_article_blind_is_told_of_an_objection_and_not_what_it_says(
    editor, cleo, resolution
):
    article = Forecast.objects.get().article
    begin_second_coding(now=LATER, actor=editor, article=article, given="text")
    object_to(resolution, cleo)

    message = Message.objects.get(to=editor.email)
    for text in (message.text, message.html):
        assert "Read it when you have finished" in text
        assert f"/objections/{Objection.objects.get().public_id}/" in text
        assert "bridge" not in text


def test_who_decides_about_their_own_objection_needs_no_mail(project, user, resolution):
    reply(object_to(resolution, user), user)

    assert not Message.objects.filter(to=user.email).exists()


def test_upholding_one_against_a_resolution_reopens_the_question(editor, cleo, resolution):
    before = question("bridge")
    objection = reply(object_to(resolution, cleo), editor)

    after = question("bridge")
    assert (before.status, after.status) == ("resolved", "open")
    assert after.round == before.round + 1
    assert plan(now=LATER) == 1
    assert (objection.upheld, objection.decided_by, objection.uninvolved) == (True, editor, True)
    act = Act.objects.get(verb="reopened")
    assert act.reason == "An objection was upheld: The log names another bridge."


def test_rejecting_one_leaves_everything_as_it_is_and_the_reply_visible(editor, cleo, resolution):
    objection = reply(object_to(resolution, cleo), editor, upheld=False)

    assert question("bridge").status == "resolved"
    assert (objection.upheld, objection.reply) == (False, "The log names another bridge.")
    assert list(objections_about(question("bridge"))) == [objection]


@pytest.mark.parametrize("concerns", ["quote", "attribution", "coding", "criteria"])
def test_upholding_another_changes_nothing_by_itself(editor, cleo, resolution, concerns):
    reply(object_to(target_of(concerns), cleo, concerns), editor)
    assert question("bridge").status == "resolved"


def test_after_the_days_for_objections_one_is_late_and_reopens_all_the_same(
    editor, cleo, resolution
):
    on_time = object_to(resolution, cleo, now=LATER + timedelta(days=7))
    late = object_to(resolution, cleo, now=LATER + timedelta(days=7, seconds=1))
    assert (on_time.late, late.late) == (False, True)

    reply(late, editor, now=LATER + timedelta(days=8))

    assert question("bridge").status == "open"
    assert "after the days for objections" in Act.objects.get(verb="reopened").reason


def test_the_project_sets_the_days_for_objections(project, cleo, resolution):
    project.objection_days = 0
    project.save()
    assert object_to(resolution, cleo, now=LATER + timedelta(seconds=1)).late


def test_the_window_closes_by_the_clock_alone(resolution):
    end = LATER + timedelta(days=7)
    assert state_of(question("bridge"), now=end).phase == "resolved"
    assert state_of(question("bridge"), now=end + timedelta(seconds=1)).phase == "closed"


def test_a_superseded_resolution_is_not_objected_to(reviewer, cleo):
    first = resolved("bridge", True, JUNE)
    resolved("bridge", False, JUNE, supersede=True, rationale="It was a rehearsal.")
    with pytest.raises(NoLongerCounts, match="superseded: the bridge stayed closed"):
        object_to(first, cleo)


def test_one_upheld_after_the_resolution_was_superseded_reopens_nothing(editor, cleo, reviewer):
    first = resolved("bridge", True, JUNE)
    objection = object_to(first, cleo)
    resolved("bridge", False, LATER, supersede=True, rationale="It was a rehearsal.")

    assert reply(objection, editor).upheld
    assert question("bridge").status == "resolved"


def test_two_upheld_reopen_once(editor, cleo, resolution):
    objections = [object_to(resolution, cleo), object_to(resolution, cleo)]
    for objection in objections:
        reply(objection, editor)
    assert Act.objects.filter(verb="reopened").count() == 1


def test_nobody_decides_about_their_own_work_while_somebody_else_could(project, now, user, editor):
    proposer, confirmer = (member(project, now, name, "editor") for name in ("Dora", "Emil"))
    objection = object_to(agree(confirmer, suggest(proposer)), user)

    for person in (proposer, confirmer, user):
        with pytest.raises(Involved) as caught:
            reply(objection, person)
        assert caught.value.remedy == "Somebody uninvolved has to decide: Edda."
    assert list(uninvolved_in(objection)) == [editor]
    assert reply(objection, editor).uninvolved


def test_where_everybody_is_involved_the_record_says_so(user):
    objection = object_to(agree(user, suggest(user)), user)

    assert not uninvolved_in(objection).exists()
    assert reply(objection, user).uninvolved is False


def test_whoever_coded_it_does_not_decide_about_the_coding(project, now, user, editor, reviewer):
    project.memberships.filter(user=reviewer).update(role="editor")
    for concerns in ("quote", "coding", "criteria"):
        with pytest.raises(Involved):
            reply(object_to(target_of(concerns), user, concerns), reviewer)


def test_an_objection_is_decided_once_and_the_other_is_told(user, editor, cleo, resolution):
    objection = reply(object_to(resolution, cleo), editor, upheld=False)
    with pytest.raises(AlreadyReplied, match="Edda rejected this on 2026-06-02 at 10:00 UTC"):
        reply(objection, user)


def test_deciding_needs_a_reply(editor, cleo, resolution):
    with pytest.raises(ObjectionRefused, match="no reply"):
        reply(object_to(resolution, cleo), editor, reply=" ")
    assert question("bridge").status == "resolved"


def test_objections_and_replies_are_in_the_ledger(editor, cleo, resolution):
    reply(object_to(resolution, cleo), editor)
    object_to(target_of("quote"), cleo, "quote")
    sequence(now=LATER)
    assert list(problems()) == []
