"""The cast of `tests.cast`, as fixtures."""

from tests.cast import project, reviewer, user

__all__ = ["project", "reviewer", "user"]
