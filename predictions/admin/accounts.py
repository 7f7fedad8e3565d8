"""Users, projects and memberships in the admin."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from predictions.accounts.invitations import one_time_link
from predictions.accounts.models import Membership, Project, User
from predictions.accounts.operations import (
    change_project,
    change_user,
    create_project,
    create_user,
    set_role,
)
from predictions.admin.base import OperationAdmin, OperationForm


class AddUser(OperationForm):
    administrator = forms.BooleanField(
        label=_("administrator"), required=False, help_text=_("May open the admin, and do all.")
    )

    class Meta:
        model = User
        fields = ("email", "name", "time_zone", "administrator")

    def operate(self, **by: Any) -> Model:
        return create_user(**by, **self.cleaned_data)


class ChangeUser(OperationForm):
    class Meta:
        model = User
        fields = ("name", "time_zone", "is_active")

    def operate(self, **by: Any) -> Model:
        return change_user(**by, user=self.instance, **self.cleaned_data)


@admin.register(User)
class UserAdmin(OperationAdmin):
    adds = AddUser
    changes = ChangeUser
    list_display = ("email", "name", "time_zone", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "name")
    ordering = ("email",)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        link = gettext("Pass on this link; it lets %(user)s set a password, once: %(link)s")
        messages.info(request, link % {"user": obj, "link": one_time_link(obj)})
        return super().response_add(request, obj, post_url_continue)  # type: ignore[no-any-return]


class ProjectForm(OperationForm):
    class Meta:
        model = Project
        fields: tuple[str, ...] = (
            "name",
            "time_zone",
            "yardstick",
            "implicit_certainty",
            "implicit_certainty_cautious",
            "implicit_certainty_bold",
            "reviewers_needed",
            "objection_days",
        )

    def operate(self, **by: Any) -> Model:
        return change_project(**by, project=self.instance, **self.cleaned_data)


class AddProject(ProjectForm):
    class Meta(ProjectForm.Meta):
        fields = ("slug", *ProjectForm.Meta.fields)

    def operate(self, **by: Any) -> Model:
        return create_project(**by, **self.cleaned_data)


@admin.register(Project)
class ProjectAdmin(OperationAdmin):
    adds = AddProject
    changes = ProjectForm
    list_display = ("name", "slug", "time_zone", "yardstick", "created_at")
    search_fields = ("name", "slug")


class MembershipForm(OperationForm):
    class Meta:
        model = Membership
        fields = ("project", "user", "role")

    def operate(self, **by: Any) -> Model:
        return set_role(**by, **self.cleaned_data)


class ChangeRole(OperationForm):
    class Meta:
        model = Membership
        fields = ("role",)

    def operate(self, **by: Any) -> Model:
        membership = self.instance
        return set_role(**by, project=membership.project, user=membership.user, **self.cleaned_data)


@admin.register(Membership)
class MembershipAdmin(OperationAdmin):
    adds = MembershipForm
    changes = ChangeRole
    list_display = ("user", "project", "role")
    list_filter = ("project", "role")
    list_select_related = ("user", "project")
    autocomplete_fields = ("project", "user")
    search_fields = ("user__email", "user__name", "project__name")
