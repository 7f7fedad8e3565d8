"""The page of a question: what was foretold and happened; who reviews it answers it there."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import strip_tags

from predictions.accounts.operations import create_user, set_role
from predictions.outcomes.models import Proposal, Report, Resolution
from predictions.reminders.operations import plan, write_digests
from predictions.scores.operations import score_pending
from tests.cast import boats, bridge, question, record, resolved

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 2, 9, tzinfo=UTC)
ANSWER = {
    "answer": "yes",
    "known_on": "2026-03-01",
    "source": "the harbour office",
    "quotation": "It is open.",
}


@pytest.fixture
def page(project, reviewer, now):
    record(project, now, forecasts=[bridge(), boats()], reviewers=(reviewer,))
    return reverse("question", args=[question("bridge").public_id])


def test_who_has_not_signed_in_is_asked_to(client, page):
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer.url == f"/sign-in/?next={page}"
    assert client.get(answer.url).status_code == 200


def test_a_reviewer_records_the_outcome_where_one_decides(client, page, reviewer):
    client.force_login(reviewer)

    answer = client.post(page, ANSWER, follow=True)

    assert "Recorded: the bridge was opened." in answer.content.decode()
    assert Resolution.objects.get().report.reported_by == reviewer
    assert question("bridge").status == "resolved"


def test_where_two_are_needed_nobody_confirms_an_answer_of_their_own(
    client, page, project, reviewer, user
):
    project.reviewers_needed = 2
    project.save()
    client.force_login(reviewer)
    said = client.post(page, ANSWER, follow=True).content.decode()
    assert "Proposed: the bridge was opened. Another reviewer decides about it." in said
    assert "have answered. Somebody else has to decide now" in said
    proposal = Proposal.objects.get()

    client.force_login(user)
    said = client.get(page).content.decode()
    assert "proposed “the bridge was opened”" in said
    assert "are the second reviewer. Agree, and it is adopted." in said
    client.post(page, {"answer": "yes", "seen": proposal.public_id})
    assert Resolution.objects.get().proposal == proposal


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"quotation": ""}, "The outcome has no evidence."),
        ({"source": ""}, "The outcome has no source."),
        ({"known_on": ""}, "Give the day on which the world could know."),
        ({"known_on": "2036-01-01"}, "cannot become known in the future"),
        ({"answer": ""}, "This field is required."),
        ({"answer": "ambiguous"}, "needs its kind and a rationale"),
        ({"quotation": "", "url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"upload": SimpleUploadedFile("log.txt", b"MZ\0")}, "none of the kinds of file"),
    ],
)
def test_what_is_missing_stands_beside_its_field(client, page, reviewer, changes, sentence):
    client.force_login(reviewer)
    answer = client.post(page, ANSWER | changes)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Report.objects.exists()


def test_to_others_the_question_is_not_there(client, page, now):
    client.force_login(create_user(now=now, actor=None, email="out@example.org"))
    assert client.get(page).status_code == 404
    assert client.post(page, ANSWER).status_code == 404
    assert not Report.objects.exists()


def test_who_may_only_read_sees_everything_and_answers_nothing(
    client, page, project, reviewer, now
):
    set_role(now=now, actor=None, project=project, user=reviewer, role="viewer")
    client.force_login(reviewer)
    said = client.get(page).content.decode()
    assert "The bridge will open before June" in said
    assert "What happened?" not in said
    assert client.post(page, ANSWER).status_code == 403
    assert not Report.objects.exists()


def test_a_resolved_question_shows_outcome_evidence_and_scores(client, page, reviewer, now):
    resolved("bridge", False, now, sentence="somebody had removed it")
    score_pending(now=now)
    client.force_login(reviewer)
    said = strip_tags(client.get(page).content.decode())
    assert "Said 0.95, somebody had removed it: Brier 0.90" in said
    assert "harbour.example.org" in said
    assert "Correct the outcome" in said


def test_since_when_it_was_known_is_said_in_one_zone(client, page, reviewer):
    asked = question("bridge")
    asked.time_zone = "Pacific/Auckland"
    asked.save()
    resolved("bridge", True, datetime(2026, 3, 1, 23, tzinfo=UTC))
    client.force_login(reviewer)

    shown = client.get(page).content.decode()

    assert shown.count("known since 2 March 2026") == 2
    assert "known since 1 March" not in shown


def test_a_correction_says_why_and_leaves_the_former_in_sight(client, page, reviewer, now):
    resolved("bridge", True, now)
    client.force_login(reviewer)
    given = ANSWER | {"answer": "no", "act": "correct"}
    assert "says why" in client.post(page, given).content.decode()
    without = client.post(page, given | {"act": "record", "rationale": "Not so."})
    assert without.status_code == 422
    assert Resolution.objects.count() == 1

    said = client.post(page, given | {"rationale": "It was a rehearsal."}, follow=True)

    assert "superseded: It was a rehearsal." in strip_tags(said.content.decode())
    assert Resolution.objects.get(supersedes__isnull=False).report.value is False


def test_where_two_decide_nobody_corrects_alone(client, page, project, reviewer, now):
    resolved("bridge", True, now)
    project.reviewers_needed = 2
    project.save()
    client.force_login(reviewer)
    assert "Correct the outcome" not in client.get(page).content.decode()
    client.post(page, ANSWER | {"answer": "no", "act": "correct", "rationale": "Not so."})
    assert Resolution.objects.count() == 1


def test_what_the_answer_cannot_be_is_refused(client, page, reviewer):
    client.force_login(reviewer)
    boats = reverse("question", args=[question("boats").public_id])
    said = client.post(boats, ANSWER | {"answer": "number", "number": "201"}).content.decode()
    assert "above the last possible value" in said
    assert not Report.objects.exists()


def test_a_draft_is_not_answered(client, project, reviewer, now):
    record(project, now, forecasts=[bridge(criteria=None, deciding_source=None)])
    client.force_login(reviewer)
    client.post(reverse("question", args=[question("bridge").public_id]), ANSWER)
    assert not Report.objects.exists()


def test_a_corrected_outcome_stays_visible(client, page, reviewer, now):
    resolved("bridge", True, now)
    resolved("bridge", False, now, supersede=True, rationale="It was another bridge.")
    client.force_login(reviewer)
    said = strip_tags(client.get(page).content.decode())
    assert "the bridge was opened" in said
    assert "superseded: It was another bridge." in said


def test_an_event_shows_its_questions_with_their_outcomes(client, page, reviewer, now):
    resolved("bridge", False, now, sentence="somebody had removed it")
    client.force_login(reviewer)
    event = question("bridge").event
    said = client.get(reverse("event", args=[event.public_id])).content.decode()
    assert "decides these 2 questions together" in said
    assert "somebody had removed it" in said
    client.force_login(create_user(now=now, actor=None, email="out@example.org"))
    assert client.get(reverse("event", args=[event.public_id])).status_code == 404


def test_the_list_of_questions_is_narrowed_by_state(
    client, page, project, reviewer, now, django_assert_max_num_queries
):
    resolved("bridge", True, now)
    client.force_login(reviewer)
    address = reverse("questions", args=["harbour"])
    with django_assert_max_num_queries(8):
        everything = client.get(address).content.decode()
    assert "Does the bridge open" in everything
    assert "How many boats" in everything
    done = client.get(address, {"state": "resolved"}).content.decode()
    assert "Does the bridge open" in done
    assert "How many boats" not in done
    assert "None is in this state." in client.get(address, {"state": "draft"}).content.decode()


def test_a_form_feed_in_a_wording_stops_nobodys_digest(project, reviewer, now):
    record(project, now, forecasts=[bridge(question="Does the\x0c bridge open?")])
    plan(now=JUNE + timedelta(days=1))
    assert write_digests(now=JUNE + timedelta(days=1)) == 1
