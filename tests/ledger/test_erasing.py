"""A person's data go for good, and the tree stays valid."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction

from predictions.accounts.erasing import ErasesThemselves, erase_user
from predictions.accounts.keys import issue_key
from predictions.accounts.models import ApiKey
from predictions.accounts.operations import create_user
from predictions.articles.erasing import erase_forecaster
from predictions.articles.models import Forecaster
from predictions.articles.operations import add_alias
from predictions.ledger.models import Act, Checkpoint, Payload
from predictions.ledger.operations import record_act, sequence
from predictions.ledger.verification import problems
from predictions.mail.models import Message
from predictions.mail.operations import queue, suppress
from predictions.outcomes.operations import file_objection
from tests.cast import question, record
from tests.ledger import tampering

pytestmark = pytest.mark.django_db

NAME, ADDRESS = "Rosa", "rosa@example.org"


@pytest.fixture
def story(project, user, reviewer, now):
    """Rosa reviews, has mail, and stands in the tree, in one payload together with others."""
    record(project, now, actor=reviewer, reviewers=(reviewer,))
    issue_key(now=now, actor=reviewer, name=f"{NAME}'s notebook", scopes=["read"])
    queue(now=now, kind="digest", to=ADDRESS, subject=NAME, text=NAME, html=NAME)
    suppress(now=now, email=ADDRESS, reason="bounced", detail=f"{ADDRESS} is full")
    with transaction.atomic():
        record_act(now=now, actor=user, verb="imported", on=project, wrote=[user, reviewer])
    sequence(now=now)
    return reviewer


def everything() -> str:
    """Every value of every table, as text."""
    said = []
    for model in apps.get_app_config("predictions").get_models(include_auto_created=True):
        said += [str(row) for row in model._default_manager.values_list()]
    return "\n".join(said)


def test_nothing_of_the_person_is_left(story, user, now):
    assert ADDRESS in everything()
    erase_user(now=now, actor=user, user=story, reason="She asked for it.")
    left = everything()
    assert ADDRESS not in left
    assert NAME not in left


def test_the_tree_is_the_same_and_everything_fits(story, user, now):
    before = Checkpoint.objects.latest()
    erase_user(now=now, actor=user, user=story, reason="She asked for it.")
    sequence(now=now)
    assert list(problems()) == []
    assert Checkpoint.objects.get(pk=before.pk).root == before.root


def test_what_she_did_stays_and_she_cannot_sign_in(story, user, now):
    done = Act.objects.filter(actor=story).count()
    erased = erase_user(now=now, actor=user, user=story, reason="She asked for it.")
    assert Act.objects.filter(actor=story).count() == done > 0
    assert not erased.is_active
    assert not erased.has_usable_password()


def test_her_keys_end(story, user, now):
    erase_user(now=now, actor=user, user=story, reason="She asked for it.")

    key = ApiKey.objects.get()
    assert (key.name, key.revoked_at) == ("", now)


def test_mail_that_waits_for_her_is_not_sent(story, user, now):
    erase_user(now=now, actor=user, user=story, reason="She asked for it.")
    message = Message.objects.get()
    assert message.withdrawn_at == now
    assert (message.subject, message.text, message.html) == ("", "", "")


def test_rows_that_stood_beside_hers_can_still_be_verified(story, user, now, unguarded):
    erase_user(now=now, actor=user, user=story, reason="She asked for it.")
    sequence(now=now)
    tampering.update(user, user._meta.get_field("name"), "Mallory")
    (sentence,) = problems()
    assert f"The user {user.pk} has name = 'Mallory'" in sentence


def test_each_blanked_payload_has_an_act_that_says_why(story, user, now):
    erase_user(now=now, actor=user, user=story, reason="She asked for it.")
    blank = set(Payload.objects.filter(body=None).values_list("pk", flat=True))
    acts = Act.objects.filter(verb="erased", object_type="payload")
    assert {act.object_id for act in acts} == blank != set()
    assert {(act.actor, act.reason) for act in acts} == {(user, "She asked for it.")}


def test_erasing_twice_leaves_everything_fitting(story, user, now):
    for _ in range(2):
        erase_user(now=now, actor=user, user=story, reason="She asked for it.")
    sequence(now=now)
    assert list(problems()) == []


def test_nobody_erases_themselves(user, now):
    with pytest.raises(ErasesThemselves):
        erase_user(now=now, actor=user, user=user, reason="I want to.")


def test_an_erasure_that_fails_erases_nothing(story, user, now, monkeypatch):
    before = everything()

    def fail(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("predictions.accounts.erasing.erase_images", fail)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        erase_user(now=now, actor=user, user=story, reason="She asked for it.")
    assert everything() == before


def test_a_forecaster_goes_by_no_name_any_more(story, user, now):
    forecaster = Forecaster.objects.first()
    name = forecaster.name
    add_alias(now=now, actor=user, forecaster=forecaster, name="The Seer of Harbour Street")
    sequence(now=now)

    erase_forecaster(now=now, actor=user, forecaster=forecaster, reason="A court said so.")
    sequence(now=now)

    assert "Seer of Harbour Street" not in everything()
    assert not Forecaster.objects.filter(name=name).exists()
    assert Payload.objects.filter(items__contains=name).count() == 0
    assert list(problems()) == []
    assert forecaster.forecasts.exists()


def erase(*arguments: str) -> str:
    out = StringIO()
    call_command("erase", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_asks_before_it_acts(story):
    said = erase("--user", ADDRESS, "--because", "asked")
    assert "nothing was changed" in said
    assert ADDRESS in everything()


def test_the_command_erases_and_names_what_to_run(story):
    said = erase("--user", ADDRESS.upper(), "--because", "asked", "--yes")
    assert f"Erased account {story.pk}" in said
    assert "verify_ledger" in said
    assert ADDRESS not in everything()


def test_the_command_erases_a_forecaster(story):
    forecaster = Forecaster.objects.first()
    erase("--forecaster", forecaster.public_id, "--because", "asked", "--yes")
    forecaster.refresh_from_db()
    assert forecaster.name == f"erased {forecaster.pk}"


def test_the_command_erases_for_whom_somebody_objected(story, now):
    objection = file_objection(
        now=now,
        actor=story,
        concerns="criteria",
        target=question("bridge").criteria,
        text="“Opens” can mean two things.",
        on_behalf_of="the ferryman of Harbour Street",
    )
    sequence(now=now)
    assert Message.objects.filter(text__contains="the ferryman of Harbour Street").exists()

    erase("--objection", objection.public_id, "--because", "asked", "--yes")
    sequence(now=now)

    assert "the ferryman of Harbour Street" not in everything()
    objection.refresh_from_db()
    assert objection.text == "“Opens” can mean two things."
    assert list(problems()) == []


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("--user", "no account of nobody"),
        ("--forecaster", "no forecaster nobody"),
        ("--objection", "no objection nobody"),
    ],
)
def test_the_command_names_whom_it_does_not_know(db, who, said):
    with pytest.raises(CommandError, match=said):
        erase(who, "nobody", "--because", "asked", "--yes")


def test_a_person_without_acts_can_be_erased(user, now):
    somebody = create_user(now=now, actor=None, email="new@example.org", name="New")
    Payload.objects.filter(first=somebody.pk, table="predictions_user").update(
        secret=None, body=None, items=None
    )
    erase_user(now=now, actor=user, user=somebody, reason="asked")
    assert "new@example.org" not in everything()
