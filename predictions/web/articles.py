"""The articles of a project, and one of them with its forecasts marked where they were said."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from predictions.accounts.models import Project, User
from predictions.articles.models import Article
from predictions.dashboard import listings
from predictions.dashboard.marked.article import marked_article
from predictions.dashboard.marked.cards import cards_of, with_all_that_cards_show
from predictions.dashboard.marked.scored import entries, lines
from predictions.forecasts.blind_coding import begun_by
from predictions.forecasts.models import Forecast
from predictions.web.csv_files import csv_answer
from predictions.web.marks import drawn
from predictions.web.pages import Page


class ArticlesView(Page):
    """The list of what was published."""

    section = "articles"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        project = get_object_or_404(Project, slug=slug)
        self.enter(project)
        after = request.GET.get("after", "")
        context = {
            "project": project,
            "listing": listings.articles(project, self.user, now=timezone.now(), after=after),
            "is_first": not after,
        }
        return render(request, "predictions/web/articles.html", context)


class ArticlePage(Page):
    """What the pages about one article have in common."""

    section = "articles"

    def find(self, public_id: str, operation: str = "project.read") -> Article:
        """The article, for those who may do this with it."""
        articles = Article.objects.select_related("project", "outlet", "forecaster")
        article = get_object_or_404(articles, public_id=public_id)
        self.enter(article.project, operation)
        return article

    def find_coded(self, public_id: str, operation: str = "project.read") -> Article:
        """The article, for those who may do this and may see how it was coded."""
        article = self.find(public_id, operation)
        show_coding(self.user, article)
        return article


def show_coding(user: User, article: Article) -> None:
    """Refuse to show how an article was coded to whoever codes it a second time."""
    if begun_by(user, article):
        raise PermissionDenied(
            gettext(
                "You are coding this article a second time. How it was coded first stays hidden "
                "from you until you have finished."
            )
        )


class ArticleView(ArticlePage):
    """The text with its marks, its cards, and the scores."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        article = self.find(public_id)
        if mine := begun_by(self.user, article):
            return redirect("second_coding", mine.article.public_id)
        shown: Any = SimpleLazyObject(lambda: marked_article(article, now=timezone.now()))
        context = {
            "article": article,
            "shown": shown,
            "rows": SimpleLazyObject(lambda: drawn(shown)),
            "scores": SimpleLazyObject(lambda: lines(shown)),
            "may_object": self.may(article.project, "objections.file"),
            "may_record": self.may(article.project, "forecasts.record"),
        }
        return render(request, "predictions/web/article.html", context)


class ArticleScoresView(ArticlePage):
    """The table of the scores for programs: JSON or CSV."""

    def get(self, request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
        shown = marked_article(self.find_coded(public_id), now=timezone.now())
        rows: list[dict[str, Any]] = entries(shown)
        if kind == "json":
            return JsonResponse({"scores": rows}, json_dumps_params={"ensure_ascii": False})
        return csv_answer(rows, name=f"scores-{public_id}")


class DensityView(Page):
    """What a forecast's drawing shows, as CSV: the knots of the forecast and of its reference."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        forecasts = with_all_that_cards_show(Forecast.objects.all()).select_related(
            "article__project"
        )
        forecast = get_object_or_404(forecasts, public_id=public_id)
        self.enter(forecast.article.project)
        show_coding(self.user, forecast.article)
        (card,) = cards_of([forecast], now=timezone.now()).values()
        rows = card.density.rows if card.density else ()
        table = [{"whose": whose, "value": value, "level": level} for whose, value, level in rows]
        return csv_answer(table, name=f"density-{public_id}")
