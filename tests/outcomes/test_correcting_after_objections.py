"""What was upheld and nobody has corrected yet is seen, until somebody corrects it."""

from datetime import timedelta
from typing import Any

import pytest

from predictions.dashboard.desk import objections
from predictions.forecasts.models import Forecast
from predictions.forecasts.operations import begin_second_coding, recode, withdraw_forecast
from predictions.outcomes.models import Objection
from predictions.outcomes.operations import decide_objection, file_objection
from predictions.outcomes.queries import with_corrections
from predictions.questions.operations import change_criteria
from tests.cast import question
from tests.outcomes.reviewing import JUNE, LATER, agree, member, suggest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked")]

KINDS = ["quote", "attribution", "coding", "criteria"]


@pytest.fixture
def editor(project, now):
    """Who decides, and had no hand in anything."""
    return member(project, now, "Edda", "editor")


def object_to(concerns: str, person) -> Objection:
    forecast = Forecast.objects.get()
    target: Any = {"coding": forecast.coding, "criteria": question("bridge").criteria}
    return file_objection(
        now=JUNE,
        actor=person,
        concerns=concerns,
        target=target.get(concerns, forecast),
        text="It reads otherwise.",
    )


def decide(objection: Objection, person, *, upheld: bool = True) -> None:
    decide_objection(now=JUNE, actor=person, objection=objection, upheld=upheld, reply="Yes.")


def correct(concerns: str) -> None:
    forecast, asked = Forecast.objects.get(), question("bridge")
    if concerns == "coding":
        recode(
            now=LATER, actor=None, forecast=forecast, expected_number=1,
            prediction={"p": 0.7}, how="stated", reason="An objection was upheld.",
            hindsight="blind",
        )  # fmt: skip
    elif concerns == "criteria":
        change_criteria(
            now=LATER, actor=None, question=asked, expected_version=asked.version,
            criteria="It is open for a week.", deciding_source="the harbour office",
            reason="An objection was upheld.", hindsight="blind",
        )  # fmt: skip
    else:
        withdraw_forecast(
            now=LATER, actor=None, forecast=forecast,
            because={"quote": "wrong_quote"}.get(concerns, "wrong_speaker"), note="Not hers.",
        )  # fmt: skip


def uncorrected() -> list[bool]:
    return [vars(one)["uncorrected"] for one in with_corrections().order_by("pk")]


@pytest.mark.parametrize("concerns", KINDS)
def test_what_was_upheld_is_uncorrected_until_it_no_longer_counts(editor, cleo, concerns):
    objection = object_to(concerns, cleo)
    assert uncorrected() == [False]

    decide(objection, editor)
    assert uncorrected() == [True]
    assert list(objections(editor)) == [objection]

    correct(concerns)
    assert uncorrected() == [False]
    assert list(objections(editor)) == []


@pytest.mark.parametrize("concerns", KINDS)
def test_what_was_corrected_before_the_verdict_is_corrected(editor, cleo, concerns):
    objection = object_to(concerns, cleo)
    correct(concerns)

    decide(objection, editor)

    assert uncorrected() == [False]


def test_what_was_rejected_needs_no_correction(editor, cleo):
    decide(object_to("coding", cleo), editor, upheld=False)

    assert uncorrected() == [False]
    assert list(objections(editor)) == []


def test_a_resolution_is_asked_for_anew_instead(editor, cleo, reviewer, ben):
    resolution = agree(ben, suggest(reviewer))
    objection = file_objection(
        now=LATER, actor=cleo, concerns="resolution", target=resolution, text="Another bridge."
    )
    decide_objection(now=LATER, actor=editor, objection=objection, upheld=True, reply="Yes.")

    assert uncorrected() == [False]
    assert question("bridge").status == "open"


def test_the_desk_shows_editors_what_is_to_be_decided_and_what_to_be_corrected(
    client, editor, cleo
):
    first, second = object_to("coding", cleo), object_to("quote", cleo)
    decide(second, editor)
    client.force_login(editor)

    page = client.get("/desk/").content.decode()

    assert page.count("to be decided") == 1
    assert page.count("upheld, not yet corrected") == 1
    for objection in (first, second):
        assert f"/objections/{objection.public_id}/" in page
    assert "Upheld, not yet corrected" in client.get(f"/objections/{second.public_id}/").text


def test_others_and_whoever_codes_an_article_blind_are_shown_no_objections(editor, cleo, ben):
    object_to("coding", cleo)
    begin_second_coding(
        now=LATER - timedelta(minutes=1), actor=editor,
        article=Forecast.objects.get().article, given="text",
    )  # fmt: skip

    assert list(objections(editor)) == []
    assert list(objections(ben)) == []


def test_the_api_lists_what_is_uncorrected(client, editor, cleo):
    decide(object_to("coding", cleo), editor)
    object_to("quote", cleo)
    client.force_login(editor)

    listed = client.get("/api/v1/projects/harbour/objections?uncorrected=true").json()["results"]
    others = client.get("/api/v1/projects/harbour/objections?uncorrected=false").json()["results"]

    assert [(one["concerns"], one["upheld"], one["uncorrected"]) for one in listed] == [
        ("coding", True, True)
    ]
    assert [(one["concerns"], one["uncorrected"]) for one in others] == [("quote", False)]
