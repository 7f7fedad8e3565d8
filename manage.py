#!/usr/bin/env python
"""Run a Foresaid command, e.g. `python manage.py demo`."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] == ["demo"]:
        # The demo's clock is simulated: it has a database, and a ledger with a key, of its own.
        os.environ.setdefault("VAR_DIR", str(Path(__file__).parent / "var" / "demo"))
        os.environ["LEDGER_ORIGIN"] = "demo.localhost/foresaid"
        os.environ.pop("LEDGER_SEED", None)
    execute_from_command_line(sys.argv)
