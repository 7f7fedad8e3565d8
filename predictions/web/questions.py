"""Questions and events: lists, and a page each; who reviews a question answers it there, too."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from predictions.accounts.models import Project
from predictions.dashboard import listings
from predictions.dashboard.ages import age_of
from predictions.dashboard.question import event_page, question_page
from predictions.questions.models import Event
from predictions.web.pages import Page
from predictions.web.review_form import ReviewForm
from predictions.web.reviewing import ReviewPage


class QuestionsView(Page):
    """The list of a project's questions, narrowed to a state in the address."""

    section = "questions"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        project = get_object_or_404(Project, slug=slug)
        self.enter(project)
        now, asked = timezone.now(), request.GET.get("state", "")
        state = asked if asked in listings.STATES else ""
        after, age = request.GET.get("after", ""), age_of(request.GET.get("age", ""))
        found = listings.questions(project, self.user, now=now, state=state, age=age, after=after)
        context = {
            "project": project,
            "state": state,
            "states": [
                ("", gettext("all")),
                ("due", gettext("due")),
                ("open", gettext("open")),
                ("resolved", gettext("resolved")),
                ("draft", gettext("drafts")),
            ],
            "age": age if state == "due" else None,
            "listing": found,
            "now": now,
            "is_first": not after,
        }
        return render(request, "predictions/web/questions.html", context)


class QuestionView(ReviewPage):
    """What is asked, what was foretold, what happened; and the form, for who may answer."""

    section = "questions"

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        return self._page(request, public_id)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        done, form = self.act(self.find(public_id))
        if form is not None:
            return self._page(request, public_id, form, status=422)
        if done:
            messages.success(request, done)
        return redirect("question", public_id)

    def _page(
        self,
        request: HttpRequest,
        public_id: str,
        form: ReviewForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        question = self.find(public_id)
        context: dict[str, Any] = {
            "question": question,
            "shown": SimpleLazyObject(
                lambda: question_page(question, self.user, now=timezone.now())
            ),
            "may_object": self.may(question.event.project, "objections.file"),
        }
        context |= self.review(question, form)
        return render(request, "predictions/web/question.html", context, status=status)


class EventView(Page):
    """One turn of the world, and the questions that it decides."""

    section = "questions"

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        events = Event.objects.select_related("project", "merged_into").prefetch_related("topics")
        event = get_object_or_404(events, public_id=public_id)
        self.enter(event.project)
        context = {
            "event": event,
            "standings": SimpleLazyObject(lambda: event_page(event, self.user, now=timezone.now())),
        }
        return render(request, "predictions/web/event.html", context)
