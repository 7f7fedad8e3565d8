"""Whether prepared figures may have changed: so a tick after which nothing has costs next to nothing."""

from datetime import datetime

from django.db.models import Max

from predictions.ledger.models import Act, Unread
from predictions.questions.models import Question
from predictions.scores.calibrations import refresh_calibrations
from predictions.scores.models import Calibration
from predictions.scores.standings import refresh_standings


def tell_figures(act: int) -> None:
    """Have the figures looked at again: scores or cells have changed by this act.

    One act for all that changed together is enough, since figures look at everything.
    """
    Unread.objects.bulk_create(
        [Unread(reader=Unread.Reader.FIGURES, act_id=act)], ignore_conflicts=True
    )


def refresh_told(*, now: datetime) -> int:
    """Make standings and calibrations anew if they were told of a change, or a question has come due.

    Returns how many were. When it is killed they are told still.
    """
    if _has_come_due(now):
        tell_figures(Act.objects.latest("pk").pk)
    told = list(Unread.objects.filter(reader=Unread.Reader.FIGURES).values_list("pk", flat=True))
    if not told:
        return 0
    made = refresh_standings(now=now) + refresh_calibrations(now=now)
    Unread.objects.filter(pk__in=told).delete()
    return made


def _has_come_due(now: datetime) -> bool:
    """Whether something began to count only by time since figures were last made."""
    latest = Calibration.objects.aggregate(at=Max("refreshed_at"))["at"]
    # What has no score enters no figure, so it would be found again by every tick.
    due = Question.objects.filter(
        status=Question.Status.RESOLVED,
        resolves_at__lte=now,
        forecasts__coding__scores__isnull=False,
    )
    return (due if latest is None else due.filter(resolves_at__gt=latest)).exists()
