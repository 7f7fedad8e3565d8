"""Oneself: the account, what one wants to be sent, days away."""

from typing import Any

from predictions.accounts.models import Absence, Membership, User
from predictions.accounts.operations import announce_absence, change_user
from predictions.accounts.queries import memberships
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Day, Flag, Given, Text, Whole
from predictions.api.http.shapes import Row, Shape, names_of, rows
from predictions.api.http.views import ApiView
from predictions.reminders.models import Preference
from predictions.reminders.operations import set_preference


class MembershipShape(Shape):
    """A role in a project."""

    project = columns.name_of("The project's short name.", "project.slug")
    name = columns.text("The project's name.", source="project.name")
    role = columns.word(Membership.Role.choices, "Your role in it.")


class PreferenceShape(Shape):
    """What one wants to be sent, and when."""

    hour = columns.whole("At which hour of your morning the digest comes, from 0 to 23.")
    heads_up = columns.flag("Whether to be told before a question is due.")
    due = columns.flag("Whether to be told of what is due.")
    escalated = columns.flag("As an editor: whether to be told of what others have left undone.")
    weekly = columns.flag("As an editor: whether to be sent the week's figures.")


class MeShape(Shape):
    """Oneself."""

    attached = ("preferences",)
    email = columns.text("The e-mail address, which you sign in with.")
    name = columns.text("The name.")
    time_zone = columns.text("The time zone, as Europe/Minsk.")
    preferences = PreferenceShape(help_text="What you want to be sent.")
    projects = MembershipShape(many=True, help_text="Where you are a member.")


class GivenMe(Given):
    """What may be changed of oneself; what is left out stays as it is."""

    name = Text(required=False, allow_blank=True, max_length=120, help_text="The name.")
    time_zone = Text(required=False, max_length=60, help_text="A time zone as Europe/Minsk.")


class GivenPreference(Given):
    """What one wants to be sent, and when."""

    hour = Whole(min_value=0, max_value=23, help_text="At which hour of your morning.")
    heads_up = Flag(help_text="Whether to be told before a question is due.")
    due = Flag(help_text="Whether to be told of what is due.")
    escalated = Flag(help_text="As an editor: whether to be told of what others have left undone.")
    weekly = Flag(
        required=False,
        help_text="As an editor: whether to be sent the week's figures; as it is if left out.",
    )


class AbsenceShape(Shape):
    """Days away."""

    starts_on = columns.day("The first day away.")
    ends_on = columns.day("The last day away.")


class GivenAbsence(Given):
    """Days away."""

    starts_on = Day(help_text="The first day away.")
    ends_on = Day(help_text="The last day away.")


class Me(ApiView):
    """The account that asks."""

    tag = "me"

    def show(self, pk: int) -> Row:
        (shown,) = rows(MeShape, User.objects.filter(pk=pk))
        preference = Preference.objects.filter(user=pk).first() or Preference()
        shown["preferences"] = {
            name: getattr(preference, name) for name in names_of(PreferenceShape)
        }
        mine = memberships().filter(user=pk).order_by("project__slug")
        return shown | {"projects": rows(MembershipShape, mine)}

    @endpoint(id="get_me", may="own.read", gives=MeShape)
    def get(self) -> Row:
        """Show yourself.

        The account that the session or the key belongs to, with its roles.
        """
        return self.show(self.me.pk)

    @endpoint(id="change_me", may="own.change", takes=GivenMe, gives=MeShape)
    def patch(self, given: Any) -> Row:
        """Change your name or time zone.

        The time zone decides when your morning is, and with it the daily digest.
        """
        user = self.one(User.objects.all(), pk=self.me.pk)
        kept = {"name": user.name, "time_zone": user.time_zone}
        change_user(**self.by, user=user, is_active=user.is_active, **(kept | given))
        return self.show(user.pk)


class MyPreferences(ApiView):
    """What one wants to be sent."""

    tag = "me"

    @endpoint(
        id="set_my_preferences", may="own.change", takes=GivenPreference, gives=PreferenceShape
    )
    def put(self, given: Any) -> Row:
        """Choose what you are sent, and when.

        One digest a day at most; what is switched off is still shown in your reminders.
        """
        preference = set_preference(**self.by, user=self.me, **given)
        return rows(PreferenceShape, Preference.objects.filter(pk=preference.pk))[0]


class MyAbsences(ApiView):
    """Days away."""

    tag = "me"

    @endpoint(id="list_my_absences", may="own.read", lists=AbsenceShape)
    def get(self) -> Any:
        """List your days away.

        Past ones as well; the last announced comes first.
        """
        return Absence.objects.filter(user=self.me)

    @endpoint(
        id="announce_absence", may="own.change", takes=GivenAbsence, gives=AbsenceShape, status=201
    )
    def post(self, given: Any) -> Row:
        """Announce days away.

        What would be asked of you on these days is passed on to other reviewers.
        """
        absence = announce_absence(**self.by, user=self.me, **given)
        return rows(AbsenceShape, Absence.objects.filter(pk=absence.pk))[0]
