"""Objecting, and an objection's page, on which somebody uninvolved decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache

from predictions.accounts.models import User
from predictions.accounts.permissions import allowed, require
from predictions.dashboard.marked import sentences
from predictions.errors import DomainError
from predictions.forecasts.models import Coding, Forecast
from predictions.outcomes.models import Objection
from predictions.outcomes.operations import decide_objection, file_objection
from predictions.outcomes.queries import (
    open_about,
    open_to_objection,
    question_of,
    uninvolved_in,
    with_corrections,
)
from predictions.questions.models import Question
from predictions.web.links import refused, stand_beside
from predictions.web.pages import keep_blind


class DecideForm(forms.Form):
    """Upheld or rejected, and why."""

    upheld = forms.TypedChoiceField(
        label=_("The objection is"),
        choices=[("yes", _("upheld: something is wrong")), ("no", _("rejected"))],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
    )
    reply = forms.CharField(
        label=_("Reply"),
        widget=forms.Textarea,
        help_text=_("It stays visible beside the objection."),
    )


class ObjectForm(forms.Form):
    """What is wrong, and with which of the things that can be objected to, each with its word."""

    target = forms.ChoiceField(label=_("What is wrong"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("Why"), widget=forms.Textarea)
    on_behalf_of = forms.CharField(
        label=_("On behalf of"),
        required=False,
        max_length=300,
        help_text=_("Where somebody who is no member has told you."),
    )

    def __init__(self, *args: Any, open_to: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = {
            f"{concerns}-{target.pk}": (concerns, target) for concerns, target in open_to
        }
        field = cast("forms.ChoiceField", self.fields["target"])
        field.choices = [
            (key, f"{capfirst(Objection.Concerns(concerns).label)}: {in_words(target)}")
            for key, (concerns, target) in self.targets.items()
        ]


def in_words(target: Any) -> str:
    """What somebody objects to, as its readers know it."""
    if not isinstance(target, Coding):
        return str(target)
    return f"{sentences.said(target)} ({sentences.wording(target)})"


@dataclass(frozen=True)
class About:
    """What somebody wants to object to: what the page shows of it, and what is open to it."""

    open_to: Sequence[tuple[str, Any]]
    question: Question | None
    forecasts: Sequence[Forecast] = ()


@method_decorator(never_cache, name="dispatch")
class ObjectView(LoginRequiredMixin, View):
    """Where members object to what makes up a question, for themselves or for an outsider.

    `?about=` names the kind of thing that is chosen at first.
    """

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        about = self.find(cast("User", request.user), public_id)
        form = ObjectForm(open_to=about.open_to)
        asked = request.GET.get("about", "")
        form.initial["target"] = next(
            (key for key in form.targets if key.startswith(f"{asked}-")), ""
        )
        return self._page(request, about, form)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        about = self.find(cast("User", request.user), public_id)
        form = ObjectForm(request.POST, open_to=about.open_to)
        if not form.is_valid():
            return self._page(request, about, form, status=422)
        given = form.cleaned_data
        concerns, target = form.targets[given.pop("target")]
        try:
            objection = file_objection(
                now=timezone.now(),
                actor=cast("User", request.user),
                concerns=concerns,
                target=target,
                **given,
            )
        except DomainError as error:
            if not stand_beside(form, error):
                return refused(request, error)
            return self._page(request, about, form, status=422)
        return redirect("objection", public_id=objection.public_id)

    def find(self, user: User, public_id: str) -> About:
        """The question, for those who may object to it."""
        question = get_object_or_404(Question, public_id=public_id)
        if not allowed(user, question.event.project, "objections.file"):
            raise Http404
        keep_blind(user, question.event.project)
        return About(open_to_objection(question), question)

    def _page(
        self, request: HttpRequest, about: About, form: ObjectForm, status: int = 200
    ) -> HttpResponse:
        context = {"question": about.question, "forecasts": about.forecasts, "form": form}
        return render(request, "predictions/web/object.html", context, status=status)


class ObjectToForecastView(ObjectView):
    """The same about one forecast: its quote, its attribution, its coding."""

    def find(self, user: User, public_id: str) -> About:
        forecasts = Forecast.objects.select_related("article__project", "question", "coding")
        forecast = get_object_or_404(forecasts, public_id=public_id)
        if not allowed(user, forecast.article.project, "objections.file"):
            raise Http404
        keep_blind(user, forecast.article.project)
        return About(open_about(forecast), forecast.question, [forecast])


@method_decorator(never_cache, name="dispatch")
class ObjectionView(LoginRequiredMixin, View):
    """Shows an objection to members of its project; to others it is not there."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        return self._page(request, self._objection(request, public_id), None)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        objection = self._objection(request, public_id)
        user = cast("User", request.user)
        form = DecideForm(request.POST)
        if not form.is_valid():
            return self._page(request, objection, form, status=422)
        try:
            require(user, objection.project, "objections.decide")
            decide_objection(
                now=timezone.now(), actor=user, objection=objection, **form.cleaned_data
            )
        except DomainError as error:
            if not stand_beside(form, error):
                return refused(request, error)
            return self._page(request, objection, form, status=422)
        return redirect("objection", public_id=public_id)

    def _objection(self, request: HttpRequest, public_id: str) -> Objection:
        objection = get_object_or_404(
            with_corrections().select_related("project", "filed_by", "decided_by"),
            public_id=public_id,
        )
        if not allowed(request.user, objection.project, "project.read"):
            raise Http404
        keep_blind(cast("User", request.user), objection.project)
        return objection

    def _page(
        self, request: HttpRequest, objection: Objection, form: Any, status: int = 200
    ) -> HttpResponse:
        user = cast("User", request.user)
        others = uninvolved_in(objection)
        context = {
            "objection": objection,
            "question": question_of(objection.target),
            "target": in_words(objection.target),
            "form": form or DecideForm(),
            "may_decide": objection.decided_at is None
            and allowed(user, objection.project, "objections.decide")
            and (user in others or not others.exists()),
            "others": others.order_by("name", "pk"),
        }
        return render(request, "predictions/web/objection.html", context, status=status)
