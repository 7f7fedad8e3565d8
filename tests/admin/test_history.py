"""Every object's page shows who did what to it, when, what changed, and why."""

from django.contrib import admin
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape

from predictions.accounts.operations import change_user
from predictions.admin.history import SHOWN
from predictions.forecasts.models import Coding
from predictions.ledger.history import Change, history_of
from predictions.ledger.models import Act, Payload
from predictions.ledger.operations import record_act
from predictions.outcomes.models import Report
from tests.cast import question, resolved


def page(client, row):
    name = f"admin:predictions_{row._meta.model_name}_change"
    return client.get(reverse(name, args=[row.pk])).content.decode()


def test_what_an_act_changed_is_told_by_two_images(user, reviewer, now):
    change_user(
        now=now, actor=user, user=reviewer, name="Rosa L.", time_zone="UTC", is_active=False
    )

    changed, created = history_of(reviewer)

    assert changed.act.actor == user
    assert changed.changes == [Change("name", "Rosa", "Rosa L."), Change("is_active", True, False)]
    assert Change("email", None, "rosa@example.org") in created.changes
    assert all(change.before is None for change in created.changes)


def test_the_page_says_who_when_what_and_why(signed_in, user, reviewer, now):
    change_user(now=now, actor=user, user=reviewer, name="Rosa L.", time_zone="UTC", is_active=True)
    with transaction.atomic():
        record_act(
            now=now, actor=None, verb="reminded", on=reviewer, wrote=[], reason="it was <due>"
        )

    shown = page(signed_in, reviewer)

    assert "<del>Rosa</del> → Rosa L." in shown
    assert "Alice" in shown
    assert "March 2, 2026" in shown
    assert "the service itself" in shown
    assert "it was &lt;due&gt;" in shown


def test_a_forecast_shows_the_act_about_its_article_that_wrote_it(signed_in, column):
    coding = Coding.objects.get(forecast__key="bridge")

    (entry,) = history_of(coding)

    assert (entry.act.verb, entry.act.object_type) == ("forecasts recorded", "article")
    assert Change("prediction", None, {"p": 0.95}) in entry.changes
    assert escape(str(coding.prediction)) in page(signed_in, coding)


def test_pointers_and_choices_are_shown_in_words(signed_in, column, user, now):
    resolved("bridge", True, now)
    shown = page(signed_in, question("bridge"))
    assert "<b>status</b>: <del>open</del> → resolved" in shown
    assert "<b>question</b>: " + escape(str(question("bridge"))) in page(
        signed_in, Report.objects.get()
    )


def test_an_act_that_wrote_nothing_is_shown_without_changes(user, reviewer, now):
    with transaction.atomic():
        record_act(now=now, actor=user, verb="sent again", on=reviewer, wrote=[])
    assert history_of(reviewer)[0].changes == []


def test_the_history_of_a_neighbour_is_not_shown(user, reviewer, now):
    for entry in history_of(reviewer):
        written = {payload.last for payload in entry.act.payloads.filter(table="predictions_user")}
        assert written == {reviewer.pk}


def test_what_has_been_erased_is_said(signed_in, reviewer):
    Payload.objects.filter(table="predictions_user", first=reviewer.pk).update(
        secret=None, body=None, items=None
    )
    (entry, *_) = history_of(reviewer)
    assert entry.is_blank
    assert "What it wrote has been erased." in page(signed_in, reviewer)


def test_a_long_history_shows_its_newest_part_and_says_so(signed_in, user, reviewer, now):
    for number in range(SHOWN + 2):
        with transaction.atomic():
            record_act(now=now, actor=user, verb=f"verb {number}", on=reviewer, wrote=[])
    older = Act.objects.filter(object_type="user", object_id=reviewer.pk).count() - SHOWN
    shown = page(signed_in, reviewer)
    assert f"verb {SHOWN + 1}" in shown
    assert "verb 0<" not in shown
    assert f"{older} older acts are not shown." in shown


def test_a_form_for_a_new_object_has_no_history(signed_in):
    assert (
        'id="history"' not in signed_in.get(reverse("admin:predictions_user_add")).content.decode()
    )


def test_every_object_of_ours_has_its_history(signed_in, whole_flow):
    for model in admin.site._registry:
        if model._meta.app_label == "predictions":
            for row in model._default_manager.all()[:1]:
                assert 'id="history"' in page(signed_in, row), model
