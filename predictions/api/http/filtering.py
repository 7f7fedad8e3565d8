"""Which rows of a list are asked for, and in which order."""

from datetime import date
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError as Invalid
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

# What every list understands beside its own filters.
OF_EVERY_LIST = {"limit", "cursor", "expand", "format"}


class Ordering(django_filters.ChoiceFilter):  # type: ignore[misc]
    """In which order; each choice is a word of the API and the columns it means."""

    def __init__(self, **orders: tuple[str, ...]) -> None:
        self.orders = {name.replace("_desc", ""): columns for name, columns in orders.items()}
        super().__init__(
            label="In which order; with a minus the other way round.",
            choices=[(sign + name, sign + name) for name in self.orders for sign in ("", "-")],
        )

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return qs

    def columns(self, value: str) -> list[str]:
        """The columns that an order means, down to the row's number."""
        columns = [*self.orders[value.lstrip("-")], "pk"]
        if not value.startswith("-"):
            return columns
        return [name[1:] if name.startswith("-") else f"-{name}" for name in columns]


class Filters(django_filters.FilterSet):  # type: ignore[misc]
    """The filters of a list. What it does not know, or cannot read, is refused."""

    default_order: ClassVar[list[str]] = ["-pk"]

    @classmethod
    def chosen(cls, request: Request, queryset: QuerySet[Any]) -> tuple[QuerySet[Any], list[str]]:
        """The rows that a request asks for, and their order."""
        given = request.query_params
        wrong = {
            name: [ErrorDetail("This list has no such parameter.", code="unknown")]
            for name in set(given) - set(cls.base_filters) - OF_EVERY_LIST
        } | {
            name: [ErrorDetail("This parameter is empty.", code="blank")]
            for name, value in given.items()
            if value == ""
        }
        if wrong:
            raise ValidationError(wrong)
        if not set(given) & set(cls.base_filters):
            return queryset, cls.default_order
        filters = cls(given, queryset=queryset)
        if not filters.is_valid():
            raise ValidationError(
                {
                    name: [ErrorDetail(" ".join(messages), code="invalid")]
                    for name, messages in filters.errors.items()
                }
            )
        order = given.get("order")
        ordering = cls.base_filters.get("order")
        if order is None or not isinstance(ordering, Ordering):
            return filters.qs, cls.default_order
        return filters.qs, ordering.columns(order)

    @classmethod
    def parameters(cls) -> list[OpenApiParameter]:
        """The filters as the schema describes them."""
        return [
            OpenApiParameter(name, _type_of(one), description=str(one.label))
            for name, one in cls.base_filters.items()
        ]


class Day(forms.DateField):
    """A day as 2026-03-02, and in no other way."""

    def to_python(self, value: Any) -> date | None:
        if not value:
            return None
        try:
            if len(value) != len("2026-03-02"):
                raise ValueError(value)  # noqa: TRY301
            return date.fromisoformat(value)
        except ValueError as error:
            raise Invalid("Write the day as 2026-03-02.") from error


class DayFilter(django_filters.DateFilter):  # type: ignore[misc]
    """By a day."""

    field_class = Day


class FlagFilter(django_filters.TypedChoiceFilter):  # type: ignore[misc]
    """By true or false."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        words = [("true", "true"), ("false", "false")]
        super().__init__(*args, choices=words, coerce=lambda word: word == "true", **kwargs)


def _type_of(one: django_filters.Filter) -> dict[str, Any]:
    match one:
        case FlagFilter():
            return {"type": "boolean"}
        case django_filters.ChoiceFilter():
            return {"type": "string", "enum": [value for value, _ in one.extra["choices"]]}
        case django_filters.DateFilter():
            return {"type": "string", "format": "date"}
        case django_filters.NumberFilter():
            return {"type": "number"}
        case _:
            return {"type": "string", "minLength": 1}
