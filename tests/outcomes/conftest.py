"""A server whose pages are evidence."""

from collections.abc import Iterator

import pytest

from tests.servers.pages import PageServer


@pytest.fixture
def pages(settings) -> Iterator[PageServer]:
    settings.FETCH_PRIVATE_HOSTS = ["127.0.0.1"]
    with PageServer() as server:
        yield server
