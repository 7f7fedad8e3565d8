"""The weekly bulletin: whose it is, when it comes, and what reaches a real mail server."""

from datetime import timedelta

import pytest
from django.urls import reverse

from predictions.accounts.operations import create_project, create_user, set_role
from predictions.articles.models import Article
from predictions.forecasts.operations import begin_second_coding
from predictions.mail.models import Message
from predictions.mail.operations import resend
from predictions.mail.sending import send_queued
from predictions.publishing.bulletins import write_bulletins
from predictions.publishing.models import Bulletin
from predictions.questions.models import Question
from predictions.reminders.links import subscription_token
from predictions.reminders.operations import set_preference, unsubscribe
from predictions.scores.operations import score_pending
from tests.cast import record, resolved

# `now` is a Monday at nine, and everybody's zone is UTC.
DAY = timedelta(days=1)


@pytest.fixture
def editor(project, user, now):
    """Ed, who alone is to get a bulletin: Alice, the administrator, wants none."""
    unsubscribe(now=now, user=user, group="weekly")
    editor = create_user(now=now, actor=None, email="ed@example.org", name="Ed")
    set_role(now=now, actor=None, project=project, user=editor, role="editor")
    return editor


@pytest.fixture
def scores(project, now):
    """The column of the cast with two answers, scored; every date has passed."""
    record(project, now)
    resolved("bridge", False, now)
    resolved("boats", 41, now)
    score_pending(now=now)
    Question.objects.filter(status="resolved").update(resolves_at=now - DAY)


def test_an_editor_gets_one_bulletin_a_week(editor, now):
    assert write_bulletins(now=now) == 1
    assert write_bulletins(now=now + 3 * DAY) == 0
    assert write_bulletins(now=now + 7 * DAY) == 1
    assert [str(one.week) for one in Bulletin.objects.order_by("week")] == [
        "2026-03-02",
        "2026-03-09",
    ]


def test_it_waits_for_the_hour_on_monday_and_comes_later_where_that_was_missed(editor, now):
    early = now - timedelta(hours=3)

    assert write_bulletins(now=early) == 0
    assert write_bulletins(now=early + DAY) == 1


def test_a_reviewer_gets_none(editor, reviewer, now):
    write_bulletins(now=now)

    assert [one.to for one in Message.objects.all()] == ["ed@example.org"]


def test_who_unsubscribes_gets_none_and_keeps_the_reminders(client, editor, now):
    token = subscription_token(editor, "weekly")

    answer = client.post(reverse("unsubscribe", args=[token]))

    assert answer.status_code == 200
    editor.refresh_from_db()
    assert (editor.preference.weekly, editor.preference.due) == (False, True)
    assert write_bulletins(now=now) == 0


def test_other_preferences_leave_the_bulletin_as_it_is(editor, now):
    unsubscribe(now=now, user=editor, group="weekly")

    preference = set_preference(
        now=now, actor=editor, user=editor, hour=7, heads_up=True, due=True, escalated=True
    )

    assert preference.weekly is False


def test_it_reaches_the_server_with_its_charts_and_its_figures(editor, scores, now, smtp, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    write_bulletins(now=now)

    assert send_queued(clock=lambda: now) == 1

    (email,) = smtp.accepted
    assert email["Subject"] == "What is due and who is right: the week of 2 March 2026"
    assert email["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # A reader that shows the text has no pictures; one that shows the HTML has them inside it.
    assert email.get_content_type() == "multipart/alternative"
    plain, related = email.iter_parts()
    assert plain.get_content_type() == "text/plain"
    assert related.get_content_type() == "multipart/related"
    assert [one.get_content_type() for one in related.iter_parts()] == [
        "text/html", "image/png", "image/png",
    ]  # fmt: skip
    html = email.get_body(("html",)).get_content()
    text = email.get_body(("plain",)).get_content()
    pictures = {part["Content-ID"]: part for part in email.walk() if part["Content-ID"]}
    assert set(pictures) == {"<calibration-harbour>", "<ranges-harbour>"}
    for name, part in pictures.items():
        assert f'src="cid:{name[1:-1]}"' in html
        assert part.get_content_type() == "image/png"
        assert part.get_content_disposition() == "inline"
        assert part.get_payload(decode=True).startswith(b"\x89PNG")
    for shown in (html, text):
        assert "Harbour watch" in shown
        assert "Mean Brier" in shown
        assert "/projects/harbour/" in shown


def test_sent_again_it_has_its_charts(editor, scores, user, now):
    write_bulletins(now=now)
    message = Message.objects.get()
    Message.objects.update(sent_at=now)

    again = resend(now=now, actor=user, message=message)

    assert {one.name for one in again.pictures.all()} == {"calibration-harbour", "ranges-harbour"}


def test_an_empty_project_has_a_bulletin_without_charts(editor, now):
    write_bulletins(now=now)

    message = Message.objects.get()
    assert not message.pictures.exists()
    assert "0 open, 0 due" in message.text


def test_the_figures_of_a_project_are_left_out_while_the_editor_codes_an_article_of_it_blind(
    editor, scores, project, now
):
    other = create_project(now=now, actor=None, slug="lake", name="Lake watch")
    set_role(now=now, actor=None, project=other, user=editor, role="editor")
    article = Article.objects.get()
    begin_second_coding(now=now, actor=editor, article=article, given="text")

    write_bulletins(now=now)

    message = Message.objects.get()
    for text in (message.text, message.html):
        assert "The figures of Harbour watch would tell how an article was read" in text
        assert "Lake watch" in text
        assert "Ines Quayle" not in text
    assert not message.pictures.exists()
