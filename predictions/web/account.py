"""One's own page: name and time zone, what comes by e-mail, days away, and how one signs in."""

from typing import Any, ClassVar

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from predictions.accounts.models import Absence, User
from predictions.accounts.operations import announce_absence, change_user
from predictions.accounts.permissions import needs_second_factor
from predictions.errors import DomainError
from predictions.reminders.models import Preference
from predictions.reminders.operations import set_preference
from predictions.web.day_input import DayInput
from predictions.web.links import PreferenceForm, stand_beside
from predictions.web.pages import Page


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """What others see of somebody, and in which zone times are shown."""

    class Meta:
        model = User
        fields = ("name", "time_zone")

    def keep(self, *, user: User, **by: Any) -> str:
        """Keep it, and say so."""
        change_user(**by, user=user, is_active=user.is_active, **self.cleaned_data)
        return gettext("Kept.")


class OwnPreferenceForm(PreferenceForm):
    """What to get by e-mail, and when."""

    def keep(self, *, user: User, **by: Any) -> str:
        """Keep it, and say so."""
        set_preference(**by, user=user, **self.cleaned_data)
        return gettext("Kept. It holds from the next digest on.")


class AbsenceForm(forms.Form):
    """Days on which what is asked of somebody goes to others."""

    starts_on = forms.DateField(label=_("First day away"), widget=DayInput)
    ends_on = forms.DateField(label=_("Last day away"), widget=DayInput)

    def keep(self, *, user: User, **by: Any) -> str:
        """Keep it, and say so."""
        announce_absence(**by, user=user, **self.cleaned_data)
        return gettext("Kept. What falls due on these days is passed on to others.")


class AccountView(Page):
    """Three small forms; each is sent alone."""

    section = "account"
    KINDS: ClassVar = {
        "person": PersonForm,
        "preference": OwnPreferenceForm,
        "absence": AbsenceForm,
    }

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        kind = request.POST.get("form", "")
        if kind not in self.KINDS:
            return self._page(status=422)
        form = self.KINDS[kind](request.POST, prefix=kind)
        if form.is_valid():
            try:
                said = form.keep(now=timezone.now(), actor=self.user, user=self.user)
            except DomainError as error:
                if not stand_beside(form, error):
                    form.add_error(None, str(error))
            else:
                messages.success(request, said)
                return redirect("account")
        return self._page(status=422, **{kind: form})

    def _page(self, status: int = 200, **filled: forms.BaseForm) -> HttpResponse:
        user = User.objects.get(pk=self.user.pk)
        forms_shown = {
            "person": PersonForm(instance=user, prefix="person"),
            "preference": OwnPreferenceForm(
                instance=Preference.objects.filter(user=user).first(), prefix="preference"
            ),
            "absence": AbsenceForm(prefix="absence"),
        }
        context = {
            **forms_shown,
            **filled,
            "absences": Absence.objects.filter(
                user=user, ends_on__gte=timezone.localdate()
            ).order_by("starts_on"),
            "has_second_factor": Authenticator.objects.filter(
                user=user, type=Authenticator.Type.TOTP
            ).exists(),
            "needs_second_factor": needs_second_factor(user),
        }
        return render(self.request, "predictions/web/account.html", context, status=status)
