"""Who belongs to a project, and with which role."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from predictions.accounts.invitations import invite
from predictions.accounts.models import Membership, Project
from predictions.accounts.operations import set_role
from predictions.accounts.queries import members_of
from predictions.errors import DomainError
from predictions.questions.operations.leaving import remove_member
from predictions.web.links import stand_beside
from predictions.web.pages import Page

MANAGE = "members.manage"


class InvitationForm(forms.Form):
    """Who is invited, and as what."""

    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)


class MembersView(Page):
    """The list of members; who manages the project invites others and changes roles."""

    section = "members"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        project = get_object_or_404(Project, slug=slug)
        self.enter(project)
        return self._page(project, InvitationForm(initial={"role": Membership.Role.REVIEWER}))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        project = get_object_or_404(Project, slug=slug)
        self.enter(project, MANAGE)
        if "member" in request.POST:
            return self._change(project)
        form = InvitationForm(request.POST)
        if form.is_valid():
            try:
                invite(now=timezone.now(), actor=self.user, project=project, **form.cleaned_data)
            except DomainError as error:
                if not stand_beside(form, error):
                    form.add_error(None, str(error))
            else:
                said = gettext("An invitation goes out to %(email)s.")
                messages.success(request, said % {"email": form.cleaned_data["email"]})
                return redirect("members", project.slug)
        return self._page(project, form, status=422)

    def _change(self, project: Project) -> HttpResponse:
        """Give a member another role, or remove the member."""
        given = self.request.POST.get("member", "")
        member = get_object_or_404(members_of(project), pk=given if given.isdecimal() else None)
        about: Any = {
            "now": timezone.now(),
            "actor": self.user,
            "project": project,
            "user": member.user,
        }
        try:
            if "remove" in self.request.POST:
                remove_member(**about)
                messages.success(
                    self.request,
                    gettext("%(member)s is no longer a member.") % {"member": member.user},
                )
            else:
                set_role(**about, role=self.request.POST.get("role", ""))
        except DomainError as error:
            messages.error(self.request, str(error))
        return redirect("members", project.slug)

    def _page(self, project: Project, form: InvitationForm, status: int = 200) -> HttpResponse:
        context = {
            "project": project,
            "members": members_of(project),
            "roles": Membership.Role.choices,
            "form": form,
            "may_manage": self.may(project, MANAGE),
        }
        return render(self.request, "predictions/web/members.html", context, status=status)
