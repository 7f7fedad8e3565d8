"""A list as JSON in pages, or whole as CSV or as one JSON object a line, written while it is read."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import orjson
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.utils.encoders import JSONEncoder

from predictions.api.http.shapes import Row

_other = JSONEncoder().default


def encoded(shown: Any) -> bytes:
    """JSON of what is shown; times, and what JSON has no word for, as the REST framework writes them."""
    return orjson.dumps(shown, _other, orjson.OPT_PASSTHROUGH_DATETIME)


class Json(BaseRenderer):
    """One answer."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, *args: Any) -> bytes:
        return b"" if data is None else encoded(data)


class Csv(BaseRenderer):
    """A table: a nested object's values in columns “article.title”; lists are left out."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    @staticmethod
    def lines(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
        """The lines of the file, its heading first."""
        writer = csv.writer(_Echo())
        yield writer.writerow(columns)
        for row in rows:
            yield writer.writerow([_cell(row, column) for column in columns])


class Ndjson(BaseRenderer):
    """One JSON object a line."""

    media_type = "application/x-ndjson"
    format = "ndjson"
    charset = "utf-8"

    @staticmethod
    def lines(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[bytes]:
        """The lines of the file."""
        return (encoded(row) + b"\n" for row in rows)


JSON_ONLY: list[type[BaseRenderer]] = [Json]
OF_LISTS: list[type[BaseRenderer]] = [Json, Csv, Ndjson]


class Negotiation(DefaultContentNegotiation):
    """`format=csv` goes before what the client accepts; one that is not there is 406."""

    def filter_renderers(self, renderers: Any, format: Any) -> Any:
        known = [renderer for renderer in renderers if renderer.format == format]
        if not known:
            raise NotAcceptable(available_renderers=renderers)
        return known


class _Echo:
    def write(self, line: str) -> str:
        return line


def _cell(row: Row, column: str) -> Any:
    value: Any = row
    for name in column.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    match value:
        case None:
            return ""
        case bool() | dict() | list():
            return encoded(value).decode()
        case datetime() | date():
            return value.isoformat()
        # A spreadsheet would run a text that begins like a formula.
        case str() if value[:1] in "=+-@\t\r" and value:
            return f"'{value}"
        case _:
            return value
