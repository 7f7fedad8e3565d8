"""A question's page for those who review it, signed in: propose, confirm or decline an answer."""

from typing import Any, cast
from zoneinfo import ZoneInfo

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views import View
from django.views.decorators.cache import never_cache

from predictions.accounts.models import User
from predictions.accounts.queries import reviewers_of
from predictions.errors import DomainError
from predictions.outcomes.models import Proposal
from predictions.outcomes.operations import confirm, decline, propose
from predictions.outcomes.states import state_of
from predictions.questions.models import Question
from predictions.questions.queries import UNRESOLVED
from predictions.reminders.links import Act, Grant
from predictions.web.deciding import AnswerForm, CounterForm
from predictions.web.links import refused, stand_beside


@method_decorator(never_cache, name="dispatch")
class QuestionView(LoginRequiredMixin, View):
    """Shows what is asked and what is proposed; another's question is not there."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        return self._page(request, self._question(request, public_id), None)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        question = self._question(request, public_id)
        user = cast("User", request.user)
        now = timezone.now()
        if "confirm" in request.POST:
            return self._confirm(request, question)
        declined = self._named(request, question, "declines")
        kind = CounterForm if declined else AnswerForm
        form = kind(request.POST, request.FILES, grant=self._grant(user, question))
        if not form.is_valid():
            return self._page(request, question, form, status=422)
        try:
            given = form.reported(ZoneInfo(question.time_zone))
            if declined:
                decline(now=now, actor=user, proposal=declined, **given)
            else:
                propose(now=now, actor=user, question=question, **given)
        except DomainError as error:
            if not stand_beside(form, error):
                return refused(request, error)
            return self._page(request, question, form, status=422)
        return self._page(request, self._question(request, public_id), None)

    def _confirm(self, request: HttpRequest, question: Question) -> HttpResponse:
        proposal = self._named(request, question, "confirm")
        if proposal is None:
            raise Http404
        try:
            resolution = confirm(
                now=timezone.now(),
                actor=cast("User", request.user),
                proposal=proposal,
                instead_of=self._named(request, question, "instead_of"),
            )
        except DomainError as error:
            return refused(request, error)
        said = gettext("Confirmed: %(it)s. The scores follow by themselves.")
        return render(request, "predictions/web/done.html", {"said": said % {"it": resolution}})

    def _named(self, request: HttpRequest, question: Question, field: str) -> Proposal | None:
        """The proposal that a form names, as the page showed it."""
        if not request.POST.get(field):
            return None
        return get_object_or_404(Proposal, public_id=request.POST[field], question=question)

    def _question(self, request: HttpRequest, public_id: str) -> Question:
        question = get_object_or_404(
            Question.objects.select_related("event__project", "criteria"), public_id=public_id
        )
        if cast("User", request.user) not in reviewers_of(question.event.project):
            raise Http404
        return question

    def _grant(self, user: User, question: Question) -> Grant:
        return Grant(user=user, question=question, act=Act.RECORD, expires=timezone.now())

    def _page(
        self, request: HttpRequest, question: Question, form: Any, status: int = 200
    ) -> HttpResponse:
        user = cast("User", request.user)
        state = state_of(question, now=timezone.now())
        kind = CounterForm if state.proposal else AnswerForm
        context = {
            "question": question,
            "forecasts": question.forecasts.select_related("forecaster", "article"),
            "form": form or kind(grant=self._grant(user, question)),
            "state": state,
            "may_decide": state.may_decide(user),
            "is_open": question.status in UNRESOLVED,
        }
        return render(request, "predictions/web/question.html", context, status=status)
