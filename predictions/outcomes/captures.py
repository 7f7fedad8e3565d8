"""Writing captures: which pages are wanted, who fetches them, and what came of it."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from predictions import waking
from predictions.accounts.models import Project, User
from predictions.articles.models import Article
from predictions.columns.locks import only_one
from predictions.errors import DomainError
from predictions.fetching import Fetched
from predictions.ledger.operations import record_act
from predictions.outcomes.contents import keep
from predictions.outcomes.models import Capture, Evidence
from predictions.outcomes.queries import wanted
from predictions.storable import check_storable

# The task that fetches what is wanted.
FETCH = "predictions.capture_pages"
# The first pause is also the lease: longer than a whole batch can take.
FIRST_PAUSE = timedelta(minutes=10)
LONGEST_PAUSE = timedelta(hours=12)
RETRIED_FOR = timedelta(days=3)
# Articles in one transaction, and any number that no other advisory lock uses: "page" in ASCII.
ARTICLES = 100
ARTICLES_LOCK = 0x70616765


class NotFetchable(DomainError):
    """The page is kept, or will be fetched anyway."""


def want_page(
    *, now: datetime, project: Project, url: str, article: Article | None = None
) -> Capture:
    """A row that asks for the page behind an address; the act is that of whoever names it."""
    capture = Capture(project=project, url=url, article=article, wanted_at=now, not_before=now)
    check_storable(capture)
    capture.save()
    return capture


@transaction.atomic
def want_article_pages(*, now: datetime) -> int:
    """Ask for the pages of articles that nobody has asked for; how many there were."""
    if not only_one(ARTICLES_LOCK):
        return 0
    without = Article.objects.exclude(url="").exclude(
        Exists(Capture.objects.filter(article=OuterRef("pk")))
    )
    articles = list(without.select_related("project").order_by("pk")[:ARTICLES])
    for article in articles:
        capture = want_page(now=now, project=article.project, url=article.url, article=article)
        record_act(now=now, actor=None, verb="wanted page", on=article, wrote=[capture])
    return len(articles)


@transaction.atomic
def claim(*, now: datetime, most: int) -> list[Capture]:
    """Take up to `most` pages whose time has come; nobody else gets them before the next attempt.

    That attempt is the next one whatever happens to this one: a page at which a worker dies waits
    longer each time, like one that a server does not give, and holds nothing up.
    """
    skips = connection.features.has_select_for_update_skip_locked
    captures = list(wanted(now=now).select_for_update(skip_locked=skips)[:most])
    for capture in captures:
        capture.not_before = now + min(FIRST_PAUSE * 2**capture.attempts, LONGEST_PAUSE)
        capture.attempts += 1
    Capture.objects.bulk_update(captures, ["not_before", "attempts"])
    return captures


@transaction.atomic
def mark_kept(
    *, now: datetime, capture: Capture, fetched: Fetched, state: str, text: str
) -> Capture:
    """The server gave the page: keep it as it came, with its text."""
    capture = _locked(capture)
    if capture.state != Capture.State.WANTED:
        return capture
    capture.state = state
    capture.taken_at = now
    capture.final_url = fetched.url
    capture.status = fetched.status
    capture.headers = [list(header) for header in fetched.headers]
    capture.sha256 = keep(fetched.body)
    capture.size = len(fetched.body)
    capture.text = text
    capture.last_error = ""
    capture.save()
    record_act(now=now, actor=None, verb="kept page", on=capture, wrote=[capture])
    return capture


@transaction.atomic
def mark_failed(
    *, now: datetime, capture: Capture, error: str, passing: bool, status: int | None = None
) -> Capture:
    """The server did not give the page: it is asked again, unless that is of no use any more."""
    capture = _locked(capture)
    if capture.state != Capture.State.WANTED:
        return capture
    capture.last_error = error
    if passing and capture.not_before - capture.wanted_at <= RETRIED_FOR:
        capture.save()
        return capture
    capture.state = Capture.State.FAILED
    capture.status = status
    capture.save()
    record_act(now=now, actor=None, verb="gave up page", on=capture, wrote=[capture], reason=error)
    return capture


@transaction.atomic
def capture_again(*, now: datetime, actor: User | None, capture: Capture) -> Capture:
    """Ask once more for a page that failed or did not hold what was quoted; the former try stays."""
    former = Capture.objects.select_for_update().get(pk=capture.pk)
    if former.state in (Capture.State.WANTED, Capture.State.KEPT):
        raise NotFetchable(
            gettext("This page is %(state)s.") % {"state": former.get_state_display()},
            field="state",
            remedy=gettext("A page that failed or lacks the quotation can be fetched again."),
        )
    if Capture.objects.filter(supersedes=former).exists():
        raise NotFetchable(gettext("This page was asked for again already."), field="state")
    again = Capture(
        project=former.project,
        url=former.url,
        article=former.article,
        supersedes=former,
        wanted_at=now,
        not_before=now,
    )
    again.save()
    pointing = list(Evidence.objects.select_for_update().filter(capture=former))
    for evidence in pointing:
        evidence.capture = again
        evidence.save()
    record_act(now=now, actor=actor, verb="wanted page again", on=former, wrote=[again, *pointing])
    waking.after_commit(FETCH)
    return again


def _locked(capture: Capture) -> Capture:
    """The row as it is now: a slow worker may have been overtaken."""
    return Capture.objects.select_for_update().get(pk=capture.pk)
