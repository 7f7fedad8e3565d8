"""Preparing how what was said compares with what came: refreshed apart from the scores, as standings are."""

import hashlib
from datetime import datetime

import numpy as np
from django.db import transaction

from predictions.accounts.models import Project
from predictions.columns.reading import moment
from predictions.scores.calibrated import calibrated
from predictions.scores.cells import SWITCHES, TYPES
from predictions.scores.models import Calibration
from predictions.scores.values import Values, read_values

CALIBRATIONS_KEPT = (0, SWITCHES)
"""The switches whose calibration is kept: none of them, and all."""

_BASIS = (
    "event", "question", "coding", "type", "switches", "p", "base", "outcome", "pit_lower",
    "pit_upper", "covered", "level",
)  # fmt: skip


def refresh_calibrations(*, now: datetime) -> int:
    """Make the calibrations anew whose scores have changed; how many were."""
    return sum(_refresh(project, now) for project in Project.objects.order_by("pk"))


@transaction.atomic
def _refresh(project: Project, now: datetime) -> int:
    every = read_values(
        [
            ("article.project_id = %s", [project.pk]),
            ("question.resolves_at <= %s", [moment(now)]),
        ]
    )
    kept = Calibration.objects.filter(project=project)
    if not len(every):
        return kept.delete()[0]
    # Two refreshes at once: the second waits here, and replaces what the first wrote.
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    known = {(kind, switches): basis for kind, switches, basis in kept.values_list(*_KEY, "basis")}
    made = 0
    for kind in ("", *TYPES):
        some = every.only(every["type"] == TYPES.index(kind)) if kind else every
        basis = _basis(some)
        for switches in CALIBRATIONS_KEPT:
            if known.get((kind, switches)) != basis:
                Calibration.objects.update_or_create(
                    project=project,
                    type=kind,
                    switches=switches,
                    defaults={
                        "figures": calibrated(some, switches).document(),
                        "basis": basis,
                        "refreshed_at": now,
                    },
                )
                made += 1
    return made


_KEY = ("type", "switches")


def _basis(some: Values) -> int:
    digest = hashlib.sha256()
    for name in _BASIS:
        digest.update(np.ascontiguousarray(some[name]).tobytes())
    return int.from_bytes(digest.digest()[:8], signed=True)
