"""Verification names what was changed behind the ledger's back."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.db.utils import DataError

from predictions.accounts.keys import issue_key
from predictions.articles.models import Article
from predictions.forecasts.models import Coding, Forecast
from predictions.ledger.images import columns_of, is_ledgered
from predictions.ledger.models import Act
from predictions.ledger.operations import sequence
from predictions.ledger.verification import problems, row_problems, steps
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Report, Resolution
from predictions.outcomes.operations import resolve
from predictions.outcomes.uploads import NewUpload
from predictions.publishing.operations import publish
from predictions.questions.models import Event, Question
from predictions.reminders.operations import snooze
from predictions.scores.models import Score
from predictions.scores.operations import score_pending
from predictions.webhooks.models import EventType
from predictions.webhooks.operations import subscribe
from tests.cast import coded_again, question, record
from tests.ledger import tampering
from tests.outcomes.reviewing import contested

# Rows of these are written by operations that the story below does without.
NOT_IN_THE_STORY = {
    "Absence",
    "Policy",
    "Preference",
    "User_groups",
    "User_user_permissions",
}
MODELS = {
    model.__name__: model
    for model in apps.get_app_config("predictions").get_models(include_auto_created=True)
    if is_ledgered(model) and model.__name__ not in NOT_IN_THE_STORY
}


@pytest.fixture
def story(project, user, reviewer, now, unguarded) -> Article:
    """An article recorded, one question snoozed, one resolved and scored, one contested; all in
    the tree.
    """
    article = record(project, now, actor=user, reviewers=(reviewer,))
    coded_again(reviewer, now)
    snooze(now=now, actor=reviewer, question=question("ferry"), reviewer=reviewer, days=7)
    later = now + timedelta(days=100)
    resolve(
        now=later,
        actor=user,
        question=question("bridge"),
        known_at=later,
        value=True,
        source="the harbour office",
        evidence=[
            NewEvidence(
                url="https://example.org/bridge", upload=NewUpload(name="log.txt", content=b"Open.")
            )
        ],
    )
    contested(project, later)
    publish(now=later, actor=user, target=article)
    issue_key(now=later, actor=user, name="notebook", scopes=["read"])
    hook = "https://newsroom.example.org/hook"
    subscribe(now=later, actor=user, project=project, url=hook, events=EventType.values)
    score_pending(now=later)
    sequence(now=later)
    return article


def found() -> list[str]:
    return list(problems())


def test_a_whole_recorded_article_is_intact(story):
    assert Score.objects.exists()
    assert found() == []


def test_an_empty_ledger_is_intact(db):
    assert found() == []


def test_progress_is_told_at_every_step(story):
    told = []
    list(problems(progress=lambda: told.append(1)))
    assert len(told) == steps() > Act.objects.count()


def test_a_lease_and_the_last_sign_in_are_no_tampering(story, user, client):
    client.force_login(user)
    user.refresh_from_db()
    assert user.last_login
    user.set_password("another password")
    user.save()
    assert found() == []


def test_an_act_without_a_leaf_is_named_with_its_remedy(story, project, now):
    record(project, now, text="Another text. It is likely that the ferry stops.", forecasts=[])
    sentences = found()
    assert sentences
    assert all("has no leaf yet: run `manage.py tick`" in sentence for sentence in sentences)


def unnoticed(model: type[Model]) -> list[str]:
    """The columns of the model's first row that can be changed without being named."""
    row = model._default_manager.order_by("pk").first()
    assert row is not None, f"No {model.__name__} in the story."
    missed = []
    for field in model._meta.concrete_fields:
        if field.primary_key or field.attname not in columns_of(model):
            continue
        with transaction.atomic():
            try:
                with transaction.atomic():
                    value = getattr(row, field.attname)
                    tampering.update(row, field, tampering.another(value, field))
                    wanted = f"The {model._meta.verbose_name} {row.pk} has {field.attname} = "
                    if not any(one.startswith(wanted) for one in row_problems(model)):
                        missed.append(field.attname)
            except (IntegrityError, DataError):
                pass  # the database refuses it already
            transaction.set_rollback(True)
    return missed


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_changed_column_is_refused_or_named(story, name):
    assert unnoticed(MODELS[name]) == []


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_row_that_is_gone_is_named(story, name):
    model = MODELS[name]
    row = model._default_manager.order_by("pk").last()
    with transaction.atomic():
        tampering.delete(row)
        sentences = list(row_problems(model))
        transaction.set_rollback(True)
    assert any(
        sentence.startswith(f"The {model._meta.verbose_name} {row.pk} is gone: act ")
        for sentence in sentences
    )


def test_a_changed_column_is_named_with_what_was_written(story):
    coding = Coding.objects.get(forecast__key="bridge")
    tampering.update(coding, Coding._meta.get_field("prediction"), {"p": 0.05})
    (sentence,) = found()
    act = Act.objects.get(verb="forecasts recorded")
    assert sentence == (
        f"The coding {coding.pk} has prediction = {{'p': 0.05}}; act {act.pk} wrote {{'p': 0.95}}."
    )


def test_a_quote_changed_by_one_letter_is_named(story):
    forecast = Forecast.objects.get(key="bridge")
    tampering.update(
        forecast, Forecast._meta.get_field("quote"), forecast.quote.replace("June", "Jun")
    )
    (sentence,) = found()
    assert "before Jun'" in sentence


def test_a_row_written_past_the_operations_is_named(story):
    event = Event.objects.first()
    tampering.insert(Event(pk=10_000, project_id=event.project_id, name="The regatta"))
    assert found() == ["The event 10000 stands in no act: it was not written by Foresaid."]


def test_a_second_resolution_slipped_in_is_named(story, now):
    first = question("bridge").resolutions.get()
    tampering.insert(
        Resolution(
            pk=10_000,
            question=first.question,
            kind="annulled",
            known_at=now,
            rationale="because",
            supersedes=first,
            resolved_at=now,
        )
    )
    assert "The resolution 10000 stands in no act: it was not written by Foresaid." in found()


def test_a_row_in_a_table_that_no_act_has_written_is_named(project, now):
    record(project, now)
    sequence(now=now)
    tampering.insert(
        Resolution(
            pk=10_000,
            question=question("bridge"),
            kind="annulled",
            known_at=now,
            rationale="because",
            resolved_at=now,
        )
    )
    assert found() == ["The resolution 10000 stands in no act: it was not written by Foresaid."]


def test_a_yes_that_becomes_a_number_is_named(story):
    report = question("bridge").reports.get()
    tampering.update(report, Report._meta.get_field("value"), 1)
    assert found()


def test_a_question_set_back_to_open_is_named(story):
    bridge = question("bridge")
    tampering.update(bridge, Question._meta.get_field("status"), "open")
    (sentence,) = found()
    assert f"The question {bridge.pk} has status = 'open'" in sentence
