"""A program that talks to the API as one of the cast."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from predictions.accounts.models import User


class Program:
    """Sends JSON, reads JSON, and remembers who it is."""

    def __init__(self, user: User | None = None, **headers: str) -> None:
        self.client = Client(raise_request_exception=False, headers=headers)
        if user:
            self.client.force_login(user)

    def __call__(
        self, method: str, path: str, body: Any = None, status: int = 200, **headers: str
    ) -> Any:
        """The body of the answer, whose status must be this."""
        response = self.send(method, path, body, **headers)
        assert response.status_code == status, (response.status_code, response.content)
        return json.loads(response.content) if response.content else None

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer as it came."""
        return self.client.generic(
            method,
            f"/api/v1/{path}",
            "" if body is None else json.dumps(body),
            content_type="application/json",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )


@pytest.fixture
def as_user() -> Callable[..., Program]:
    """A program with the session of somebody."""
    return Program


@pytest.fixture
def alice(user: User, project: Any) -> Program:
    """A program with the session of the administrator."""
    return Program(user)
