"""Web, worker and beat in one process: Foresaid without any server to install.

What is queued in memory goes with the process; the rows are the queue, so nothing is lost.
"""

import threading
from typing import Any

from celery.beat import EmbeddedService
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

from config.celery import app


class Serving(BaseApplication):  # type: ignore[misc]
    """gunicorn with one process of threads that runs the worker and beat beside them."""

    def __init__(self, bind: str) -> None:
        self.bind = bind
        super().__init__()

    def load_config(self) -> None:
        settings = {
            "bind": self.bind,
            "workers": 1,
            "worker_class": "gthread",
            "threads": 8,
            "limit_request_line": 8190,
            "loglevel": "warning",
            "post_worker_init": start_background,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()


def start_background(_: Any = None) -> None:
    """Start the worker and beat in threads of this process."""
    # Wake-ups from before nobody was there to hear them; the ticks find the same rows.
    app.control.purge()
    worker = app.WorkController(
        pool="threads", concurrency=2, loglevel="WARNING", without_gossip=True, without_mingle=True
    )
    threading.Thread(target=worker.start, name="worker", daemon=True).start()
    # Without the class named here beat would take the scheduler that keeps its state in a file.
    beat = EmbeddedService(app, thread=True, scheduler_cls=app.conf.beat_scheduler)
    beat.daemon = True
    beat.start()
