"""Reading what is published, and nothing else."""

from django.db.models import QuerySet

from predictions.articles.models import Article, Forecaster, Outlet
from predictions.publishing.models import Publication
from predictions.questions.models import Event


def public() -> QuerySet[Publication]:
    """The pages that anybody may read."""
    return Publication.objects.filter(is_public=True).select_related(
        "project", "forecaster", "outlet", "article__outlet", "article__forecaster", "event"
    )


def publication_of(target: Forecaster | Outlet | Article | Event) -> Publication | None:
    """The page about this, whether public or withdrawn."""
    return Publication.objects.filter(**{target._meta.model_name or "": target}).first()
