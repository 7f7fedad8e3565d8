"""manage.py setup"""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from predictions.accounts.invitations import one_time_link
from predictions.accounts.models import Project, User
from predictions.accounts.operations import create_project, create_user, set_role
from predictions.errors import DomainError


class Command(BaseCommand):
    help = "Prepare a real installation: tables, one project, and the first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True, help="address of the first administrator")
        parser.add_argument("--project", required=True, help="name of the first project")
        parser.add_argument("--time-zone", default="UTC", help="for example Europe/Minsk")

    def handle(self, *, email: str, project: str, time_zone: str, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        user = User.objects.filter(email=email.lower()).first()
        if user and user.has_usable_password():
            self.stdout.write(f"{user.email} is set up already: nothing changed.")
            return
        if user is None:
            user = self._begin(email, project, time_zone)
        self.stdout.write(f"{user.email} sets a password here, once, within three days:")
        self.stdout.write(one_time_link(user))

    def _begin(self, email: str, name: str, time_zone: str) -> User:
        now = timezone.now()
        if Project.objects.exists():
            raise CommandError("There is a project already; add users in the admin.")
        try:
            with transaction.atomic():
                user = create_user(
                    now=now, actor=None, email=email, time_zone=time_zone, administrator=True
                )
                project = create_project(
                    now=now,
                    actor=user,
                    # Of a name in another script nothing is left.
                    slug=slugify(name)[:50] or "project",
                    name=name,
                    time_zone=time_zone,
                )
                set_role(now=now, actor=user, project=project, user=user, role="administrator")
        except DomainError as error:
            raise CommandError(f"Nothing was set up.\n{error}") from error
        return user
