"""Projects: the records one may see, and their house conventions."""

from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from predictions.accounts.models import Membership, Project
from predictions.accounts.operations import change_project, create_project
from predictions.accounts.permissions import ORDER, projects_of
from predictions.accounts.queries import memberships
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Given, Number, Text, Whole
from predictions.api.http.shapes import Row, Shape, names_of, rows
from predictions.api.http.views import ApiView
from predictions.wording import YARDSTICKS


class ProjectShape(Shape):
    """A project, and one's own role in it."""

    id = columns.name_of("Its short name, which addresses name it by.", "slug")
    name = columns.text("Its name.")
    time_zone = columns.text("Its time zone, as Europe/Minsk.")
    yardstick = columns.text(
        "The official scale of words that goes before the lexicon; empty: none."
    )
    implicit_certainty = columns.number("How a bare “will” is read.")
    implicit_certainty_cautious = columns.number("The cautious reading of a bare “will”.")
    implicit_certainty_bold = columns.number("The bold reading of a bare “will”.")
    reviewers_needed = columns.whole("How many reviewers decide what happened.")
    objection_days = columns.whole("For how many days a resolution can be objected to.")
    created_at = columns.moment("When it was opened.")
    role = columns.word(Membership.Role.choices, "Your role in it.")


class ChangedProject(Given):
    """What may be changed of a project; what is left out stays as it is."""

    name = Text(required=False, max_length=120, help_text="Its name.")
    time_zone = Text(required=False, max_length=60, help_text="A time zone as Europe/Minsk.")
    yardstick = Choice(
        required=False, allow_blank=True, choices=sorted(YARDSTICKS),
        help_text="An official scale of words that goes before the lexicon.",
    )  # fmt: skip
    implicit_certainty = Number(
        required=False, min_value=0.5, max_value=1, help_text="How a bare “will” is read."
    )
    implicit_certainty_cautious = Number(
        required=False, min_value=0.5, max_value=1, help_text="Its cautious reading."
    )
    implicit_certainty_bold = Number(
        required=False, min_value=0.5, max_value=1, help_text="Its bold reading."
    )
    reviewers_needed = Whole(
        required=False, min_value=1, max_value=2, help_text="How many decide what happened: 1 or 2."
    )
    objection_days = Whole(
        required=False,
        min_value=0,
        max_value=3650,
        help_text="For how many days a resolution can be objected to.",
    )


class NewProject(ChangedProject):
    """A project to open; what is left out is as the house has it."""

    slug = Text(
        max_length=50, help_text="Its short name for addresses: letters, digits and hyphens."
    )
    name = Text(max_length=120, help_text="Its name.")


class Projects(ApiView):
    """The projects that one may see."""

    tag = "projects"

    @endpoint(id="list_projects", may="own.read", lists=ProjectShape)
    def get(self) -> Any:
        """List your projects.

        Those that you are a member of, with your role; whoever administers the installation sees all.
        """
        return _with_role(projects_of(self.request.user), self.request.user)

    @endpoint(
        id="open_project", may="projects.open", takes=NewProject, gives=ProjectShape, status=201
    )
    def post(self, given: Any) -> Row:
        """Open a project.

        Only for administrators of the installation. Members are added afterwards.
        """
        project = create_project(**self.by, **given)
        return _shown(project.pk, self.request.user)


class OneProject(ApiView):
    """One project."""

    tag = "projects"

    def show(self, pk: int) -> Row:
        return _shown(pk, self.request.user)

    @endpoint(id="get_project", may="project.read", tells=False, gives=ProjectShape)
    def get(self) -> Row:
        """Show a project.

        With its house conventions, which every coding of words is read by.
        """
        return self.show(self.project.pk)

    @endpoint(id="change_project", may="project.manage", takes=ChangedProject, gives=ProjectShape)
    def patch(self, given: Any) -> Row:
        """Change a project.

        What is recorded already keeps the readings that it was recorded with.
        """
        project = self.one(Project.objects.all(), pk=self.project.pk)
        kept = {name: getattr(project, name) for name in names_of(ChangedProject)}
        change_project(**self.by, project=project, **(kept | given))
        return self.show(project.pk)


def _with_role(projects: QuerySet[Project], user: Any) -> QuerySet[Project]:
    mine = memberships().filter(project=OuterRef("pk"), user=user).values("role")
    # Who sees a project without being a member administers the installation.
    role = Coalesce(Subquery(mine), Value(str(ORDER[-1])), output_field=CharField())
    return projects.annotate(role=role)


def _shown(pk: int, user: Any) -> Row:
    return rows(ProjectShape, _with_role(Project.objects.filter(pk=pk), user))[0]
