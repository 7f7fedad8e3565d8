"""Child processes with a log and with deadlines."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

START_WITHIN = 30.0
STOP_WITHIN = 15.0


def wait_until(
    happened: Callable[[], object], *, within: float, what: str, every: float = 0.02
) -> None:
    """Wait for something that another process does; a failure names what did not happen."""
    deadline = time.monotonic() + within
    while not happened():
        if time.monotonic() > deadline:
            raise TimeoutError(f"Waited {within:g} s in vain: {what}.")
        time.sleep(every)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def listens(port: int) -> bool:
    """Whether somebody accepts connections on this port."""
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(("127.0.0.1", port)) == 0


class Process:
    """A command in a process group of its own; what it prints goes to `log`."""

    def __init__(
        self,
        *command: str | Path,
        log: Path,
        is_ready: Callable[["Process"], object],
        env: Mapping[str, str] | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.command: Sequence[str] = [str(word) for word in command]
        self.env = {**os.environ, **(env or {})}
        self.log = log
        self.is_ready = is_ready
        self.stop_signal = stop_signal
        self.process: subprocess.Popen[bytes] | None = None
        self._log_begins_at = 0

    def start(self) -> Self:
        """Start, and return when it is ready; a log from before a restart is kept."""
        self._log_begins_at = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            wait_until(self._is_up, within=START_WITHIN, what=f"{self} to be ready")
        except BaseException:
            self.kill()
            raise
        return self

    def stop(self) -> None:
        """Ask it to finish what it does, and wait; one that does not is killed, and an error."""
        if self.process is None:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(STOP_WITHIN)
        finally:
            self.kill()

    def kill(self) -> None:
        """End it and its children at once, as a power cut would."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):  # the whole group is gone already
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def logged(self) -> str:
        """What it has printed since it was started last."""
        with self.log.open("rb") as log:
            log.seek(self._log_begins_at)
            return log.read().decode(errors="replace")

    def _is_up(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            raise RuntimeError(f"{self} ended while starting:\n{self.logged()}")
        return bool(self.is_ready(self))

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def __str__(self) -> str:
        return " ".join(self.command)
