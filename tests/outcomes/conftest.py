"""The reviewers, and a server whose pages are evidence."""

from collections.abc import Iterator

import pytest

from tests.outcomes.reviewing import asked, ben, cleo, two_needed
from tests.servers.pages import PageServer

__all__ = ["asked", "ben", "cleo", "two_needed"]


@pytest.fixture
def pages(settings) -> Iterator[PageServer]:
    settings.FETCH_PRIVATE_HOSTS = ["127.0.0.1"]
    with PageServer() as server:
        yield server
