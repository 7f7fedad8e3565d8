"""How a digest reads: subject, text and HTML."""

import re
from datetime import UTC, datetime, timedelta
from email import message_from_string, policy
from html import unescape

import pytest

from predictions.mail.models import Message
from predictions.mail.sending import as_email
from predictions.reminders.operations import plan, write_digests
from tests.cast import bridge, ferry, record

pytestmark = pytest.mark.django_db

DUE = datetime(2026, 6, 1, 9, tzinfo=UTC)


def digest(moment: datetime, to: str = "rosa@example.org") -> Message:
    plan(now=moment)
    write_digests(now=moment)
    return Message.objects.get(to=to)


def words_of(html: str) -> str:
    """The HTML as somebody reads it, in one line."""
    visible = re.sub(r"(?s)<!--.*?-->|<style.*?</style>|<[^>]+>", " ", html)
    return " ".join(unescape(visible).split())


def readings(message: Message) -> list[str]:
    return [" ".join(message.text.split()), words_of(message.html)]


@pytest.fixture
def record_one(project, reviewer, now):
    def run(moment: datetime = now, **changes: object) -> None:
        record(project, moment, reviewers=(reviewer,), forecasts=[bridge(**changes)])

    return run


def test_it_shows_quote_article_criteria_and_source(record_one):
    record_one()
    for text in readings(digest(DUE + timedelta(days=2))):
        for shown in (
            "The bridge will open before June",
            "Ines Quayle",
            "The harbour in spring",
            "1 March 2026",
            "Does the bridge open before June 2026?",
            "The harbour office opens it to everybody.",
            "the harbour office",
            "2 days overdue",
        ):
            assert shown in text


@pytest.mark.parametrize(
    ("days", "shown"), [(0, "due today"), (1, "1 day overdue"), (2, "2 days overdue")]
)
def test_it_counts_the_days(record_one, days, shown):
    record_one()
    for text in readings(digest(DUE + timedelta(days=days))):
        assert shown in text


@pytest.mark.parametrize(
    ("forecasts", "days", "subject"),
    [
        ([bridge()], 0, "1 is due today"),
        ([bridge(), ferry()], 0, "2 are due today"),
        ([bridge()], 1, "1 question is overdue"),
        ([bridge(), ferry()], 1, "2 questions are overdue"),
        (
            [bridge(), ferry(resolves_at="2026-06-02")],
            1,
            "1 question is overdue, 1 is due today",
        ),
    ],
)
def test_its_subject_counts(project, reviewer, now, forecasts, days, subject):
    record(project, now, reviewers=(reviewer,), forecasts=forecasts)
    message = digest(DUE + timedelta(days=days))
    assert message.subject == subject
    assert message.text.startswith(f"{subject}.")


def test_the_editors_subject_says_that_it_waits_for_others(record_one, user):
    record_one()
    assert digest(DUE + timedelta(days=14), to=user.email).subject == "1 waits for others"


def test_what_was_recorded_after_its_date_says_so(record_one):
    late = DUE + timedelta(days=40)
    record_one(late)
    for text in readings(digest(late)):
        assert "recorded after the fact" in text


def test_even_when_it_was_recorded_on_its_day(record_one):
    record_one(DUE)
    for text in readings(digest(DUE)):
        assert "recorded after the fact" in text


def test_what_was_recorded_in_time_says_nothing(record_one):
    record_one()
    for text in readings(digest(DUE)):
        assert "after the fact" not in text


def test_the_longest_overdue_come_first(project, reviewer, now):
    forecasts = [ferry(resolves_at="2026-05-30"), bridge(resolves_at="2026-05-20")]
    record(project, now, reviewers=(reviewer,), forecasts=forecasts)
    for text in readings(digest(DUE)):
        assert text.rindex("Does the bridge open") < text.rindex("Does the ferry stop")


def test_markup_in_a_quote_is_shown_not_obeyed(project, reviewer, now):
    said = 'It will open & close: <script>alert("1")</script> </mj-text> in June'
    record(
        project,
        now,
        text=said,
        reviewers=(reviewer,),
        forecasts=[bridge(quote=said, question="Is <b>5 < 6</b> & true?")],
    )
    message = digest(DUE)
    assert said in message.text
    assert "Is <b>5 < 6</b> & true?" in message.text
    assert "&amp;lt;" not in message.html
    assert "<script" not in message.html
    assert said in words_of(message.html)
    assert "Is <b>5 < 6</b> & true?" in words_of(message.html)


def test_a_long_quote_is_cut(project, reviewer, now):
    said = "The bridge will open " + "very " * 200 + "soon"
    record(project, now, text=said, reviewers=(reviewer,), forecasts=[bridge(quote=said)])
    for text in readings(digest(DUE)):
        assert said not in text
        assert said[:200] in text


def links_of(text: str, base: str) -> list[str]:
    return [link.removeprefix(base) for link in re.findall(rf"{re.escape(base)}[^\s\"<>]+", text)]


def test_every_link_leads_somewhere(record_one, settings, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: DUE)
    record_one()
    message = digest(DUE)
    paths = links_of(message.text, settings.BASE_URL)
    assert len(paths) >= 7
    assert set(paths) == {unescape(path) for path in links_of(message.html, settings.BASE_URL)}
    for path in paths:
        assert client.get(path).status_code in {200, 302}, path


def test_the_link_shows_what_is_asked_without_signing_in(record_one, settings, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: DUE)
    record_one()
    (path,) = re.findall(rf"Record the outcome: {settings.BASE_URL}(\S+)", digest(DUE).text)
    page = client.get(path)
    assert page.status_code == 200
    assert "Does the bridge open before June 2026?" in page.text
    assert "the bridge was opened" in page.text


def test_one_click_unsubscribes(record_one, settings, client, reviewer):
    record_one()
    message = digest(DUE)
    assert message.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = message.headers["List-Unsubscribe"].strip("<>").removeprefix(settings.BASE_URL)
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    reviewer.refresh_from_db()
    assert reviewer.preference.due is False
    assert reviewer.preference.escalated is True


def test_it_goes_out_as_text_and_html(record_one):
    record_one()
    sent = message_from_string(as_email(digest(DUE)).message().as_string(), policy=policy.default)
    plain, html = sent.get_body(("plain",)), sent.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "The bridge will open before June" in plain.get_content()
    assert "<html" in html.get_content()
