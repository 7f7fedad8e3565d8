"""How a digest reads: subject, thread, HTML, text."""

from datetime import UTC, datetime, timedelta

import pytest

from predictions.mail.models import Message
from predictions.mail.sending import as_email
from predictions.reminders.models import Digest
from predictions.reminders.operations import plan, set_policy, write_digests
from tests.cast import TEXT, bridge, record

pytestmark = pytest.mark.django_db

JUNE = datetime(2026, 6, 1, 9, tzinfo=UTC)


def ask(project, now, day: str, count: int, *, reviewers, **changes) -> None:
    """As many questions that are due on a day."""
    forecasts = [
        bridge(
            **{
                "key": f"{day} {n}",
                "question": f"Is bridge {n} open on {day}?",
                "resolves_at": day,
            }
            | changes
        )
        for n in range(count)
    ]
    text = f"{TEXT}\n{day}\n"
    record(project, now, text=text, forecasts=forecasts, reviewers=reviewers)


def digest_of(person, moment: datetime = JUNE) -> Message:
    plan(now=moment)
    write_digests(now=moment)
    return Digest.objects.filter(reviewer=person).latest("pk").message


@pytest.mark.parametrize(
    ("overdue", "today", "soon", "subject"),
    [
        (1, 0, 0, "1 question is overdue"),
        (3, 0, 0, "3 questions are overdue"),
        (0, 1, 0, "1 is due today"),
        (0, 2, 0, "2 are due today"),
        (0, 0, 1, "1 is soon due"),
        (1, 1, 0, "1 question is overdue, 1 is due today"),
        (2, 3, 2, "2 questions are overdue, 3 are due today, 2 are soon due"),
        (1, 0, 2, "1 question is overdue, 2 are soon due"),
    ],
)
def test_the_subject_counts_what_is_asked(project, reviewer, now, overdue, today, soon, subject):
    set_policy(now=now, actor=None, project=project, heads_up_days=5)
    for day, count in (("2026-05-20", overdue), ("2026-06-01", today), ("2026-06-04", soon)):
        if count:
            ask(project, now, day, count, reviewers=(reviewer,))
    assert digest_of(reviewer).subject == subject


@pytest.mark.parametrize(
    ("count", "subject"), [(1, "1 waits for others"), (4, "4 wait for others")]
)
def test_editors_read_what_waits_for_others(project, user, reviewer, now, count, subject):
    ask(project, now, "2026-05-10", count, reviewers=(reviewer,))
    message = digest_of(user)
    assert message.subject == subject
    assert f"Waiting for somebody else ({count})" in message.text
    assert "Hand over" not in message.text


def test_an_editors_own_questions_are_told_from_those_of_others(project, user, reviewer, now):
    ask(project, now, "2026-05-10", 2, reviewers=(reviewer,))
    ask(project, now, "2026-06-01", 1, reviewers=(user,))
    assert digest_of(user).subject == "1 is due today, 2 wait for others"


def test_the_longest_overdue_stands_first(project, reviewer, now):
    days = ("2026-06-01", "2026-05-10", "2026-05-25")
    for day in days:
        ask(project, now, day, 1, reviewers=(reviewer,))
    text = digest_of(reviewer).text
    assert sorted(days) == sorted(days, key=lambda day: text.index(f"open on {day}"))
    assert "22 days overdue" in text
    assert "due today" in text


def test_every_digest_of_a_person_is_in_one_thread(project, reviewer, now):
    ask(project, now, "2026-06-01", 1, reviewers=(reviewer,))
    first, second = (
        as_email(digest_of(reviewer, JUNE + timedelta(days=days))).message() for days in (0, 3)
    )
    assert first["Message-ID"] != second["Message-ID"]
    assert first["In-Reply-To"] == first["References"] == f"<reminders-{reviewer.pk}@localhost>"
    assert second["In-Reply-To"] == second["References"] == first["References"]


def test_threads_of_two_people_are_two(project, user, reviewer, now):
    ask(project, now, "2026-06-01", 1, reviewers=(reviewer, user))
    assert digest_of(reviewer).headers["References"] != digest_of(user).headers["References"]


def test_the_html_shows_marks_and_tags_as_they_were_written(project, reviewer, now):
    forecast = bridge(
        quote='<b>"Tom & Jerry"</b> open it', question="Do <i>Tom & Jerry</i> open it?"
    )
    text = 'They say <b>"Tom & Jerry"</b> open it soon.'
    record(project, now, text=text, forecasts=[forecast], reviewers=(reviewer,))
    message = digest_of(reviewer)
    assert "<b>&quot;Tom &amp; Jerry" not in message.html
    assert "&lt;b&gt;&quot;Tom &amp; Jerry&quot;&lt;/b&gt; open it" in message.html
    assert "Do &lt;i&gt;Tom &amp; Jerry&lt;/i&gt; open it?" in message.html
    assert '"<b>"Tom & Jerry"</b> open it"' in message.text


def test_the_html_is_made_for_phones_and_both_themes(project, reviewer, now):
    ask(project, now, "2026-06-01", 1, reviewers=(reviewer,))
    html = digest_of(reviewer).html
    assert "<mj-" not in html
    assert "@media (prefers-color-scheme: dark)" in html
    assert '<meta name="color-scheme" content="light dark" />' in html
    assert "width=device-width" in html
    assert "background-color:#fcfbf8" in html


def test_text_and_html_carry_quote_article_criteria_and_links(project, reviewer, now):
    ask(project, now, "2026-06-01", 1, reviewers=(reviewer,))
    message = digest_of(reviewer)
    for body in (message.text, message.html):
        for expected in (
            "The bridge will open before June",
            "Ines Quayle",
            "The harbour in spring",
            "1 March 2026",
            "The harbour office opens it to everybody.",
            "Not yet knowable",
            "Snooze",
            "Hand over",
            "Record the outcome",
            "Preferences",
            "Unsubscribe",
            "Harbour watch",
        ):
            assert expected in body
        assert body.count("http://localhost:8000/r/") == 4
    assert "<" not in message.text


def test_a_digest_shows_at_most_25_questions_and_counts_the_rest(project, reviewer, now):
    ask(project, now, "2026-06-01", 28, reviewers=(reviewer,))
    message = digest_of(reviewer)
    assert message.subject == "28 are due today"
    assert message.text.count("* Is bridge") == 25
    assert message.html.count(">Is bridge") == 25
    for body in (message.text, message.html):
        assert "And 3 more questions, when you sign in." in body
    assert Digest.objects.get().reminders.count() == 28


def test_one_question_too_many_is_counted_in_the_singular(project, reviewer, now):
    ask(project, now, "2026-06-01", 26, reviewers=(reviewer,))
    assert "And 1 more question, when you sign in." in digest_of(reviewer).text


def test_where_two_reviewers_are_asked_the_digest_says_to_sign_in(project, reviewer, now):
    project.reviewers_needed = 2
    project.save()
    ask(project, now, "2026-06-01", 1, reviewers=(reviewer,))
    message = digest_of(reviewer)
    assert "please sign in to record the outcome" in message.text
    assert "Sign in to review" in message.html


def test_what_was_recorded_afterwards_says_so(project, reviewer, now):
    record(
        project,
        now,
        published="2026-02-01",
        coding="fully coded, retrospective",
        forecasts=[bridge(resolves_at="2026-02-20")],
        reviewers=(reviewer,),
    )
    assert "10 days overdue, recorded after the fact" in digest_of(reviewer, now).text
