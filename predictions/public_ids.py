"""Random names for what has a URL: they say nothing about how many there are, or when."""

import secrets
from typing import Any

from django.db import models


def new_public_id() -> str:
    """Twelve URL-safe characters, 72 random bits; no hyphen, which begins a command's options."""
    return secrets.token_urlsafe(9).replace("-", "~")


class PublicIdField(models.CharField):  # type: ignore[type-arg]
    """A unique random name, given once when the row is made."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"max_length": 12, "unique": True, "default": new_public_id, "editable": False}
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for given in ("max_length", "unique", "default", "editable"):
            kwargs.pop(given, None)
        return name, path, args, kwargs
