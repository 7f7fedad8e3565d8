"""One operation of the API: who may, what is given, what comes back; and what all of them share.

A handler under `@endpoint` is called with what was given, checked; it calls one operation or
query and returns what to show. Around it stand the transaction, the idempotency key, and the
`ETag`. The same declaration is the schema's.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from predictions.accounts.idempotency import Answer, once
from predictions.accounts.models import IdempotencyKey
from predictions.api.http.fields import Nothing
from predictions.api.http.filtering import Filters
from predictions.api.http.formats import Csv, Ndjson, encoded
from predictions.api.http.paging import limit_of, page
from predictions.api.http.problems import Changed
from predictions.api.http.shapes import Row, Shape, beside, columns_of

# Rows that a streamed list holds in memory.
CHUNK = 500

type Handler = Callable[..., Any]
type Attach = Callable[[list[Row], list[str]], None]


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """What `@endpoint` declares.

    `may`: the operation of the permission table, or "own..." where what is concerned is one's
    own; "" where anybody may, signed in or not. `query`: what an address may ask for behind its
    question mark, passed to the handler by name. `lists`: pages of this shape, filtered by
    `filters`, with `attach` putting beside the rows what they do not hold themselves. What
    is read `tells` how articles were coded, so whoever codes one of a project blind may not see it,
    unless it leaves out by itself what they must not know.
    """

    id: str
    may: str
    takes: type[Serializer[Any]] | None = None
    query: type[Serializer[Any]] = Nothing
    gives: type[Serializer[Any]] | None = None
    lists: type[Shape] | None = None
    filters: type[Filters] = Filters
    attach: Attach | None = None
    status: int = 200
    secret: bool = False
    upload: bool = False
    tells: bool = True


def endpoint(**declared: Any) -> Callable[[Handler], Handler]:
    """Make a handler an operation of the API."""
    this = Endpoint(**declared)

    def decorate(handler: Handler) -> Handler:
        @wraps(handler)
        def read(view: Any, request: Request, **path: str) -> HttpResponseBase:
            path.pop("project", None)
            if this.lists:
                return _listed(request, this, handler(view, **path))
            asked = this.query(data=request.query_params.dict())
            asked.is_valid(raise_exception=True)
            return answer(request, 200, handler(view, **path, **asked.validated_data))

        @wraps(handler)
        def write(view: Any, request: Request, **path: str) -> HttpResponseBase:
            path.pop("project", None)
            given = {"given": _given(request, this.takes)} if this.takes else {}

            def act() -> Answer:
                shown = encoded(handler(view, **given, **path))
                return Answer(this.status, shown.decode(), secret=this.secret)

            key = request.headers.get("Idempotency-Key") if request.method == "POST" else None
            if key is None:
                with transaction.atomic():
                    return answer(request, this.status, json.loads(act().body))
            _check_key(key)
            answered, again = once(
                now=view.now, user=view.me, key=key, digest=_digest(request), act=act
            )
            response = answer(request, answered.status, json.loads(answered.body))
            if again:
                response["Idempotency-Replayed"] = "true"
            return response

        run = read if handler.__name__ == "get" else write
        run.endpoint = this  # type: ignore[attr-defined]
        return run

    return decorate


def answer(request: Request, status: int, body: Any) -> Response:
    """An answer with its `ETag`: the digest of what it says."""
    response = Response(body, status=status)
    response.add_post_render_callback(partial(_tag, request))
    return response


def tag_of(body: Any) -> str:
    """The `ETag` of what is shown."""
    return _tag_of(encoded(body))


def _tag_of(content: bytes) -> str:
    return f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'


def check_match(request: Request, shown: Callable[[], Any]) -> None:
    """Refuse a change of what is no longer as the client has read it."""
    expected = request.headers.get("If-Match")
    if expected is None:
        return
    tags = parse_etags(expected)
    if tags != ["*"] and tag_of(shown()) not in tags:
        raise Changed


def _tag(request: Request, response: Response) -> Any:
    response["ETag"] = _tag_of(response.content)
    if request.method in ("GET", "HEAD"):
        return get_conditional_response(request._request, etag=response["ETag"], response=response)
    return None


def _listed(request: Request, this: Endpoint, queryset: Any) -> HttpResponseBase:
    shape = this.lists or Shape
    expand = _expand(request, shape)
    limit = limit_of(request)
    queryset, ordering = this.filters.chosen(request, queryset)
    renderer = request.accepted_renderer
    if isinstance(renderer, Csv | Ndjson):
        rows = _streamed(this, shape, queryset.order_by(*ordering), expand)
        response = StreamingHttpResponse(
            renderer.lines(rows, list(columns_of(shape(), expand))),
            content_type=f"{renderer.media_type}; charset=utf-8",
        )
        response["Content-Disposition"] = f'attachment; filename="{this.id}.{renderer.format}"'
        return response
    shown, following = page(request, shape, queryset, ordering, expand, limit)
    if this.attach:
        this.attach(shown, expand)
    return answer(request, 200, {"results": shown, "next": following})


def _streamed(this: Endpoint, shape: type[Shape], queryset: Any, expand: list[str]) -> Any:
    chunk: list[Row] = []
    for row, _ in beside(shape, queryset, (), expand, chunk=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield from _attached(this, chunk, expand)
            chunk = []
    yield from _attached(this, chunk, expand)


def _attached(this: Endpoint, rows: list[Row], expand: list[str]) -> list[Row]:
    if this.attach and rows:
        this.attach(rows, expand)
    return rows


def _expand(request: Request, shape: type[Shape]) -> list[str]:
    expand = request.query_params.get("expand")
    names = [] if expand is None else expand.split(",")
    if set(names) - set(shape.expands):
        known = ", ".join(shape.expands) or "nothing"
        message = f"What can be expanded here: {known}."
        raise ValidationError({"expand": [ErrorDetail(message, code="invalid")]})
    return names


def _given(request: Request, takes: type[Serializer[Any]]) -> Any:
    serializer = takes(data=request.data)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


def _check_key(key: str) -> None:
    longest = IdempotencyKey._meta.get_field("key").max_length or 0
    if not re.fullmatch(rf"[!-~]{{1,{longest}}}", key):
        message = f"An idempotency key has 1 to {longest} printable characters and no spaces."
        raise ValidationError({"Idempotency-Key": [ErrorDetail(message, code="invalid")]})


def _digest(request: Request) -> str:
    """SHA-256 of what is asked, whatever boundary a repeated upload has."""
    asked = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    for name, file in sorted(request.FILES.items()):
        asked.update(f"{name} {file.name} {file.content_type}\n".encode())
        for chunk in file.chunks():
            asked.update(chunk)
        file.seek(0)
    data: Any = request.data
    if request.FILES:
        data = {name: value for name, value in data.items() if name not in request.FILES}
    asked.update(json.dumps(data, sort_keys=True).encode())
    return asked.hexdigest()
