"""What requests may hold: JSON's own types, taken as they are, and no name that is not known."""

import math
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.fields import empty


class Given(serializers.Serializer[Any]):
    """A request's body. A name that is not known is refused: it would be a typing error unseen."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            raise serializers.ValidationError(
                {
                    str(name): [ErrorDetail("There is no such field here.", code="unknown")]
                    for name in sorted(unknown, key=str)
                }
            )
        return super().to_internal_value(data)


class Text(serializers.CharField):
    """A text, and nothing that could be written as one."""

    def __init__(self, **kwargs: Any) -> None:
        shortest = {} if kwargs.get("allow_blank") else {"min_length": 1}
        super().__init__(**{"trim_whitespace": False, **shortest, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)

    def run_validation(self, data: Any = empty) -> Any:
        # The framework takes a blank text as missing where blanks are allowed.
        if isinstance(data, str) and not data and self.allow_blank:
            return ""
        return super().run_validation(data)


class Number(serializers.FloatField):
    """A finite number."""

    def to_internal_value(self, data: Any) -> float:
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("invalid")
        try:
            value = float(data)
        except OverflowError:
            self.fail("invalid")
        if not math.isfinite(value):
            self.fail("invalid")
        return value


class Whole(serializers.IntegerField):
    """A whole number."""

    def to_internal_value(self, data: Any) -> int:
        # JSON has one type of numbers: 1.0 is whole.
        if isinstance(data, bool) or not isinstance(data, int | float) or data != int(data):
            self.fail("invalid")
        return int(data)


class Flag(serializers.BooleanField):
    """True or false."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Choice(serializers.ChoiceField):
    """One of several words."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return str(super().to_internal_value(data))


class Day(serializers.DateField):
    """A day, as 2026-03-02."""

    def to_internal_value(self, value: Any) -> Any:
        if not isinstance(value, str) or len(value) != len("2026-03-02"):
            self.fail("invalid", format="YYYY-MM-DD")
        return super().to_internal_value(value)


class Moment(serializers.DateTimeField):
    """A time with its offset, as 2026-03-02T09:00:00Z."""

    def to_internal_value(self, value: Any) -> Any:
        if not isinstance(value, str) or "T" not in value.upper():
            self.fail("invalid", format="YYYY-MM-DDThh:mm:ss[.uuuuuu][+HH:MM|-HH:MM|Z]")
        return super().to_internal_value(value)


class Nothing(Given):
    """The query of an address that takes none."""


class QueryFlag(serializers.BooleanField):
    """True or false, in an address."""

    TRUE_VALUES = {"true"}
    FALSE_VALUES = {"false"}
    NULL_VALUES: set[str | None] = set()


class QueryDay(serializers.DateField):
    """A day, in an address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"input_formats": ["%Y-%m-%d"], **kwargs})
