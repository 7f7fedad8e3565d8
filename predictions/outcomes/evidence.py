"""What anybody can look at."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NewEvidence:
    """Something anybody can look at: an address, a quotation, or both."""

    url: str = ""
    quotation: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.url or self.quotation)
