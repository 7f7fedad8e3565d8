"""Erasing the name of somebody outside for whom an objection was filed."""

from datetime import datetime

from django.db import transaction

from predictions.accounts.models import User
from predictions.ledger.erasing import erase_images
from predictions.mail.models import Message
from predictions.mail.operations import blank
from predictions.outcomes.models import Objection
from predictions.outcomes.notices import KIND


@transaction.atomic
def erase_outsider(
    *, now: datetime, actor: User | None, objection: Objection, reason: str
) -> Objection:
    """Blank for whom an objection was filed, here, in the outbox and in the ledger; the objection stays."""
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    objection.on_behalf_of = f"erased {objection.pk}"
    objection.save(update_fields=["on_behalf_of"])
    # Mail about it names it by its address.
    blank(now=now, messages=Message.objects.filter(kind=KIND, text__contains=objection.public_id))
    erase_images(now=now, actor=actor, on=objection, rows=[objection], reason=reason)
    return objection
