"""Reading forecasters and articles."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from predictions.accounts.models import Project
from predictions.articles.models import Alias, Article, Forecaster
from predictions.merging import effective
from predictions.wording.likeness import most_alike


def effective_forecaster(forecaster: str = "forecaster") -> Coalesce:
    """The forecaster who counts, at the end of a path to one: where merged, the other entry."""
    return Coalesce(f"{forecaster}__merged_into", forecaster)


def versions_of(article: Article) -> QuerySet[Article]:
    """All versions of an article, itself among them, in their order."""
    first = article.version_of_id or article.pk
    return Article.objects.filter(Q(pk=first) | Q(version_of=first)).order_by("number")


def forecasters_like(project: Project, name: str, *, most: int = 5) -> list[Forecaster]:
    """Forecasters of a project who go by names that look like this one, the most alike first.

    One that was merged stands for the entry it was merged into.
    """
    known = Alias.objects.filter(project=project).values_list("forecaster", "name")
    alike = most_alike(name, known.iterator(), most=2 * most)
    found = Forecaster.objects.select_related("merged_into").in_bulk(alike)
    return list(dict.fromkeys(effective(found[pk]) for pk in alike))[:most]
