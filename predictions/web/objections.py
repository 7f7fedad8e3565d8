"""An objection's page: what is challenged and why, and the reply; somebody uninvolved decides."""

from typing import Any, cast

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache

from predictions.accounts.models import User
from predictions.accounts.permissions import allowed, require
from predictions.errors import DomainError
from predictions.outcomes.models import Objection
from predictions.outcomes.operations import decide_objection
from predictions.outcomes.queries import question_of, uninvolved_in
from predictions.web.links import refused, stand_beside


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
            Objection.objects.select_related("project", "filed_by", "decided_by"),
            public_id=public_id,
        )
        if not allowed(request.user, objection.project, "project.read"):
            raise Http404
        return objection

    def _page(
        self, request: HttpRequest, objection: Objection, form: Any, status: int = 200
    ) -> HttpResponse:
        user = cast("User", request.user)
        others = uninvolved_in(objection)
        context = {
            "objection": objection,
            "question": question_of(objection.target),
            "form": form or DecideForm(),
            "may_decide": objection.decided_at is None
            and allowed(user, objection.project, "objections.decide")
            and (user in others or not others.exists()),
            "others": others.order_by("name", "pk"),
        }
        return render(request, "predictions/web/objection.html", context, status=status)
