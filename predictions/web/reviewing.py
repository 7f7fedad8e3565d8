"""Answering a question: on the desk, with the queue beside it, and on the question's own page."""

from collections.abc import Sequence
from datetime import datetime, time
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from predictions.accounts.permissions import allows, projects_of, refusal, role_of
from predictions.dashboard.ages import Age, age_of
from predictions.dashboard.desk import Group, case, objections, overdue, queue
from predictions.errors import DomainError
from predictions.forecasts.blind_coding import questions_hidden_from
from predictions.outcomes.models import Proposal, Resolution
from predictions.outcomes.operations import answer
from predictions.questions.models import Question
from predictions.questions.operations import hand_over, put_off
from predictions.questions.queries import UNRESOLVED, reviewers_needed
from predictions.reminders.operations import snooze
from predictions.web.pages import Page, keep_blind
from predictions.web.review_form import (
    HandOverForm,
    PutOffForm,
    ReviewForm,
    SnoozeForm,
    choice_of,
)
from predictions.web.shell import shell

# Which permission each button needs, and the form that it sends.
ACTS = {
    "record": "outcomes.propose",
    "correct": "outcomes.resolve",
    "put_off": "questions.put_off",
    "snooze": "reminders.snooze",
    "hand_over": "reminders.hand_over",
}
# Where a refusal stands that names another field.
BESIDE = {"known_at": "known_on", "evidence": "url", "reason": "rationale",
          "prediction": "answer", "value": "answer"}  # fmt: skip


class ReviewPage(Page):
    """What the desk and the question's page have in common: the question, the form, the buttons."""

    def find(self, public_id: str) -> Question:
        """The question, for those who may read it."""
        questions = Question.objects.select_related(
            "event__project", "criteria", "reference", "merged_into"
        )
        question = get_object_or_404(questions, public_id=public_id)
        self.enter(question.event.project)
        if questions_hidden_from(self.user).filter(pk=question.pk).exists():
            keep_blind(self.user, question.event.project)
        return question

    def review(self, question: Question, form: ReviewForm | None = None) -> dict[str, Any]:
        """What the template of the form needs; nothing where there is nothing to answer."""
        project, corrects = question.event.project, self.may_correct(question)
        waits = question.status in UNRESOLVED and self.may(project, "outcomes.propose")
        if not waits and not corrects:
            return {}
        now = timezone.now()
        found: Any = SimpleLazyObject(lambda: case(question, self.user, now=now))
        return {
            "case": found,
            "form": form
            or SimpleLazyObject(lambda: ReviewForm(question=question, shared=found.shared)),
            "was_refused": form is not None,
            "waits": waits,
            "corrects": corrects,
            "proposed": SimpleLazyObject(
                lambda: choice_of(question, found.waiting) if found.waiting else ""
            ),
            "put_off": PutOffForm(auto_id="put_off_%s"),
            "hand_over": SimpleLazyObject(
                lambda: HandOverForm(question=question, giver=self.user, auto_id="hand_over_%s")
            ),
        }

    def may_correct(self, question: Question) -> bool:
        """Whether the person alone may correct what is recorded; where two decide, they object."""
        return (
            question.status == Question.Status.RESOLVED
            and reviewers_needed(question) == 1
            and self.may(question.event.project, "outcomes.resolve")
        )

    def act(self, question: Question) -> tuple[str, ReviewForm | None]:
        """Do what the pressed button says: what was done, or the form with what is wrong."""
        name = self.request.POST.get("act", "record")
        operation = ACTS.get(name, "outcomes.propose")
        role = role_of(self.user, question.event.project)
        if not allows(role, operation):
            raise PermissionDenied(str(refusal(role, operation)))
        if name in ("record", "correct"):
            return self._record(question, supersede=name == "correct")
        form = self._small_form(name, question)
        if not form.is_valid():
            wrong = " ".join(str(error) for errors in form.errors.values() for error in errors)
            messages.error(self.request, wrong)
            return "", None
        try:
            return self._do(name, question, form.cleaned_data), None
        except DomainError as error:
            messages.error(self.request, f"{error.reason} {error.remedy}")
            return "", None

    def _record(self, question: Question, *, supersede: bool) -> tuple[str, ReviewForm | None]:
        shared = case(question, self.user, now=timezone.now()).shared
        post, files = self.request.POST, self.request.FILES
        form = ReviewForm(post, files, question=question, shared=shared)
        if not form.is_valid():
            return "", form
        seen = None
        if post.get("seen"):
            seen = Proposal.objects.filter(question=question, public_id=post["seen"]).first()
        given = form.given(seen)
        if given["known_at"] is None:
            form.add_error("known_on", gettext("Give the day on which the world could know."))
            return "", form
        try:
            done = answer(
                now=timezone.now(),
                actor=self.user,
                question=question,
                seen=seen,
                supersede=supersede,
                **given,
            )
        except DomainError as error:
            field = BESIDE.get(error.field, error.field)
            sentence = " ".join(filter(None, (error.reason, error.remedy)))
            form.add_error(field if field in form.fields else None, sentence)
            return "", form
        if isinstance(done, Resolution):
            words = gettext("Recorded: %(it)s. The scores follow by themselves.")
        else:
            words = gettext("Proposed: %(it)s. Another reviewer decides about it.")
        return words % {"it": done}, None

    def _small_form(self, name: str, question: Question) -> forms.Form:
        if name == "put_off":
            return PutOffForm(self.request.POST)
        if name == "snooze":
            return SnoozeForm(self.request.POST)
        return HandOverForm(self.request.POST, question=question, giver=self.user)

    def _do(self, name: str, question: Question, given: dict[str, Any]) -> str:
        now, user = timezone.now(), self.user
        if name == "put_off":
            zone = ZoneInfo(question.time_zone)
            until = datetime.combine(given["until"], time(), zone)
            put_off(now=now, actor=user, question=question, until=until, reason=given["reason"])
            return gettext("Reviewers will be asked again on that day.")
        if name == "snooze":
            kept = snooze(now=now, actor=user, question=question, reviewer=user, days=given["days"])
            day = date_format(timezone.localtime(kept.until), "j F Y")
            return gettext("You will be asked again from %(day)s on.") % {"day": day}
        hand_over(now=now, actor=user, question=question, giver=user, taker=given["taker"])
        return gettext("%(taker)s is asked from now on.") % {"taker": given["taker"]}


