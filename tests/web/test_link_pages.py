"""The pages behind the links of e-mails: GET shows, POST acts, and what is refused says so."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from predictions.accounts.operations import change_user, create_project, create_user, set_role
from predictions.outcomes.models import Report
from predictions.questions.operations import put_off
from predictions.reminders.links import Act, make
from predictions.reminders.models import Link, Snooze
from tests.cast import boats, bridge, mayor, question, record, resolved, rows_of_every_table, tunnel

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 20, 9, tzinfo=UTC)
EVIDENCE = {
    "known_on": "2026-06-15",
    "source": "the harbour office",
    "url": "https://harbour.example.org/log",
}


@pytest.fixture(autouse=True)
def it_is_june(monkeypatch):
    """Pages read the clock themselves."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: JUNE)


@pytest.fixture(autouse=True)
def asked(project, reviewer, now):
    """Four questions, one of each type, which Rosa is asked about."""
    forecasts = [bridge(), boats(), mayor(), tunnel()]
    record(project, now, forecasts=forecasts, reviewers=(reviewer,))


@pytest.fixture
def page(reviewer):
    """A function that gives the address of Rosa's page for a question and an act."""

    def address(key="bridge", act=Act.RECORD, made=JUNE):
        token = make(now=made, user=reviewer, question=question(key), act=act)
        return reverse("link", args=[token])

    return address


def refusal(answer) -> str:
    """The sentences of a page that refused; anything else fails."""
    assert answer.status_code == 410
    said: str = answer.content.decode()
    assert "<h1>Nothing was changed</h1>" in said
    return said


@pytest.mark.parametrize("act", list(Act))
def test_opening_a_page_changes_nothing(client, page, act):
    address = page(act=act)
    before = rows_of_every_table()
    for _ in range(2):
        assert client.get(address).status_code == client.head(address).status_code == 200
    assert rows_of_every_table() == before


@pytest.mark.parametrize("act", list(Act))
def test_a_page_shows_what_it_is_about_and_for_whom(client, page, act):
    said = strip_tags(client.get(page(act=act)).content.decode())
    for expected in (
        "Does the bridge open before June 2026?",
        "“The bridge will open before June”",
        "Ines Quayle, The harbour in spring, 1 March 2026",
        "The harbour office opens it to everybody.",
        "For Rosa.",
        "until 20 July 2026",
    ):
        assert expected in said


