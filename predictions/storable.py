"""What a database can keep: PostgreSQL refuses with an error of its own, SQLite keeps anything."""

from datetime import UTC, datetime

from django.db.models import CharField, Model, TextField, URLField

from predictions.errors import DomainError


class NotStorable(DomainError):
    """A text too long for its column, a character or a time that no database keeps."""


def check_storable(instance: Model, where: str = "") -> None:
    """Refuse a row that would not fit its table; `where` is the path that the refusal begins with."""
    for field in instance._meta.concrete_fields:
        text = getattr(instance, field.attname)
        if isinstance(text, datetime):
            _check_time(text, f"{where}{field.name}")
        if not isinstance(field, CharField | TextField) or not isinstance(text, str):
            continue
        if "\0" in text:
            raise NotStorable(
                "The text holds a null character.",
                field=f"{where}{field.name}",
                remedy="Remove it; it cannot be seen, and comes from a broken copy.",
            )
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise NotStorable(
                "The text holds half a character.",
                field=f"{where}{field.name}",
                remedy="Copy it again from its source.",
            ) from error
        if isinstance(field, URLField) and text and not text.startswith(("http://", "https://")):
            raise NotStorable(
                f"“{text[:80]}” is not an address of the web.",
                field=f"{where}{field.name}",
                remedy="Begin it with https://.",
            )
        if field.max_length is not None and len(text) > field.max_length:
            raise NotStorable(
                f"The text has {len(text)} characters; {field.max_length} fit.",
                field=f"{where}{field.name}",
                remedy="Shorten it.",
            )


def _check_time(time: datetime, field: str) -> None:
    try:
        time.astimezone(UTC)
    except OverflowError as error:
        raise NotStorable(
            "The time lies outside the calendar.", field=field, remedy="Correct the year."
        ) from error
