"""The reviewers, as fixtures of every test of outcomes."""

from tests.outcomes.reviewing import asked, ben, cleo, two_needed

__all__ = ["asked", "ben", "cleo", "two_needed"]