def test_pages_come_under_the_strict_policy(client, page):
    for address in (page(), page(act=Act.SNOOZE), reverse("link", args=["nonsense"])):
        policy = client.get(address)["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy


def test_pages_are_neither_kept_nor_indexed_and_hold_nothing_inline(client, page):
    answer = client.get(page())
    assert "no-store" in answer["Cache-Control"]
    said = answer.content.decode()
    assert '<meta name="robots" content="noindex">' in said
    for inline in ("<script", "<style", " style=", " onclick="):
        assert inline not in said


@pytest.mark.parametrize(
    ("key", "given", "kept", "sentence"),
    [
        ("bridge", "yes", True, "the bridge was opened"),
        ("bridge", "no", False, "the bridge stayed closed"),
        ("boats", "47", 47, "47 boats"),
        ("mayor", "Bo", "Bo", "Bo"),
        ("tunnel", "2026-05-20", "2026-05-20", "2026-05-20"),
        ("tunnel", "did not happen", "did not happen", "it did not happen by 2026-12-31"),
    ],
    ids=["yes", "no", "number", "option", "date", "never"],
)
def test_every_kind_of_answer_can_be_proposed(client, page, reviewer, key, given, kept, sentence):
    answer = client.post(page(key), EVIDENCE | {"value": given})

    assert answer.status_code == 200
    assert f"Proposed: {sentence}." in answer.content.decode()
    report = Report.objects.get()
    assert (report.value, report.sentence) == (kept, sentence)
    assert (report.reported_by, report.source) == (reviewer, "the harbour office")
    assert report.known_at == datetime(2026, 6, 15, tzinfo=UTC)
    assert report.evidence.get().url == "https://harbour.example.org/log"
    assert question(key).status == "proposed"


def test_answers_are_sentences_and_never_yes_or_no(client, page):
    said = client.get(page("bridge")).content.decode()
    assert "the bridge was opened" in said
    assert "the bridge stayed closed" in said
    said = client.get(page("mayor")).content.decode()
    assert all(f'value="{name}"' in said for name in ("Ada", "Bo", "Cy"))


@pytest.mark.parametrize(
    ("key", "changes", "complaint"),
    [
        ("bridge", {"url": ""}, "The outcome has no evidence. Give an address, quote"),
        ("bridge", {"value": "maybe"}, "maybe is not one of the available choices"),
        ("bridge", {"value": ""}, "This field is required"),
        ("bridge", {"source": ""}, "This field is required"),
        ("bridge", {"known_on": "2026-06-21"}, "cannot become known in the future"),
        ("boats", {"value": "many"}, "Enter a number"),
        ("boats", {"value": "900"}, "200"),
        ("mayor", {"value": "Dee"}, "Dee is not one of the available choices"),
        ("tunnel", {"value": "soon"}, "soon"),
        ("tunnel", {"value": "2031-01-01"}, "2031-01-01"),
    ],
)
def test_a_form_that_is_refused_says_why_and_leaves_the_link(client, page, key, changes, complaint):
    good = {"bridge": "yes", "boats": "47", "mayor": "Bo", "tunnel": "2026-05-20"}[key]
    before = rows_of_every_table()

    answer = client.post(page(key), EVIDENCE | {"value": good} | changes)

    assert answer.status_code in (410, 422)
    assert complaint in answer.content.decode()
    assert rows_of_every_table() == before
    assert client.post(page(key), EVIDENCE | {"value": good}).status_code == 200


def test_a_quotation_is_evidence_enough(client, page):
    given = EVIDENCE | {"value": "yes", "url": "", "quotation": "It is open."}
    assert client.post(page(), given).status_code == 200
    assert Report.objects.get().evidence.get().quotation == "It is open."


def test_a_file_is_evidence_enough_and_is_kept_with_the_answer(client, page, reviewer):
    file = SimpleUploadedFile("log.txt", b"It is open.")
    given = EVIDENCE | {"value": "yes", "url": "", "upload": file, "where": "third line"}

    assert client.post(page(), given).status_code == 200

    evidence = Report.objects.get().evidence.get()
    assert (evidence.file.name, evidence.file.uploaded_by) == ("log.txt", reviewer)
    assert evidence.where == "third line"


def test_a_file_that_is_refused_leaves_nothing(client, page):
    file = SimpleUploadedFile("log.txt", b"MZ\0")
    before = rows_of_every_table()

    answer = client.post(page(), EVIDENCE | {"value": "yes", "upload": file})

    assert "none of the kinds of file" in answer.content.decode()
    assert rows_of_every_table() == before


def test_a_page_that_was_used_says_so(client, page):
    client.post(page(), EVIDENCE | {"value": "yes"})
    before = rows_of_every_table()
    for answer in (client.get(page()), client.post(page(), EVIDENCE | {"value": "no"})):
        said = refusal(answer)
        assert "This link has been used; what it was for is done." in said
        assert "Sign in to see or correct it." in said
    assert rows_of_every_table() == before


def test_what_was_resolved_meanwhile_cannot_be_proposed(client, page):
    address = page()
    resolved("bridge", True, JUNE)
    assert "recorded already; nothing more needs to be done" in client.get(address).content.decode()
    assert "<form" not in client.get(address).content.decode()
    before = rows_of_every_table()
    said = refusal(client.post(address, EVIDENCE | {"value": "no"}))
    assert "The outcome was recorded on 2026-06-20 at 09:00 UTC: the bridge was opened." in said
    assert rows_of_every_table() == before


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("spoil", "reason", "remedy"),
    [
        (lambda token: token[:-1], "perhaps it was cut off", "Open it again from the e-mail"),
        (lambda token: token[:30], "perhaps it was cut off", "Open it again from the e-mail"),
        (lambda token: "A" + token[1:], "not one that Foresaid has sent", "or sign in"),
        (lambda token: "nonsense", "not one that Foresaid has sent", "or sign in"),
    ],
    ids=["one short", "cut off", "tampered", "nonsense"],
)
def test_a_link_that_is_none_gets_a_plain_page(client, page, method, spoil, reason, remedy):
    token = page().removeprefix("/r/").removesuffix("/")
    before = rows_of_every_table()
    said = refusal(getattr(client, method)(reverse("link", args=[spoil(token)])))
    assert reason in said
    assert remedy in said
    assert rows_of_every_table() == before


def test_an_expired_link_gets_a_plain_page(client, page):
    address = page(made=JUNE - timedelta(days=31))
    for answer in (client.get(address), client.post(address, EVIDENCE | {"value": "yes"})):
        said = refusal(answer)
        assert "This link was valid until 19 June 2026." in said
        assert "Use the link in a newer e-mail, or sign in." in said
    assert not Report.objects.exists()


def test_a_link_of_an_earlier_round_gets_a_plain_page(client, page):
    address = page()
    later = JUNE + timedelta(days=30)
    put_off(now=JUNE, actor=None, question=question("bridge"), until=later, reason="delayed")
    said = refusal(client.post(address, EVIDENCE | {"value": "yes"}))
    assert "Meanwhile this question was put off, reopened or given another date." in said
    assert not Report.objects.exists()


def test_a_link_of_somebody_who_may_not_sign_in_gets_a_plain_page(client, page, reviewer):
    address = page()
    change_user(now=JUNE, actor=None, user=reviewer, name="Rosa", time_zone="UTC", is_active=False)
    said = refusal(client.post(address, EVIDENCE | {"value": "yes"}))
    assert "no longer here" in said
    assert "Ask an editor of your project." in said
    assert not Report.objects.exists()


