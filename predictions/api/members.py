"""Who belongs to a project, and in which role."""

from typing import Any

from predictions.accounts.invitations import invite
from predictions.accounts.models import Membership
from predictions.accounts.queries import members_of
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Given, Text
from predictions.api.http.filtering import Filters, Ordering
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.questions.operations.leaving import remove_member


class MemberShape(Shape):
    """A member of a project."""

    id = columns.name_of()
    email = columns.text("The member's e-mail address.", source="user.email")
    name = columns.text("The member's name.", source="user.name")
    role = columns.word(Membership.Role.choices, "The role.")
    active = columns.flag("Whether the member may sign in.", source="user.is_active")


class GivenMember(Given):
    """Whom to make a member, and in which role."""

    email = Text(max_length=254, help_text="The e-mail address.")
    role = Choice(choices=Membership.Role.choices, help_text="The role.")
    name = Text(
        required=False, allow_blank=True, max_length=120, help_text="The name of somebody new."
    )


class FormerMember(Shape):
    """Somebody who was a member."""

    id = columns.name_of()
    email = columns.text("The e-mail address.", source="user.email")


class MemberFilters(Filters):
    """By role."""

    order = Ordering(email=("user__email",), joined=())


class Members(ApiView):
    """The members of a project."""

    tag = "projects"

    @endpoint(
        id="list_members", may="project.read", tells=False, lists=MemberShape, filters=MemberFilters
    )
    def get(self) -> Any:
        """List members.

        Everybody with a role in the project, those who may no longer sign in included.
        """
        return members_of(self.project).order_by()

    @endpoint(
        id="invite_member",
        may="members.manage",
        takes=GivenMember,
        gives=MemberShape,
        status=201,
    )
    def post(self, given: Any) -> Row:
        """Add a member, or change a member's role.

        The person is told by e-mail; somebody who is new here sets a password through a link in it.
        """
        membership = invite(**self.by, project=self.project, **given)
        return rows(MemberShape, Membership.objects.filter(pk=membership.pk))[0]


class OneMember(ApiView):
    """A member of a project."""

    tag = "projects"

    def show(self, pk: int) -> Row:
        return rows(MemberShape, Membership.objects.filter(pk=pk))[0]

    @endpoint(id="get_member", may="project.read", tells=False, gives=MemberShape)
    def get(self, member: str) -> Row:
        """Show a member.

        Who it is, and in which role.
        """
        return self.show(self.one(members_of(self.project), public_id=member).pk)

    @endpoint(id="remove_member", may="members.manage", gives=FormerMember)
    def delete(self, member: str) -> Row:
        """Remove a member.

        What they did stays. The questions that they were asked about go to the other reviewers. The
        only administrator of a project cannot be removed.
        """
        row = self.one(members_of(self.project), public_id=member)
        remove_member(**self.by, project=self.project, user=row.user)
        return rows(FormerMember, Membership.objects.filter(pk=row.pk))[0]
