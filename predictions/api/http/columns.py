"""Fields of shapes, each with its meaning: what stands in an answer, and from which column."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


def name_of(
    meaning: str = "Its id.", source: str = "public_id", **more: Any
) -> serializers.CharField:
    """What an address names it by."""
    return serializers.CharField(help_text=meaning, source=source, **more)


def text(meaning: str, **more: Any) -> serializers.CharField:
    """A text."""
    return serializers.CharField(help_text=meaning, **more)


def word(choices: Any, meaning: str, **more: Any) -> serializers.ChoiceField:
    """One of several words."""
    return serializers.ChoiceField(choices=choices, help_text=meaning, **more)


def number(meaning: str, **more: Any) -> serializers.FloatField:
    """A number."""
    return serializers.FloatField(help_text=meaning, **more)


def whole(meaning: str, **more: Any) -> serializers.IntegerField:
    """A whole number."""
    return serializers.IntegerField(help_text=meaning, **more)


def flag(meaning: str, **more: Any) -> serializers.BooleanField:
    """True or false."""
    return serializers.BooleanField(help_text=meaning, **more)


def day(meaning: str, **more: Any) -> serializers.DateField:
    """A day."""
    return serializers.DateField(help_text=meaning, **more)


def moment(meaning: str, **more: Any) -> serializers.DateTimeField:
    """A time."""
    return serializers.DateTimeField(help_text=meaning, **more)


@extend_schema_field(
    {
        "type": "object",
        "properties": {
            "p": {"type": "number", "description": "Binary: the probability of yes."},
            "probabilities": {
                "type": "object",
                "additionalProperties": {"type": "number"},
                "description": "Categorical: the probability of each option.",
            },
            "knots": {
                "type": "array",
                "items": {"type": "array", "items": {}},
                "description": "Numeric and date: pairs of a value and the probability of at most it.",
            },
            "point": {"description": "Numeric and date: a bare value."},
            "not_by_horizon": {
                "type": "number",
                "description": "Date: the probability that it does not happen by the horizon.",
            },
        },
    }
)
class Prediction(serializers.JSONField):
    """A prediction, as the type of its question has it (docs/coding-file.md)."""


@extend_schema_field({"oneOf": [{"type": "boolean"}, {"type": "number"}, {"type": "string"}]})
class Value(serializers.JSONField):
    """true or false, a number, an option, a date, or “did not happen”."""


class Words(serializers.MultipleChoiceField):
    """Several of some words, from a column that holds a list."""
