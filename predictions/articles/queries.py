"""Reading articles and who wrote them."""

from predictions.accounts.models import Project
from predictions.articles.models import Alias, Forecaster
from predictions.wording.likeness import most_alike


def forecasters_like(project: Project, name: str, *, most: int = 5) -> list[Forecaster]:
    """Forecasters of a project who go by names that look like this one, the most alike first.

    One that was merged stands for the entry it was merged into.
    """
    known = Alias.objects.filter(project=project).values_list("forecaster", "name")
    alike = most_alike(name, known.iterator(), most=2 * most)
    found = Forecaster.objects.select_related("merged_into").in_bulk(alike)
    effective = [found[pk].merged_into or found[pk] for pk in alike]
    return list(dict.fromkeys(effective))[:most]
