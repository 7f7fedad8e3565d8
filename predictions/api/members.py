"""Who belongs to a project, and in which role."""

from typing import Any

from predictions.accounts.invitations import one_time_link
from predictions.accounts.models import Membership
from predictions.accounts.operations import invite
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Given, Text
from predictions.api.http.filtering import Filters, Ordering
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView


class MemberShape(Shape):
    """A member of a project."""

    email = columns.text("The member's e-mail address.", source="user.email")
    name = columns.text("The member's name.", source="user.name")
    role = columns.word(Membership.Role.choices, "The role.")
    active = columns.flag("Whether the member may sign in.", source="user.is_active")


class InvitedShape(MemberShape):
    """A member, and how somebody who is new here signs in."""

    attached = ("welcome",)
    welcome = columns.text(
        "For somebody who is new: where to set a password, once. Pass it on; null for the others.",
        allow_null=True,
    )


class GivenMember(Given):
    """Whom to make a member, and in which role."""

    email = Text(max_length=254, help_text="The e-mail address.")
    role = Choice(choices=Membership.Role.choices, help_text="The role.")
    name = Text(
        required=False, allow_blank=True, max_length=120, help_text="The name of somebody new."
    )


class MemberFilters(Filters):
    """By role."""

    order = Ordering(email=("user__email",), joined=())


class Members(ApiView):
    """The members of a project."""

    tag = "projects"

    @endpoint(id="list_members", may="project.read", lists=MemberShape, filters=MemberFilters)
    def get(self) -> Any:
        """List members.

        Everybody with a role in the project, those who may no longer sign in included.
        """
        return Membership.objects.filter(project=self.project)

    @endpoint(
        id="invite_member",
        may="members.manage",
        takes=GivenMember,
        gives=InvitedShape,
        status=201,
        secret=True,
    )
    def post(self, given: Any) -> Row:
        """Add a member, or change a member's role.

        Somebody who is new here is added, with a link that sets a password once. It is shown in
        this answer and never again.
        """
        membership, is_new = invite(**self.by, project=self.project, **given)
        shown = rows(MemberShape, Membership.objects.filter(pk=membership.pk))[0]
        return shown | {"welcome": one_time_link(membership.user) if is_new else None}
