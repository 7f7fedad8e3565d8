"""The cast of `tests.cast`, as fixtures; its passwords are hashed quickly."""

import pytest

from tests.cast import project, reviewer, user

__all__ = ["project", "reviewer", "user"]


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
