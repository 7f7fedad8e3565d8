"""`make bench`: run the measures, print them, write var/bench.json, fail where a limit is broken."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.limits import LIMITS
from tests.bench.measuring import Result, measure
from tests.servers.postgresql import PostgreSQL

HERE = Path(__file__).parent
NOT_STAGES = {"__init__", "__main__", "limits", "measuring", "minimal"}
# These need no database; every other stage gets a PostgreSQL server of its own, migrated.
IN_MEMORY = {"kernels"}
SIZE = 100_000
# What is written reaches the disk; who commits waits for it only where a measure asks for that.
AS_IN_PRODUCTION = ["fsync=on", "synchronous_commit=off"]


def main() -> int:
    """Run what was asked for; 1 if a limit was broken."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", default="", help="a stage, or a measure's full name")
    parser.add_argument("--size", type=int, help="rows")
    asked = parser.parse_args()

    stages = sorted({file.stem for file in HERE.glob("*.py")} - NOT_STAGES)
    if asked.only:
        stages = [stage for stage in stages if stage == asked.only.partition(".")[0]]
    results: list[Result] = []
    with nullcontext() if IN_MEMORY.issuperset(stages) else database():
        for stage in stages:
            module = import_module(f"tests.bench.{stage}")
            for name, prepare in module.MEASURES.items():
                own_size = getattr(module, "SIZES", {}).get(name, getattr(module, "SIZE", SIZE))
                size = asked.size or own_size
                if asked.only in ("", stage, name):
                    limit = LIMITS.get(name) if size >= own_size else None
                    results.append(measure(name, prepare(size), size=size, limit=limit))
    if not results:
        parser.error(f"there is no measure {asked.only}")

    show(results)
    file = Path("var/bench.json")
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps([asdict(result) for result in results], indent=1))
    return 0 if all(result.ok for result in results) else 1


@contextmanager
def database() -> Iterator[None]:
    """A migrated database, and Django set up to use it."""
    folder = Path("var/bench").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with PostgreSQL(log=folder / "postgresql.log", settings=AS_IN_PRODUCTION) as server:
        os.environ |= {
            "DATABASE_URL": server.url,
            "VAR_DIR": str(folder),
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", verbosity=0, skip_checks=True)
        try:
            yield
        finally:
            connections.close_all()


def show(results: list[Result]) -> None:
    """One line per measure."""
    table = Table("measure", "ns/row", "floor", "ratio", "limit", "")
    for column in table.columns[1:5]:
        column.justify = "right"
    for result in results:
        table.add_row(
            result.name,
            f"{result.value:,.1f}",
            f"{result.floor:,.1f}",
            f"{result.ratio:.2f}",
            "" if result.limit is None else f"{result.limit:g}",
            "" if result.ok else "[red]too slow[/red]",
        )
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
