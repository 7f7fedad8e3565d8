"""Pages that neither skip nor repeat a row while others write, at the same cost at any depth.

A cursor says after which values of the ordering's columns the next page begins: a place in the
ordering, not a count of rows, so that the database goes there by an index. It is signed, because
what it says goes into the query.
"""

from collections.abc import Sequence
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import F, Field, Q, QuerySet
from django.utils.http import urlencode
from django.utils.translation import gettext
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request

from predictions.api.http.shapes import Row, Shape, beside
from predictions.errors import DomainError

DEFAULT_LIMIT, HIGHEST_LIMIT = 50, 200


class NotACursor(DomainError):
    """The cursor of a page is not one that belongs to the list."""


_cursors = Signer(salt="foresaid.api.cursor")


def page(
    request: Request,
    shape: type[Shape],
    queryset: QuerySet[Any],
    ordering: Sequence[str],
    expand: Sequence[str],
    limit: int,
) -> tuple[list[Row], str | None]:
    """One page of a query in this order, which must be total, and the address of the next page."""
    cursor = request.query_params.get("cursor")
    if cursor is not None:
        queryset = queryset.filter(_after(queryset, ordering, _read(cursor, ordering)))
    columns = [name.lstrip("-") for name in ordering]
    queryset = queryset.order_by(*(_by(queryset, name) for name in ordering))
    # One more row than is shown says whether there is a next page.
    found = list(beside(shape, queryset[: limit + 1], columns, expand))
    shown = [row for row, _ in found[:limit]]
    if len(found) <= limit:
        return shown, None
    return shown, _address(request, cursor_of(ordering, found[limit - 1][1]))


def cursor_of(ordering: Sequence[str], values: Sequence[Any]) -> str:
    """The cursor of the page that begins behind these values of an ordering's columns."""
    nulls = [value is None for value in values]
    return _cursors.sign_object([list(ordering), [str(value) for value in values], nulls])


def _address(request: Request, cursor: str) -> str:
    query = urlencode(request.query_params.dict() | {"cursor": cursor})
    return request.build_absolute_uri(f"{request.path}?{query}")


def _by(queryset: QuerySet[Any], name: str) -> Any:
    if not _nullable(queryset, name):
        return name
    # Without a value last, in either direction and on either database.
    column = F(name.lstrip("-"))
    return column.desc(nulls_last=True) if name.startswith("-") else column.asc(nulls_last=True)


def _after(queryset: QuerySet[Any], ordering: Sequence[str], place: Sequence[str | None]) -> Q:
    """What stands behind a place: beyond it in one column, and equal in all before that one."""
    behind, equal = Q(), Q()
    for name, value in zip(ordering, place, strict=True):
        column = name.lstrip("-")
        if value is None:
            equal &= Q(**{f"{column}__isnull": True})
            continue
        beyond = Q(**{f"{column}__{'lt' if name.startswith('-') else 'gt'}": value})
        if _nullable(queryset, name):
            beyond |= Q(**{f"{column}__isnull": True})
        behind |= equal & beyond
        equal &= Q(**{column: value})
    return behind


def _nullable(queryset: QuerySet[Any], name: str) -> bool:
    column = name.lstrip("-")
    if column == "pk" or "__" in column:
        return False
    field = queryset.model._meta.get_field(column)
    return isinstance(field, Field) and field.null


def _read(cursor: str, ordering: Sequence[str]) -> list[str | None]:
    try:
        of, place, nulls = _cursors.unsign_object(cursor)
    except (BadSignature, ValueError) as error:
        raise NotACursor(
            gettext("This is not a cursor that an answer has given."),
            field="cursor",
            remedy=gettext("Follow `next` of an answer, or begin without a cursor."),
        ) from error
    if of != list(ordering):
        raise NotACursor(
            gettext("This cursor is of a list in another order."),
            field="cursor",
            remedy=gettext("Ask in the order in which the list was begun."),
        )
    return [None if null else value for value, null in zip(place, nulls, strict=True)]


def limit_of(request: Request) -> int:
    """How many rows of a page a request asks for."""
    text = request.query_params.get("limit", str(DEFAULT_LIMIT))
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= HIGHEST_LIMIT):
        reason = f"The limit is not a whole number from 1 to {HIGHEST_LIMIT}."
        raise ValidationError({"limit": [ErrorDetail(reason, code="invalid")]})
    return int(text)
