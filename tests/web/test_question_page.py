"""The page on which signed-in reviewers propose and confirm; they need not be administrators."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from predictions.accounts.operations import create_user
from predictions.outcomes.models import Proposal, Report, Resolution
from predictions.reminders.operations import plan, write_digests
from tests.cast import bridge, question, record

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 2, 9, tzinfo=UTC)
ANSWER = {
    "value": "yes",
    "known_on": "2026-03-01",
    "source": "the harbour office",
    "quotation": "It is open.",
}


@pytest.fixture
def page(project, reviewer, now):
    record(project, now, forecasts=[bridge()], reviewers=(reviewer,))
    return reverse("question", args=[question("bridge").public_id])


def test_who_has_not_signed_in_is_asked_to(client, page):
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer.url == f"/sign-in/?next={page}"
    assert client.get(answer.url).status_code == 200


def test_a_reviewer_proposes_and_confirms_in_one_click(client, page, reviewer):
    client.force_login(reviewer)

    proposed = client.post(page, ANSWER)
    assert "the bridge was opened" in proposed.content.decode()
    proposal = Proposal.objects.get()
    confirmed = client.post(page, {"confirm": proposal.public_id})

    assert "Confirmed: the bridge was opened" in confirmed.content.decode()
    assert Resolution.objects.get().proposal == proposal
    assert question("bridge").status == "resolved"


def test_where_two_are_needed_nobody_confirms_an_answer_of_their_own(
    client, page, project, reviewer, user
):
    project.reviewers_needed = 2
    project.save()
    client.force_login(reviewer)
    client.post(page, ANSWER)
    proposal = Proposal.objects.get()

    refused = client.post(page, {"confirm": proposal.public_id})
    assert refused.status_code == 410
    assert "you proposed this answer" in refused.content.decode()

    client.force_login(user)
    client.post(page, {"confirm": proposal.public_id})
    assert question("bridge").status == "resolved"


def test_what_is_missing_stands_beside_its_field(client, page, reviewer):
    client.force_login(reviewer)
    answer = client.post(page, ANSWER | {"quotation": ""})
    assert answer.status_code == 422
    assert "The outcome has no evidence." in answer.content.decode()
    assert not Report.objects.exists()


def test_to_others_the_question_is_not_there(client, page, now):
    client.force_login(create_user(now=now, actor=None, email="out@example.org"))
    assert client.get(page).status_code == 404
    assert client.post(page, ANSWER).status_code == 404
    assert not Report.objects.exists()


def test_a_form_feed_in_a_wording_stops_nobodys_digest(project, reviewer, now):
    record(project, now, forecasts=[bridge(question="Does the\x0c bridge open?")])
    plan(now=JUNE + timedelta(days=1))
    assert write_digests(now=JUNE + timedelta(days=1)) == 1