def test_where_two_reviewers_are_asked_the_page_asks_to_sign_in(client, page, project):
    project.reviewers_needed = 2
    project.save()
    said = client.get(page()).content.decode()
    assert "please sign in to answer, to agree or to decline" in said
    assert reverse("question", args=[question("bridge").public_id]) in said
    assert "<form" not in said

    said = refusal(client.post(page(), EVIDENCE | {"value": "yes"}))
    assert "Two reviewers decide about this question." in said
    assert not Report.objects.exists()
    assert not Link.objects.exists()


def test_what_is_not_yet_knowable_is_put_off(client, page):
    given = {"until": "2026-09-01", "reason": "the works were stopped"}
    answer = client.post(page(act=Act.PUT_OFF), given)
    assert "Reviewers will be asked again on that day." in answer.content.decode()
    bridge_now = question("bridge")
    assert bridge_now.asked_from == datetime(2026, 9, 1, tzinfo=UTC)
    assert bridge_now.resolves_at == datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"until": "2026-06-20"}, "not in the future. Choose a later day."),
        ({"until": "someday"}, "Enter a valid date."),
        ({"reason": "   "}, "This field is required."),
    ],
)
def test_putting_off_needs_a_reason_and_a_later_day(client, page, changes, complaint):
    given = {"until": "2026-09-01", "reason": "the works were stopped"} | changes
    answer = client.post(page(act=Act.PUT_OFF), given)
    assert answer.status_code == 422
    assert complaint in answer.content.decode()
    assert question("bridge").round == 1
    assert not Link.objects.exists()


@pytest.mark.parametrize(
    ("days", "day"), [("1", "21 June 2026"), ("7", "27 June 2026"), ("30", "20 July 2026")]
)
def test_a_question_is_snoozed_for_some_days(client, page, reviewer, days, day):
    answer = client.post(page(act=Act.SNOOZE), {"days": days})
    assert f"You will be asked again from {day} on." in answer.content.decode()
    snoozed = Snooze.objects.get()
    assert snoozed.reviewer == reviewer
    assert snoozed.until == JUNE + timedelta(days=int(days))


@pytest.mark.parametrize("days", ["", "0", "-7", "9999", "a week"])
def test_no_other_number_of_days_is_taken(client, page, days):
    assert client.post(page(act=Act.SNOOZE), {"days": days}).status_code == 422
    assert not Snooze.objects.exists()


def test_a_question_is_handed_to_a_member_of_its_project(client, page, user):
    assert "Alice" in client.get(page(act=Act.HAND_OVER)).content.decode()
    answer = client.post(page(act=Act.HAND_OVER), {"taker": user.pk})
    assert "Alice is asked from now on." in answer.content.decode()
    active = question("bridge").assignments.filter(is_active=True)
    assert [one.reviewer for one in active] == [user]


def test_strangers_and_oneself_are_no_takers(client, page, reviewer, now):
    stranger = create_user(now=now, actor=None, email="out@example.org", name="Ottokar")
    house = create_project(now=now, actor=None, slug="house", name="House")
    set_role(now=now, actor=None, project=house, user=stranger, role="reviewer")
    assert "Ottokar" not in client.get(page(act=Act.HAND_OVER)).content.decode()
    for taker in (stranger.pk, reviewer.pk, 0, "x"):
        assert client.post(page(act=Act.HAND_OVER), {"taker": taker}).status_code == 422
    assert question("bridge").assignments.get().reviewer == reviewer


def test_a_form_of_another_site_is_refused(page):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(page(), EVIDENCE | {"value": "yes"}).status_code == 403
    assert not Report.objects.exists()


def test_the_form_of_the_page_itself_is_taken(page):
    strict = Client(enforce_csrf_checks=True)
    token = strict.get(page()).context["csrf_token"]
    given = EVIDENCE | {"value": "yes", "csrfmiddlewaretoken": str(token)}
    assert strict.post(page(), given).status_code == 200
    assert Report.objects.count() == 1


def test_what_a_forecast_says_is_shown_as_text(client, project, reviewer, now):
    text = "They say <script>alert(1)</script> opens it."
    forecast = bridge(
        key="script",
        quote="<script>alert(1)</script> opens it",
        question="Does <b>it</b> open?",
    )
    record(project, now, text=text, forecasts=[forecast], reviewers=(reviewer,))
    token = make(now=JUNE, user=reviewer, question=question("script"), act=Act.RECORD)
    said = client.get(reverse("link", args=[token])).content.decode()
    assert "<script" not in said
    assert "&lt;script&gt;alert(1)&lt;/script&gt; opens it" in said
    assert "Does &lt;b&gt;it&lt;/b&gt; open?" in said
