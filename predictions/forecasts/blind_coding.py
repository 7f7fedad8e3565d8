"""Coding an article blind: what its second coder may see, and what is kept from them meanwhile.

They are shown the text, and the places of the forecasts where these are given; nothing of how they
were read.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from predictions.accounts.models import Project, User
from predictions.articles.models import Article
from predictions.articles.queries import versions_of
from predictions.errors import DomainError
from predictions.forecasts.models import Coding, Forecast, SecondCoding
from predictions.forecasts.queries import standing_at
from predictions.ledger.models import Act
from predictions.questions.models import Question


class StillBlind(DomainError):
    """What tells of the first coding stays hidden from whoever is at a second one."""


@dataclass(frozen=True)
class BlindView:
    """All that a second coder sees of an article."""

    title: str
    language: str
    text: str
    spans: tuple[tuple[int, int], ...]


def open_by(user: User | OuterRef) -> QuerySet[SecondCoding]:
    """The second codings that somebody, or the user of an outer query's row, is still at."""
    return SecondCoding.objects.filter(
        coder=user, finished_at__isnull=True, given_up_at__isnull=True
    )


def begun_by(user: User, article: Article) -> SecondCoding | None:
    """The second coding, of any version of an article, that a user is still at."""
    return (
        open_by(user)
        .filter(article__in=versions_of(article).values("pk"))
        .select_related("article")
        .first()
    )


def betrays(*, question: str, user: str) -> Exists:
    """Whether the wording of a row's question would tell the row's user, who codes an article
    blind, how it was read; `question` and `user` are the paths to their keys.
    """
    answered = Forecast.objects.annotate(first=Coalesce("article__version_of", "article")).filter(
        question=OuterRef(OuterRef(question)),
        first=Coalesce(OuterRef("article__version_of"), OuterRef("article")),
    )
    return Exists(open_by(OuterRef(user)).filter(Exists(answered)))


def open_to(user: User, project: Project) -> QuerySet[Article]:
    """The coded articles of a project that a user has neither coded nor begun to code again."""
    return (
        Article.objects.filter(
            Exists(Forecast.objects.filter(article=OuterRef("pk"))), project=project
        )
        .exclude(pk__in=Forecast.objects.filter(codings__coder=user).values("article"))
        .exclude(second_codings__coder=user)
    )


def has_seen(user: User, article: Article) -> bool:
    """Whether somebody has coded this article, in any version, and so cannot code it second."""
    versions = versions_of(article).values("pk")
    coded = Coding.objects.filter(forecast__article__in=versions, coder=user)
    recorded = Act.objects.filter(
        object_type=Article._meta.model_name,
        object_id__in=versions,
        actor_id=user.pk,
        verb="forecasts recorded",
    )
    return coded.exists() or recorded.exists()


def blind_view(second_coding: SecondCoding) -> BlindView:
    """What the second coder may see: the text, and the given places; no forecast and no coding."""
    article = second_coding.article
    return BlindView(
        title=article.title,
        language=article.language,
        text=article.text,
        spans=tuple(given_spans(second_coding)),
    )


def given_spans(second_coding: SecondCoding) -> list[tuple[int, int]]:
    """The places that were given to a second coder when they began, each once."""
    if second_coding.given != SecondCoding.Given.SPANS:
        return []
    forecasts = standing_at(second_coding.article, second_coding.begun_at).order_by("start", "end")
    return list(forecasts.values_list("start", "end").distinct())


def check_codes_nothing_blind(user: User, project: Project | None = None) -> None:
    """Refuse what tells of codings all over a project, or all projects, to whoever is at one blind.

    Figures, objections, proofs and histories betray how an article was coded first even where its
    forecasts are left out. What can leave them out does so instead, by `visible_to`.
    """
    still = open_by(user).select_related("article")
    if project is not None:
        still = still.filter(article__project=project)
    if at := still.first():
        raise StillBlind(
            gettext(
                "You are coding “%(title)s” a second time, and this may tell how it was coded first."
            )
            % {"title": at.article.title},
            field="second_coding",
            remedy=gettext("Finish it, or give it up."),
        )


def hidden_from(user: User) -> QuerySet[Article]:
    """The articles whose codings a user must not be shown: those they are coding a second time.

    All versions of them, since these say much the same.
    """
    begun = Article.objects.filter(second_codings__in=open_by(user))
    first = begun.annotate(first=Coalesce("version_of", "pk")).values("first")
    return Article.objects.filter(Q(pk__in=first) | Q(version_of__in=first))


def visible_to(user: User) -> QuerySet[Forecast]:
    """All forecasts but those that a second coder must not see yet."""
    # Asked apart: nearly nobody is at one, and what is excluded costs more than this question.
    if not open_by(user).exists():
        return Forecast.objects.all()
    return Forecast.objects.exclude(article__in=hidden_from(user))


def second_codings_shown_to(user: User) -> QuerySet[SecondCoding]:
    """All second codings but those of others of an article that somebody is at themselves."""
    if not open_by(user).exists():
        return SecondCoding.objects.all()
    return SecondCoding.objects.filter(Q(coder=user) | ~Q(article__in=hidden_from(user)))


def questions_hidden_from(user: User) -> QuerySet[Question]:
    """The questions whose wording would tell a second coder how an article was read."""
    if not open_by(user).exists():
        return Question.objects.none()
    return Question.objects.filter(forecasts__article__in=hidden_from(user))
