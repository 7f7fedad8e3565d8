"""The pages behind the links of e-mails: GET shows, POST acts."""

from datetime import datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from predictions.accounts.models import User
from predictions.accounts.queries import reviewers_of
from predictions.errors import DomainError
from predictions.outcomes.evidence import NewEvidence
from predictions.outcomes.operations import propose_by_link
from predictions.outcomes.uploads import NewUpload
from predictions.questions.queries import UNRESOLVED, reviewers_needed
from predictions.reminders.links import Act, Grant, read, read_subscription
from predictions.reminders.models import Preference
from predictions.reminders.operations import (
    hand_over_by_link,
    put_off_by_link,
    set_preference,
    snooze_by_link,
    unsubscribe,
)
from predictions.web.answers import answer_field
from predictions.web.day_input import DayInput


class ActForm(forms.Form):
    """A form that does what its link is for."""

    def __init__(self, *args: Any, grant: Grant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def act(self, now: datetime, token: str, zone: ZoneInfo) -> str:
        """Do it as the link allows, and say in a sentence what was done."""
        raise NotImplementedError


class RecordForm(ActForm):
    """What happened, who says so, and where anybody can look."""

    value = forms.CharField(label=_("What happened"))
    known_on = forms.DateField(
        label=_("Known on"),
        widget=DayInput,
        help_text=_("The day on which the world could know."),
    )
    source = forms.CharField(label=_("Source"), max_length=300)
    url = forms.URLField(label=_("Evidence: address"), required=False, assume_scheme="https")
    quotation = forms.CharField(
        label=_("Evidence: quotation"), required=False, widget=forms.Textarea
    )
    where = forms.CharField(label=_("Where it stands"), required=False)
    upload = forms.FileField(label=_("Evidence: file"), required=False)

    def __init__(self, *args: Any, grant: Grant, **kwargs: Any) -> None:
        super().__init__(*args, grant=grant, **kwargs)
        self.fields["value"] = answer_field(grant.question, required=True)

    def reported(self, zone: ZoneInfo) -> dict[str, Any]:
        """What was filled in, as the operation takes it."""
        given = self.cleaned_data
        return {
            "known_at": datetime.combine(given["known_on"], time(), tzinfo=zone),
            "value": given["value"],
            "source": given["source"],
            "evidence": [
                NewEvidence(
                    url=given["url"],
                    quotation=given["quotation"],
                    where=given["where"],
                    upload=NewUpload.of(given["upload"]) if given["upload"] else None,
                )
            ],
        }

    def act(self, now: datetime, token: str, zone: ZoneInfo) -> str:
        proposal = propose_by_link(now=now, token=token, **self.reported(zone))
        return gettext("Proposed: %(it)s. One click confirms it, when you are signed in.") % {
            "it": proposal
        }


class PutOffForm(ActForm):
    """Not yet knowable."""

    until = forms.DateField(label=_("Ask again on"), widget=DayInput)
    reason = forms.CharField(
        label=_("Why it is not yet knowable"), widget=forms.Textarea, max_length=500
    )

    def act(self, now: datetime, token: str, zone: ZoneInfo) -> str:
        until = datetime.combine(self.cleaned_data["until"], time(), tzinfo=zone)
        put_off_by_link(now=now, token=token, until=until, reason=self.cleaned_data["reason"])
        return gettext("Reviewers will be asked again on that day.")


class SnoozeForm(ActForm):
    """Ask me later."""

    days = forms.TypedChoiceField(
        label=_("Ask me again in"),
        choices=[(1, _("a day")), (7, _("a week")), (30, _("thirty days"))],
        coerce=int,
        widget=forms.RadioSelect,
        initial=7,
    )

    def act(self, now: datetime, token: str, zone: ZoneInfo) -> str:
        snoozed = snooze_by_link(now=now, token=token, days=self.cleaned_data["days"])
        return gettext("You will be asked again from %(day)s on.") % {
            "day": f"{snoozed.until.astimezone(zone):%d %B %Y}"
        }


class HandOverForm(ActForm):
    """Somebody else knows better."""

    taker = forms.ModelChoiceField(
        label=_("Hand over to"), queryset=User.objects.none(), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, grant: Grant, **kwargs: Any) -> None:
        super().__init__(*args, grant=grant, **kwargs)
        field = self.fields["taker"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = (
                reviewers_of(grant.question.event.project)
                .exclude(pk=grant.user.pk)
                .order_by("name")
            )

    def act(self, now: datetime, token: str, zone: ZoneInfo) -> str:
        taker = self.cleaned_data["taker"]
        hand_over_by_link(now=now, token=token, taker=taker)
        return gettext("%(taker)s is asked from now on.") % {"taker": taker}


@method_decorator(never_cache, name="dispatch")
class LinkView(View):
    """One link: what it is about, and the one thing it can do."""

    FORMS: ClassVar[dict[Act, tuple[type[ActForm], Any, Any]]] = {
        Act.RECORD: (RecordForm, _("Record the outcome"), _("Propose this answer")),
        Act.PUT_OFF: (PutOffForm, _("Not yet knowable"), _("Ask again then")),
        Act.SNOOZE: (SnoozeForm, _("Snooze"), _("Snooze")),
        Act.HAND_OVER: (HandOverForm, _("Hand over"), _("Hand over")),
    }

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            grant = read(now=timezone.now(), token=token)
        except DomainError as error:
            return refused(request, error)
        return self._page(request, grant, None)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        now = timezone.now()
        try:
            grant = read(now=now, token=token)
        except DomainError as error:
            return refused(request, error)
        form = self.FORMS[grant.act][0](request.POST, request.FILES, grant=grant)
        if not form.is_valid():
            return self._page(request, grant, form, status=422)
        try:
            said = form.act(now, token, ZoneInfo(grant.question.time_zone))
        except DomainError as error:
            if not stand_beside(form, error):
                return refused(request, error)
            return self._page(request, grant, form, status=422)
        return render(request, "predictions/web/done.html", {"said": said})

    def _page(
        self, request: HttpRequest, grant: Grant, form: Any, status: int = 200
    ) -> HttpResponse:
        question = grant.question
        form_class, title, button = self.FORMS[grant.act]
        needs_sign_in = grant.act == Act.RECORD and reviewers_needed(question) > 1
        context = {
            "grant": grant,
            "question": question,
            "forecasts": question.forecasts.select_related("forecaster", "article"),
            "title": title,
            "button": button,
            "form": form or form_class(grant=grant),
            "is_open": question.status in UNRESOLVED,
            "needs_sign_in": needs_sign_in,
            "sign_in_url": reverse("question", args=[question.public_id]),
        }
        return render(request, "predictions/web/link.html", context, status=status)


class PreferenceForm(forms.ModelForm):  # type: ignore[type-arg]
    """What to get, and when."""

    class Meta:
        model = Preference
        fields = ("hour", "due", "heads_up", "escalated", "weekly")


@method_decorator(never_cache, name="dispatch")
class PreferencesView(View):
    """What one person gets; reached from every digest."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            user, _group = read_subscription(token)
        except DomainError as error:
            return refused(request, error)
        preference = Preference.objects.filter(user=user).first()
        return self._page(request, user, PreferenceForm(instance=preference))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            user, _group = read_subscription(token)
        except DomainError as error:
            return refused(request, error)
        form = PreferenceForm(request.POST)
        if not form.is_valid():
            return self._page(request, user, form, status=422)
        set_preference(now=timezone.now(), actor=user, user=user, **form.cleaned_data)
        said = gettext("Kept. It holds from the next digest on, and for you alone.")
        return render(request, "predictions/web/done.html", {"said": said})

    def _page(self, request: HttpRequest, user: User, form: Any, status: int = 200) -> HttpResponse:
        context = {"user_shown": user, "form": form}
        return render(request, "predictions/web/preferences.html", context, status=status)


@method_decorator([never_cache, csrf_exempt], name="dispatch")
class UnsubscribeView(View):
    """One group of reminders, for one person: a button, and RFC 8058's one click.

    A mail program posts here without having seen a page, so there is no CSRF token; the signed
    address is what allows it.
    """

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            user, group = read_subscription(token)
        except DomainError as error:
            return refused(request, error)
        context = {"user_shown": user, "group": group}
        return render(request, "predictions/web/unsubscribe.html", context)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            user, group = read_subscription(token)
            unsubscribe(now=timezone.now(), user=user, group=group)
        except DomainError as error:
            return refused(request, error)
        said = gettext("You will get no more of these. Nobody else's mail changes.")
        return render(request, "predictions/web/done.html", {"said": said})


def stand_beside(form: forms.Form, error: DomainError) -> bool:
    """Put a refusal beside the field that it names, if the form has it."""
    names = {"evidence": "url", "known_at": "known_on"}
    field = names.get(error.field, error.field)
    if field in form.fields:
        form.add_error(field, f"{error.reason} {error.remedy}")
    return field in form.fields


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A plain page that says what happened and what to do."""
    return render(request, "predictions/web/refused.html", {"error": error}, status=410)
