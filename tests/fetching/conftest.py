"""A server that may be asked although it listens on this machine."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from predictions.fetching import Fetched, Guard, Limits, fetch
from tests.servers.pages import PageServer

type Ask = Callable[..., Fetched]


@pytest.fixture
def pages() -> Iterator[PageServer]:
    with PageServer() as server:
        yield server


@pytest.fixture
def ask() -> Ask:
    """Fetch as Foresaid does; only 127.0.0.1, by this name, is allowed besides the internet."""

    def send(url: str, *, limits: dict[str, Any] | None = None, **changes: Any) -> Fetched:
        given: dict[str, Any] = {
            "user_agent": "Foresaid (+https://foresaid.example.org)",
            "guard": Guard(private_hosts=frozenset({"127.0.0.1"})),
            "limits": Limits(**({"seconds": 5} | (limits or {}))),
        }
        return fetch(url, **(given | changes))

    return send
