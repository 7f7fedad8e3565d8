"""What a page costs beside Unfold's own empty index page, for somebody who is signed in.

Each page is asked for through the whole stack. How many queries it makes is printed, and must be
the same in a record of a tenth of the size.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import unfold
from django.db import connection, models
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from rich.console import Console
from unfold.sites import UnfoldAdminSite

from predictions.accounts.models import Project, User
from predictions.accounts.operations import create_user, set_role
from predictions.articles.models import Article, Forecaster, Outlet
from predictions.publishing.models import Publication
from predictions.publishing.operations import publish
from predictions.questions.models import Assignment, Event, Question
from predictions.scores.calibrations import refresh_calibrations
from predictions.scores.operations import score_all
from predictions.scores.standings import refresh_standings
from tests.bench.measuring import Pair
from tests.bench.population import NOW, populate

SIZE = 1_000_000
SMALLER = 10
CARDS = ("queue", "skill", "calibration", "words", "ranges", "holds", "agreement")


@dataclass(frozen=True)
class Record:
    """A record, and somebody who works in it."""

    project: Project
    client: Client


@cache
def _records(size: int) -> tuple[Record, Record]:
    """A record of so many forecasts and one of a tenth of them, scored and with figures prepared."""
    projects = [populate(n, slug=f"of-{n}").project for n in (size // SMALLER, size)]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    users = [_reviewer(project) for project in projects]
    score_all(now=NOW)
    refresh_standings(now=NOW)
    refresh_calibrations(now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    small, large = map(_signed_in, projects, users)
    return small, large


def _reviewer(project: Project) -> User:
    """Somebody on whose desk a hundredth of the questions lie: those are not answered yet."""
    user = create_user(now=NOW, actor=None, email=f"{project.slug}@example.org")
    set_role(now=NOW, actor=None, project=project, user=user, role="reviewer")
    questions = Question.objects.filter(event__project=project).order_by("pk")
    waiting = list(questions.values_list("pk", flat=True)[::100])
    questions.filter(pk__in=waiting).update(status=Question.Status.OPEN)
    Assignment.objects.bulk_create(
        Assignment(question_id=key, reviewer=user, changed_at=NOW) for key in waiting
    )
    return user


def _signed_in(project: Project, user: User) -> Record:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return Record(project, client)


@cache
def _empty_site() -> tuple[UnfoldAdminSite, Template]:
    """A site in which nothing is registered, and the index page that Unfold brings."""
    file = Path(unfold.__file__).parent / "templates" / "admin" / "index.html"
    return UnfoldAdminSite(), Template(file.read_text())


def _empty(request: HttpRequest) -> HttpResponse:
    site, template = _empty_site()
    context = site.each_context(request) | {"app_list": site.get_app_list(request)}
    return HttpResponse(template.render(RequestContext(request, context)))


urlpatterns = [path("unfold-index", _empty), path("", include("config.urls"))]


@cache
def _administrator() -> Client:
    user = create_user(now=NOW, actor=None, email="root@example.org", administrator=True)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


@cache
def _with_the_empty_page() -> None:
    """Serve it beside our pages from now on; changed for each request, URLs would be read anew."""
    override_settings(ROOT_URLCONF=__name__).enable()


def _get(client: Client, address: str) -> bytes:
    _with_the_empty_page()
    response = client.get(address)
    if response.status_code != 200:
        raise AssertionError(f"{address}: {response.status_code}")
    return bytes(response.content)


def _pair(size: int, *, name: str, address: Callable[[Project], str]) -> Pair:
    counts = []
    for record in _records(size):
        asked = address(record.project)
        _get(record.client, asked)
        with CaptureQueriesContext(connection) as queries:
            _get(record.client, asked)
        counts.append(len(queries))
    Console().print(f"ui.{name}: {counts[1]} queries")
    if counts[0] != counts[1]:
        raise AssertionError(f"{name}: {counts[0]} queries in the smaller record, not {counts[1]}")
    return partial(_get, record.client, asked), partial(_get, _administrator(), "/unfold-index")


def _figures(card: str) -> Callable[[Project], str]:
    return lambda project: f"/projects/{project.slug}/figures/{card}/"


def _dashboard(project: Project) -> str:
    return f"/projects/{project.slug}/"


def _article(project: Project) -> str:
    return f"/articles/{_middle(Article.objects.filter(project=project)).public_id}/"


def _desk(project: Project) -> str:
    return "/desk/"


def _forecaster_of(project: Project) -> Forecaster:
    """One with as many forecasts as most have, in a record of any size."""
    said = Forecaster.objects.filter(project=project).annotate(n=Count("forecasts"))
    found = said.filter(n__gte=100).order_by("n", "pk").first()
    if found is None:
        raise AssertionError("nobody said that much")
    return found


def _forecaster(project: Project) -> str:
    return f"/forecasters/{_forecaster_of(project).public_id}/"


def _most_quoted(project: Project) -> str:
    said = Forecaster.objects.filter(project=project).annotate(n=Count("forecasts"))
    return f"/forecasters/{said.order_by('-n')[0].public_id}/"


def _outlet(project: Project) -> str:
    return f"/outlets/{Outlet.objects.filter(project=project).order_by('pk')[0].public_id}/"


def _question(project: Project) -> str:
    found = Question.objects.filter(event__project=project, status=Question.Status.RESOLVED)
    return f"/questions/{_middle(found).public_id}/"


def _event(project: Project) -> str:
    return f"/events/{_middle(Event.objects.filter(project=project)).public_id}/"


def _published(project: Project) -> str:
    forecaster = _forecaster_of(project)
    found = Publication.objects.filter(forecaster=forecaster).first()
    found = found or publish(now=NOW, actor=None, target=forecaster)
    return f"/p/{found.slug}/"


def _search(project: Project) -> str:
    return f"/projects/{project.slug}/search/?q=matter+12"


def _middle[Row: models.Model](rows: models.QuerySet[Row]) -> Row:
    return rows.order_by("pk")[rows.count() // 2]


PAGES: dict[str, Callable[[Project], str]] = {
    **{card: _figures(card) for card in CARDS},
    "dashboard": _dashboard,
    "article": _article,
    "desk": _desk,
    "forecaster": _forecaster,
    "most_quoted": _most_quoted,
    "outlet": _outlet,
    "question": _question,
    "event": _event,
    "published": _published,
    "search": _search,
}
MEASURES = {
    f"ui.{name}": partial(_pair, name=name, address=address) for name, address in PAGES.items()
}