class DeskView(ReviewPage):
    """The queue, and one question of it."""

    section = "desk"

    def get(self, request: HttpRequest, public_id: str = "") -> HttpResponse:
        return self._page(request, public_id)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        question = self.find(public_id)
        done, form = self.act(question)
        if form is not None:
            return self._page(request, public_id, form, status=422)
        if done:
            messages.success(request, done)
        address = reverse("desk") if done else reverse("desk_question", args=[public_id])
        return redirect(f"{address}{self._within()[2]}")

    def _within(self) -> tuple[Age | None, str, str]:
        """Of which age and project the list is, and how its addresses say so; else it is my queue."""
        asked = self.request.GET
        age = age_of(asked.get("age", ""))
        if age is None:
            return None, "", ""
        project = asked.get("project", "").replace("\0", "")
        return age, project, "?" + urlencode({"project": project, "age": age.key})

    def _groups(self) -> list[Group]:
        now = timezone.now()
        age, project, _ = self._within()
        if age is None:
            return queue(self.user, now=now)
        return overdue(self.user, age, project=project, now=now)

    def _order(self, groups: Sequence[Group], within: str) -> list[str]:
        """The questions of the list, kept as the list itself is."""
        key = f"order {self.user.pk} {within} {shell(self.request)['shell'].edition}"
        kept = caches["template_fragments"]
        return list(
            kept.get_or_set(
                sha256(key.encode()).hexdigest(),
                lambda: [str(one.question.public_id) for group in groups for one in group.places],
                60,
            )
            or ()
        )

    def _page(
        self,
        request: HttpRequest,
        public_id: str,
        form: ReviewForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        if not projects_of(self.user, "outcomes.propose").exists():
            raise PermissionDenied(gettext("You review for no project."))
        within = self._within()[2]
        groups: Any = SimpleLazyObject(self._groups)
        order = self._order(groups, within)
        public_id = public_id or next(iter(order), "")
        question = self.find(public_id) if public_id else None
        context: dict[str, Any] = {
            "groups": groups,
            "question": question,
            "within": within,
            "objections": SimpleLazyObject(lambda: list(objections(self.user))),
        }
        if question:
            if question.status in UNRESOLVED:
                context |= self.review(question, form)
            if public_id in order:
                context |= {"position": order.index(public_id) + 1, "total": len(order)}
        return render(request, "predictions/web/desk.html", context, status=status)
