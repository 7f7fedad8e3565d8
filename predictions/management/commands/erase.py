"""manage.py erase"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model, QuerySet
from django.utils import timezone

from predictions.accounts.erasing import erase_user
from predictions.accounts.models import User
from predictions.articles.erasing import erase_forecaster
from predictions.articles.models import Forecaster
from predictions.outcomes.erasing import erase_outsider
from predictions.outcomes.models import Objection


class Command(BaseCommand):
    help = "Blank what is kept of a person, here and in the ledger, for good; its tree stays valid."

    def add_arguments(self, parser: ArgumentParser) -> None:
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("--user", metavar="ADDRESS", help="the e-mail address of an account")
        who.add_argument("--forecaster", metavar="ID", help="the public id of a forecaster")
        who.add_argument(
            "--objection",
            metavar="ID",
            help="the public id of what was objected for somebody outside",
        )
        parser.add_argument(
            "--because", required=True, help="why; it stays in the ledger, so name nobody"
        )
        parser.add_argument("--yes", action="store_true", help="do it; without it, say what it is")

    def handle(
        self,
        *,
        user: str | None,
        forecaster: str | None,
        objection: str | None,
        because: str,
        yes: bool,
        **options: Any,
    ) -> None:
        by: dict[str, Any] = {"now": timezone.now(), "actor": None, "reason": because}
        if user:
            account = _the(User.objects.filter(email=user.lower()), f"account of {user}")
            if yes:
                erase_user(**by, user=account)
            self._say(yes, f"account {account.pk}")
        elif forecaster:
            person = _the(
                Forecaster.objects.filter(public_id=forecaster), f"forecaster {forecaster}"
            )
            if yes:
                erase_forecaster(**by, forecaster=person)
            self._say(yes, f"forecaster {person.pk}")
        else:
            filed = _the(Objection.objects.filter(public_id=objection), f"objection {objection}")
            if yes:
                erase_outsider(**by, objection=filed)
            self._say(yes, f"whoever is behind objection {filed.pk}")

    def _say(self, done: bool, what: str) -> None:
        if done:
            self.stdout.write(f"Erased {what}. Run `manage.py verify_ledger` to see that all fits.")
        else:
            self.stdout.write(
                f"This would blank the names of {what} for good. Backups keep them. "
                "Say --yes to do it; nothing was changed."
            )


def _the[Row: Model](found: QuerySet[Row], what: str) -> Row:
    row = found.first()
    if row is None:
        raise CommandError(f"There is no {what}.")
    return row
