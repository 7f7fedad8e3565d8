"""manage.py serve"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from config.serving import Serving


class Command(BaseCommand):
    help = "Serve web, worker and beat from one process, without any other server."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port")

    def handle(self, *, bind: str, **options: Any) -> None:
        self.stdout.write(f"Foresaid listens on http://{bind}/ (stop with Ctrl-C).")
        Serving(bind).run()
