"""manage.py prove"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from predictions.errors import DomainError
from predictions.forecasts.models import Forecast
from predictions.ledger.proofs import proof_of, proof_since


class Command(BaseCommand):
    help = (
        "Print a proof, as JSON, that a forecast and its codings stand in the ledger, or that "
        "the ledger has only grown since a checkpoint. docs/verify_proof.py checks it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument(
            "forecast", nargs="?", help="its public id, as in the address of its page"
        )
        what.add_argument(
            "--since", type=int, metavar="CHECKPOINT", help="the size that a checkpoint names"
        )

    def handle(self, *, forecast: str | None, since: int | None, **options: Any) -> None:
        try:
            proof = _of(forecast) if forecast else proof_since(since or 0)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(proof, ensure_ascii=False, indent=1))


def _of(public_id: str) -> dict[str, Any]:
    forecast = Forecast.objects.filter(public_id=public_id).first()
    if forecast is None:
        raise CommandError(f"There is no forecast {public_id}.")
    return proof_of([forecast, *forecast.codings.order_by("number")])
