"""What a database can keep: PostgreSQL refuses with an error of its own, SQLite keeps anything."""

from datetime import UTC, datetime

from django.db.models import CharField, Model, TextField, URLField
from django.utils.translation import gettext

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
                gettext("The text holds a null character."),
                field=f"{where}{field.name}",
                remedy=gettext("Remove it; it cannot be seen, and comes from a broken copy."),
            )
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise NotStorable(
                gettext("The text holds half a character."),
                field=f"{where}{field.name}",
                remedy=gettext("Copy it again from its source."),
            ) from error
        if isinstance(field, URLField) and text and not text.startswith(("http://", "https://")):
            raise NotStorable(
                gettext("“%(text)s” is not an address of the web.") % {"text": text[:80]},
                field=f"{where}{field.name}",
                remedy=gettext("Begin it with https://."),
            )
        if field.max_length is not None and len(text) > field.max_length:
            raise NotStorable(
                gettext("The text has %(length)s characters; %(max_length)s fit.")
                % {"length": len(text), "max_length": field.max_length},
                field=f"{where}{field.name}",
                remedy=gettext("Shorten it."),
            )


def _check_time(time: datetime, field: str) -> None:
    try:
        time.astimezone(UTC)
    except OverflowError as error:
        raise NotStorable(
            gettext("The time lies outside the calendar."),
            field=field,
            remedy=gettext("Correct the year."),
        ) from error
