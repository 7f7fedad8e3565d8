"""Declining and objecting on the pages of a question, and deciding about an objection."""

import pytest
from django.urls import reverse

from predictions.accounts.operations import create_user
from predictions.forecasts.models import Forecast
from predictions.outcomes.models import Confirmation, Objection, Proposal, Resolution
from predictions.outcomes.operations import file_objection
from tests.cast import lighthouse, question, record, rows_of_every_table
from tests.outcomes.reviewing import agree, asked, ben, cleo, member, suggest, two_needed

__all__ = ["asked", "ben", "cleo", "two_needed"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked", "two_needed")]

COUNTER = {
    "rationale": "It was a rehearsal.",
    "answer": "no",
    "known_on": "2026-03-01",
    "source": "the harbour office",
    "quotation": "A rehearsal.",
}


@pytest.fixture
def page():
    return reverse("question", args=[question("bridge").public_id])


def text(response) -> str:
    said: str = response.content.decode()
    return said


def test_the_page_says_who_proposed_what_and_what_is_needed_next(client, page, reviewer, ben):
    suggest(reviewer)
    client.force_login(ben)
    said = text(client.get(page))
    assert "Rosa proposed on 2 June 2026: the bridge was opened." in said
    assert "Another reviewer confirms it, or declines it with a counter-proposal." in said
    assert "are the second reviewer. Agree, and it is adopted." in said


def test_whoever_proposed_is_told_that_somebody_else_decides(client, page, reviewer):
    suggest(reviewer)
    client.force_login(reviewer)
    assert "have answered. Somebody else has to decide now" in text(client.get(page))


def test_a_second_declines_and_a_third_confirms_the_first_instead(
    client, page, reviewer, ben, cleo
):
    first = suggest(reviewer)
    client.force_login(ben)
    said = text(client.post(page, COUNTER | {"seen": first.public_id}, follow=True))
    assert "Reviewers disagree: a third one decides." in said
    second = Proposal.objects.get(closed_at=None)

    client.force_login(cleo)
    said = text(client.get(page))
    assert "It was a rehearsal." in said
    client.post(page, {"answer": "yes", "seen": second.public_id})

    assert Resolution.objects.get().proposal == first


def test_declining_without_a_reason_stands_beside_its_field(client, page, reviewer, ben):
    first = suggest(reviewer)
    client.force_login(ben)
    answer = client.post(page, COUNTER | {"seen": first.public_id, "rationale": ""})
    assert answer.status_code == 422
    assert not Confirmation.objects.exists()


def test_that_no_answer_counts_is_proposed_with_a_rationale(client, page, reviewer):
    client.force_login(reviewer)
    given = {"answer": "annulled", "known_on": "2026-03-01"}
    refused = client.post(page, given)
    assert refused.status_code == 422
    assert "needs its kind and a rationale" in text(refused)

    said = text(client.post(page, given | {"rationale": "The bridge was sold."}, follow=True))
    assert "Rosa proposed" in said
    assert "annulled" in said
    assert Proposal.objects.get().rationale == "The bridge was sold."


def test_a_member_objects_and_an_editor_decides(client, page, project, now, reviewer, ben, cleo):
    resolution = agree(ben, suggest(reviewer))
    form = reverse("object", args=[question("bridge").public_id])
    client.force_login(cleo)
    assert "A resolution: the bridge was opened" in text(client.get(form))
    filed = client.post(
        form, {"target": f"resolution-{resolution.pk}", "text": "The log is of another bridge."}
    )
    objection = Objection.objects.get()
    assert filed.url == reverse("objection", args=[objection.public_id])
    assert "Somebody who had no hand in it decides: Alice" in text(client.get(filed.url))
    given = {"upheld": "yes", "reply": "So it is."}
    assert client.post(filed.url, given).status_code == 410

    client.force_login(member(project, now, "Edda", "editor"))
    assert client.post(filed.url, given).status_code == 302

    said = text(client.get(filed.url))
    assert "Upheld:" in said
    assert "So it is." in said
    assert question("bridge").status == "open"
    said = text(client.get(page))
    assert "in doubt since: the bridge was opened" in said
    assert "The log is of another bridge." in said


def test_an_objection_without_text_or_target_changes_nothing(client, reviewer):
    client.force_login(reviewer)
    form = reverse("object", args=[question("bridge").public_id])
    before = rows_of_every_table()
    for given in ({"target": "weather-1", "text": "No."}, {"target": "", "text": ""}):
        assert client.post(form, given).status_code == 422
    assert rows_of_every_table() == before


def test_to_others_objections_are_not_there(client, reviewer, ben, now):
    objection = file_objection(
        now=now,
        actor=ben,
        concerns="resolution",
        target=agree(ben, suggest(reviewer)),
        text="No.",
    )
    client.force_login(create_user(now=now, actor=None, email="otto@example.org"))
    for name, it in (("objection", objection), ("object", question("bridge"))):
        assert client.get(reverse(name, args=[it.public_id])).status_code == 404


def test_a_card_leads_to_objecting_to_its_quote_attribution_or_coding(client, page, cleo):
    forecast = Forecast.objects.get(key="bridge")
    form = reverse("object_to_forecast", args=[forecast.public_id])
    client.force_login(cleo)
    for shown in (page, reverse("article", args=[forecast.article.public_id])):
        assert form in client.get(shown).content.decode()

    asked = client.get(form)
    assert [key.partition("-")[0] for key in asked.context["form"].targets] == [
        "quote", "attribution", "coding",
    ]  # fmt: skip
    filed = client.post(form, {"target": f"attribution-{forecast.pk}", "text": "It was Ben."})

    objection = Objection.objects.get()
    assert filed.url == reverse("objection", args=[objection.public_id])
    assert (objection.concerns, objection.target) == ("attribution", forecast)


def test_a_resolution_leads_to_objecting_to_it(client, page, reviewer, ben, cleo):
    resolution = agree(ben, suggest(reviewer))
    client.force_login(cleo)
    form = f"{reverse('object', args=[question('bridge').public_id])}?about=resolution"
    assert form in client.get(page).content.decode()
    assert client.get(form).context["form"]["target"].value() == f"resolution-{resolution.pk}"


def test_what_cannot_be_checked_can_be_objected_to(client, project, now, cleo):
    record(
        project,
        now,
        text="Paint\n\nSomebody should paint the lighthouse.",
        forecasts=[lighthouse()],
    )
    forecast = Forecast.objects.get(key="lighthouse", question=None)
    client.force_login(cleo)
    form = reverse("object_to_forecast", args=[forecast.public_id])
    assert "should paint the lighthouse" in text(client.get(form))
    client.post(form, {"target": f"quote-{forecast.pk}", "text": "It says “must”."})
    assert Objection.objects.get().forecast == forecast
