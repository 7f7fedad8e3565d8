"""Reading forecasters and articles."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from predictions.articles.models import Article


def effective_forecaster(forecaster: str = "forecaster") -> Coalesce:
    """The forecaster who counts, at the end of a path to one: where merged, the other entry."""
    return Coalesce(f"{forecaster}__merged_into", forecaster)


def versions_of(article: Article) -> QuerySet[Article]:
    """All versions of an article, itself among them, in their order."""
    first = article.version_of_id or article.pk
    return Article.objects.filter(Q(pk=first) | Q(version_of=first)).order_by("number")
