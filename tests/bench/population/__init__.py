"""A record as a large one looks after ten years, made from a seed and loaded by COPY.

For a million forecasts: 100,000 articles by 5,000 forecasters in 50 outlets, 200,000 questions in 40,000
events; 60 % of the questions yes or no, 25 % a number, 10 % options, 5 % a date; all resolved. Forecasters
differ in what they know; a few are quoted often and most are quoted rarely.
"""

from dataclasses import dataclass

import numpy as np
from django.db import connection, transaction

from predictions.accounts.models import Project
from predictions.accounts.operations import create_project
from tests.bench.population.world import NOW, World

SEED = 20200808

__all__ = ["NOW", "Population", "populate"]


@dataclass(frozen=True)
class Population:
    """What was made, and for whom."""

    project: Project
    forecasts: int
    forecasters: int
    questions: int
    events: int


@transaction.atomic
def populate(size: int, *, slug: str = "population") -> Population:
    """Make and load `size` forecasts in a project of their own; the same for the same size."""
    random = np.random.default_rng(SEED)
    project = create_project(now=NOW, actor=None, slug=slug, name=f"A record of {size} forecasts")
    with connection.cursor() as cursor:
        # Foreign keys would be checked row by row; what is made here fits.
        cursor.execute("SET LOCAL session_replication_role = replica")
    world = World(size, project, random)
    world.load_people()
    world.load_questions()
    world.load_forecasts()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = origin")
    transaction.on_commit(_analyze)
    return Population(project, size, world.forecasters, world.questions, world.events)


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
