"""What everything that Foresaid refuses to do has in common."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Self

from django.utils.translation import gettext

from predictions.scoring_rules import PredictionError


class DomainError(Exception):
    """What was asked cannot be done.

    `field` is the path of the value that stands in the way ("forecasts[2].quote"), `reason` a
    sentence that says what is wrong, `remedy` a sentence that says what to do. Every refusal is
    a subclass, defined beside the operation that raises it.
    """

    def __init__(self, reason: str, *, field: str = "", remedy: str = "") -> None:
        self.reason = reason
        self.field = field
        self.remedy = remedy
        super().__init__(reason, field, remedy)

    @classmethod
    def of(cls, error: PredictionError) -> Self:
        """What the scoring rules say about a prediction or outcome, as a refusal in sentences."""
        reason = f"{error.reason[:1].upper()}{error.reason[1:]}."
        remedy = f"{error.remedy[:1].upper()}{error.remedy[1:]}."
        return cls(reason, field=error.field, remedy=remedy)

    def __str__(self) -> str:
        where = f"{self.field}: " if self.field else ""
        return f"{where}{self.reason} {self.remedy}".strip()


class Stale(DomainError):
    """Somebody else has changed the object since it was read."""

    def __init__(self, *, expected: int, found: int) -> None:
        super().__init__(
            gettext(
                "This was changed by somebody else: version %(found)s is there, you had version %(expected)s."
            )
            % {"found": found, "expected": expected},
            field="version",
            remedy=gettext("Load it again and repeat the change."),
        )


class Refused(DomainError):
    """Several things stand in the way; nothing was written."""

    def __init__(self, errors: Iterable[DomainError]) -> None:
        self.errors = list(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


@contextmanager
def under(where: str) -> Iterator[None]:
    """Let the field of what is refused begin with this path."""
    try:
        yield
    except DomainError as error:
        error.field = f"{where}{error.field}"
        raise


def check_all[Item, Result](items: Iterable[Item], check: Callable[[Item], Result]) -> list[Result]:
    """Check every item, and raise one `Refused` with all that is wrong in any of them."""
    results: list[Result] = []
    errors: list[DomainError] = []
    for item in items:
        try:
            results.append(check(item))
        except DomainError as error:
            errors.append(error)
    if errors:
        raise Refused(errors)
    return results
