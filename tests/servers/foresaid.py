"""The processes of a production installation, with the commands of docker-compose.yml."""

import sys
from collections.abc import Mapping
from pathlib import Path

from tests.servers.process import Process, free_port, listens

CELERY = (sys.executable, "-m", "celery", "--app=config")
# The child processes of one worker; each may be sending when it is killed.
SENDERS = 2


def worker(*, env: Mapping[str, str], log: Path, name: str = "worker") -> Process:
    """A Celery worker with `SENDERS` child processes."""
    return Process(
        *CELERY, "worker", "--loglevel=INFO", f"--concurrency={SENDERS}",
        f"--hostname={name}@localhost", "--without-gossip", "--without-mingle",
        env=env,
        log=log,
        is_ready=lambda process: f"{name}@localhost ready." in process.logged(),
    )  # fmt: skip


def beat(*, env: Mapping[str, str], log: Path) -> Process:
    """The Celery process that sends the ticks."""
    return Process(
        *CELERY, "beat", "--loglevel=INFO", "--pidfile=",
        env=env,
        log=log,
        is_ready=lambda process: "beat: Starting..." in process.logged(),
    )  # fmt: skip


def web(*, env: Mapping[str, str], log: Path) -> tuple[Process, str]:
    """A gunicorn server, and the address it serves."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process = Process(
        sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{port}", "--workers=2",
        "--threads=2", "--limit-request-line=8190", "config.wsgi",
        env={**env, "BASE_URL": address},
        log=log,
        is_ready=lambda _: listens(port),
    )  # fmt: skip
    return process, address
