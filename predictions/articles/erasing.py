"""Erasing the name of a forecaster who has a right to it."""

from datetime import datetime

from django.db import transaction

from predictions.accounts.models import User
from predictions.articles.models import Forecaster
from predictions.ledger.erasing import erase_images


@transaction.atomic
def erase_forecaster(
    *, now: datetime, actor: User | None, forecaster: Forecaster, reason: str
) -> Forecaster:
    """Blank a forecaster's name and aliases, here and in the ledger; forecasts and scores stay.

    A name that stands in the text of an article is part of that article.
    """
    forecaster = Forecaster.objects.select_for_update().get(pk=forecaster.pk)
    forecaster.name = f"erased {forecaster.pk}"
    forecaster.save()
    aliases = list(forecaster.aliases.select_for_update())
    for alias in aliases:
        alias.name = f"erased {forecaster.pk}.{alias.pk}"
        alias.save()
    erase_images(now=now, actor=actor, on=forecaster, rows=[forecaster, *aliases], reason=reason)
    return forecaster
