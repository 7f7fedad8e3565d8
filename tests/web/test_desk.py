"""The review desk: what waits for whom, and the buttons of one question."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from predictions.accounts.operations import create_user, set_role
from predictions.dashboard.desk import case, queue
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.models import Evidence, Report
from predictions.outcomes.operations import propose
from predictions.questions.models import Assignment
from predictions.questions.operations import put_off
from predictions.reminders.models import Snooze
from predictions.reminders.operations import snooze
from tests.cast import boats, bridge, ferry, mayor, question, record, resolved, tunnel

pytestmark = pytest.mark.django_db

LOG = [NewEvidence(url="https://harbour.example.org/log")]


@pytest.fixture
def asked(project, reviewer, now):
    """Rosa is asked about five questions."""
    record(
        project, now, forecasts=[bridge(), ferry(), boats(), mayor(), tunnel()],
        reviewers=(reviewer,),
    )  # fmt: skip


@pytest.fixture
def bo(project, now):
    bo = create_user(now=now, actor=None, email="bo@example.org", name="Bo")
    set_role(now=now, actor=None, project=project, user=bo, role="reviewer")
    return bo


def titles(user, now):
    return {
        group.title: [place.question.wording for place in group.places]
        for group in queue(user, now=now)
    }


def at(day):
    return datetime(2026, *day, 9, tzinfo=UTC)


def test_what_is_overdue_comes_first_then_today_then_what_is_coming(asked, reviewer):
    assert titles(reviewer, at((6, 1))) == {
        "Overdue": ["How many boats lie in the harbour on 1 May 2026?"],
        "Due today": [
            "Does the bridge open before June 2026?",
            "Does the ferry stop before June 2026?",
        ],
        "Coming up": ["Who becomes mayor in 2026?", "When is the tunnel dug through?"],
    }


def test_the_queue_says_how_long_and_what_is_needed(asked, reviewer):
    (overdue, *_) = queue(reviewer, now=at((6, 4)))
    place = overdue.places[0]
    assert (place.state, place.when) == ("late", "33 days")
    assert place.line == "The harbour in 2026 · one reviewer"


def test_what_is_snoozed_put_off_or_handed_over_is_not_there(asked, reviewer, bo, now):
    june = at((6, 4))
    snooze(now=june, actor=reviewer, question=question("bridge"), reviewer=reviewer, days=7)
    put_off(
        now=june, actor=reviewer, question=question("ferry"),
        until=june + timedelta(days=7), reason="No count yet.",
    )  # fmt: skip
    Assignment.objects.filter(question=question("boats")).update(is_active=False)
    assert "Overdue" not in titles(reviewer, june)
    assert len(titles(reviewer, june + timedelta(days=8))["Overdue"]) == 2


def test_who_is_not_asked_sees_only_what_others_propose(asked, reviewer, bo):
    june = at((6, 4))
    assert queue(bo, now=june) == []
    propose(
        now=june, actor=reviewer, question=question("bridge"), known_at=june,
        value=True, source="the harbour office", evidence=LOG,
    )  # fmt: skip
    (group,) = queue(bo, now=june)
    assert group.title == "Proposed by others"
    assert [one.title for one in queue(reviewer, now=june)][-1] == "Waiting for another reviewer"


def test_the_queue_takes_a_constant_number_of_queries(
    asked, project, reviewer, now, django_assert_num_queries
):
    def count():
        with django_assert_num_queries(6):
            queue(reviewer, now=at((6, 20)))

    count()
    more = [bridge(key=f"{n}", question=f"Is it day {n}?") for n in range(20)]
    record(project, now, text="The bridge will open before June.", forecasts=more,
           reviewers=(reviewer,))  # fmt: skip
    count()


def test_where_it_stands_is_said_in_plain_words(asked, project, reviewer, bo, user):
    project.reviewers_needed = 2
    project.save()
    june = at((6, 4))
    first = case(question("bridge"), reviewer, now=june)
    assert first.heading == "Where it stands: two reviewers, none has answered yet"
    propose(
        now=june, actor=reviewer, question=question("bridge"), known_at=june,
        value=True, source="the harbour office", evidence=LOG,
    )  # fmt: skip
    second = case(question("bridge"), bo, now=june)
    assert second.heading == "Where it stands: two reviewers, one more needed"
    assert [step.who for step in second.steps] == ["Rosa", "You"]
    assert second.steps[0].said == "proposed “the bridge was opened” on 4 June 2026, 09:00."


@pytest.mark.parametrize(
    ("key", "value", "choice"),
    [
        ("bridge", False, "no"),
        ("boats", 47, "number"),
        ("mayor", "Cy", "option-2"),
        ("tunnel", "2026-05-20", "day"),
        ("tunnel", "did not happen", "never"),
    ],
)
def test_the_choice_that_agrees_with_a_proposal_says_so(
    client, asked, reviewer, bo, key, value, choice
):
    june = at((6, 20))
    proposal = propose(
        now=june, actor=reviewer, question=question(key), known_at=june,
        value=value, source="the harbour office", evidence=LOG,
    )  # fmt: skip
    client.force_login(bo)
    page = client.get(address(key))
    assert page.context["proposed"] == choice
    assert f"Rosa answered “{proposal}”" in page.content.decode()


@pytest.fixture
def desk(client, asked, reviewer):
    client.force_login(reviewer)
    return client


def address(key):
    return reverse("desk_question", args=[question(key).public_id])


def test_the_name_is_hidden_while_the_quote_is_shown(desk):
    said = desk.get(address("bridge")).content.decode()
    assert "The bridge will open before June" in strip_tags(said)
    assert "The name is hidden while you review." in said
    shown, _, behind = said.partition("The name is hidden while you review. Show it")
    assert "Ines Quayle" not in shown
    assert "Ines Quayle" in behind


@pytest.mark.parametrize(
    ("key", "given", "value"),
    [
        ("bridge", {"answer": "no"}, False),
        ("boats", {"answer": "number", "number": "47.5"}, 47.5),
        ("mayor", {"answer": "option-1"}, "Bo"),
        ("tunnel", {"answer": "day", "day": "2026-05-20"}, "2026-05-20"),
        ("tunnel", {"answer": "never"}, "did not happen"),
    ],
)
def test_every_kind_of_answer_is_recorded(desk, key, given, value):
    given |= {"known_on": "2026-06-01", "source": "the harbour office", "quotation": "So it was."}
    answer = desk.post(address(key), given | {"act": "record"}, follow=True)
    assert answer.redirect_chain[0][0] == "/desk/"
    assert Report.objects.get().value == value
    assert "Recorded: " in answer.content.decode()


@pytest.mark.parametrize(("key", "answer"), [("boats", "number"), ("tunnel", "day")])
def test_a_number_or_day_that_is_missing_is_asked_for(desk, key, answer):
    said = desk.post(address(key), {"answer": answer, "known_on": "2026-06-01"})
    assert said.status_code == 422
    assert "Give the " in said.content.decode()


def test_one_piece_of_evidence_serves_several_questions_of_an_event(desk, now):
    resolved("ferry", True, now)
    shared = Evidence.objects.get()
    assert str(shared) in desk.get(address("bridge")).content.decode()
    desk.post(
        address("bridge"),
        {"answer": "yes", "known_on": "2026-03-01", "source": "the office", "shared": shared.pk},
    )
    assert list(shared.reports.values_list("question", flat=True)) == [
        question("ferry").pk,
        question("bridge").pk,
    ]


def test_a_file_is_handed_in_as_evidence(desk):
    file = SimpleUploadedFile("log.txt", b"The bridge is open.", content_type="text/plain")
    desk.post(
        address("bridge"),
        {"answer": "yes", "known_on": "2026-03-01", "source": "the office", "upload": file},
    )
    assert Evidence.objects.get().file.name == "log.txt"


def test_snoozing_handing_over_and_putting_off_are_one_button_each(desk, reviewer, bo):
    said = desk.post(address("bridge"), {"act": "snooze", "days": "7"}, follow=True)
    assert "You will be asked again from" in said.content.decode()
    assert Snooze.objects.get().reviewer == reviewer

    said = desk.post(address("ferry"), {"act": "hand_over", "taker": bo.pk}, follow=True)
    assert "Bo is asked from now on." in said.content.decode()
    assert Assignment.objects.filter(question=question("ferry"), reviewer=bo).exists()

    until = f"{timezone.localdate() + timedelta(days=9)}"
    given = {"act": "put_off", "until": until, "reason": "No count yet."}
    said = desk.post(address("boats"), given, follow=True)
    assert "Reviewers will be asked again on that day." in said.content.decode()


def test_what_is_refused_is_said_and_changes_nothing(desk, now):
    out = create_user(now=now, actor=None, email="out@example.org", name="Out")
    for given in (
        {"act": "hand_over", "taker": out.pk},
        {"act": "put_off", "until": "2020-01-01", "reason": "No count."},
        {"act": "snooze", "days": "0"},
    ):
        said = desk.post(address("bridge"), given, follow=True)
        assert 'class="s-false"' in said.content.decode()
    assert not Snooze.objects.exists()


def test_an_empty_desk_says_so(client, project, reviewer):
    client.force_login(reviewer)
    assert "Nothing waits for you" in client.get(reverse("desk")).content.decode()


def test_who_reviews_nothing_is_told_so(client, project, reviewer, now):
    set_role(now=now, actor=None, project=project, user=reviewer, role="coder")
    client.force_login(reviewer)
    answer = client.get(reverse("desk"))
    assert answer.status_code == 403
    assert "You review for no project." in answer.content.decode()
