"""The API's description (OpenAPI 3.1), from what the endpoints declare and say in their docstrings."""

import inspect
import re
from functools import cache
from typing import Any, Final

from drf_spectacular.drainage import warn
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    inline_serializer,
)
from rest_framework import serializers

from predictions.api.http.endpoint import Endpoint
from predictions.api.http.examples import example_of
from predictions.api.http.fields import Nothing
from predictions.api.http.links import link
from predictions.api.http.paging import DEFAULT_LIMIT, HIGHEST_LIMIT
from predictions.api.http.problems import MEDIA_TYPE
from predictions.api.http.shapes import Shape

HEADER: Final = "header"
PATH: Final = "path"

_IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key", {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    HEADER,
    description="Any text of your own, new for each request. The same request with the same key acts "
    "once; for 24 hours it is answered as it was the first time.",
)  # fmt: skip
_IF_MATCH = OpenApiParameter(
    "If-Match", str, HEADER,
    description="The `ETag` of what you have read: the change is refused (412) when it is another now.",
)  # fmt: skip
_IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, HEADER,
    description="An `ETag` that you have: where it is still right, the answer is 304 without a body.",
)  # fmt: skip
_OF_LISTS = [
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": HIGHEST_LIMIT, "default": DEFAULT_LIMIT},
        description="How many on a page.",
    ),
    OpenApiParameter(
        "cursor", {"type": "string", "minLength": 1},
        description="Where the page begins: taken from `next` of the page before.",
    ),
    OpenApiParameter(
        "format", {"type": "string", "enum": ["json", "csv", "ndjson"]},
        description="Goes before the header Accept. CSV and NDJSON give the whole list at once.",
    ),
]  # fmt: skip
_NAME: Any = {"type": "string", "minLength": 1, "pattern": "^[^/]+$"}
# Those that are numbers.
_NUMBER: Any = {"type": "integer", "minimum": 0, "maximum": 2**63 - 1}
_PATH_TYPES: dict[str, Any] = {"report": _NUMBER, "size": _NUMBER}
# What a part of an address is, by its name in the address.
_PATHS = {
    "project": "The project's short name.",
}


class ProblemDetail(serializers.Serializer[Any]):
    """One thing that is wrong."""

    field = serializers.CharField(help_text="Its path in the request: `forecasts[2].quote`.")
    detail = serializers.CharField(help_text="What is wrong.")
    remedy = serializers.CharField(help_text="What to do about it.")


class Problem(serializers.Serializer[Any]):
    """What went wrong (RFC 9457)."""

    type = serializers.CharField(help_text="The type of problem; it does not change.")
    title = serializers.CharField(help_text="What this type means.")
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = serializers.CharField(help_text="What is wrong with this request.")
    remedy = serializers.CharField(help_text="What to do about it.")
    errors = ProblemDetail(  # type: ignore[assignment]  # a field, not the framework's list
        many=True, help_text="Everything that is wrong, with its place."
    )


_MEANING = {
    400: "The request does not have the form it should.",
    401: "Nobody is signed in, or the key is not valid.",
    403: "The role or the scope of the key does not allow this.",
    404: "There is nothing here, or nothing for you.",
    406: "The answer does not exist in the form that was asked for.",
    409: "What is there already stands in the way, or the idempotency key was used before.",
    412: "It was changed since it was read.",
    413: "The request is too large; send less at once.",
    415: "The request comes in a form that is not read here.",
    422: "A rule refuses it; nothing was written.",
    429: "Too many requests with this key.",
    500: "Something here is broken; nothing was written.",
}


class EndpointSchema(AutoSchema):
    """Reads a handler's declaration and its docstring."""

    @property
    def declared(self) -> Endpoint:
        """What `@endpoint` says of the handler."""
        return getattr(self.view, self.method.lower()).endpoint  # type: ignore[no-any-return]

    def get_operation_id(self) -> str:
        return self.declared.id

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        return super().get_serializer_name(serializer, direction).removesuffix("Shape")

    def get_tags(self) -> list[str]:
        return [str(getattr(self.view, "tag", ""))]

    def get_auth(self) -> list[dict[str, Any]]:
        return super().get_auth() if self.declared.may else [{}]

    def get_summary(self) -> str:
        return self._doc.partition("\n\n")[0].replace("\n", " ").rstrip(".")

    def get_description(self) -> str:  # type: ignore[override]  # as drf-spectacular has it
        return self._doc.partition("\n\n")[2].strip()

    @property
    def _doc(self) -> str:
        return inspect.getdoc(getattr(self.view, self.method.lower())) or ""

    def get_request_serializer(self) -> Any:
        return self.declared.takes

    def get_response_serializers(self) -> Any:
        declared = self.declared
        if declared.lists:
            gives: Any = {
                (200, "application/json"): page_of(declared.lists),
                (200, "text/csv"): str,
                (200, "application/x-ndjson"): str,
            }
        else:
            gives = {declared.status: declared.gives}
        if self.method == "GET":
            gives[304] = OpenApiResponse(description="It is as the `ETag` in If-None-Match says.")
        return gives | {
            (status, MEDIA_TYPE): OpenApiResponse(Problem, description=_MEANING[status])
            for status in self._refusals()
        }

    def _refusals(self) -> list[int]:
        declared = self.declared
        refusals = {400, 406, 422, 500}
        if declared.may:
            refusals |= {401, 403, 429}
        if "{" in self.path:
            refusals.add(404)
        if self.method != "GET":
            refusals |= {409, 412}
        if declared.takes:
            refusals |= {413, 415}
        return sorted(refusals)

    def get_override_parameters(self) -> Any:
        declared = self.declared
        parameters: list[Any] = [
            OpenApiParameter(
                name, _PATH_TYPES.get(name, _NAME), PATH, description=_meaning_of(name)
            )
            for name in re.findall(r"{(\w+)}", self.path)
        ]
        if self.method == "GET":
            parameters.append(_IF_NONE_MATCH)
        elif re.sub("{project}", "", self.path).count("{"):
            parameters.append(_IF_MATCH)
        if self.method == "POST":
            parameters.append(_IDEMPOTENCY_KEY)
        if declared.query is not Nothing:
            parameters.append(declared.query)
        if declared.lists:
            parameters += [*declared.filters.parameters(), *_OF_LISTS]
            if declared.lists.expands:
                parameters.append(_expand(declared.lists.expands))
        return parameters

    def get_examples(self) -> list[OpenApiExample]:
        recorded = example_of(self.declared.id)
        examples = []
        if "request" in recorded:
            examples.append(OpenApiExample("request", value=recorded["request"], request_only=True))
        if "answer" in recorded:
            examples.append(
                OpenApiExample(
                    "answer",
                    value=recorded["answer"],
                    response_only=True,
                    status_codes=[str(self.declared.status)],
                    media_type="application/json",
                )
            )
        return examples


def _meaning_of(name: str) -> str:
    return _PATHS.get(name) or f"The id of the {name.replace('_', ' ')}."


def _expand(names: tuple[str, ...]) -> OpenApiParameter:
    return OpenApiParameter(
        "expand",
        {"type": "array", "items": {"type": "string", "enum": list(names)}, "minItems": 1},
        explode=False,
        style="form",
        description="What else to show of each row, so that it need not be asked for one by one.",
    )


@cache
def page_of(shape: type[Shape]) -> Any:
    """The schema of a page of such rows."""
    return inline_serializer(
        f"{shape.__name__.removesuffix('Shape')}Page",
        {
            "results": shape(many=True, help_text="The rows of this page."),
            "next": serializers.CharField(
                allow_null=True, help_text="The address of the next page; null on the last."
            ),
        },
    )


class StrictBody(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """A body has no names but those that are described."""

    target_class = "predictions.api.http.fields.Given"
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        schema = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return {**schema, "additionalProperties": False}


def finish(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Link answers to what can be done next, and complain of what nobody has described."""
    for path, methods in result["paths"].items():
        for method, operation in methods.items():
            _complain(f"{method.upper()} {path}", operation)
    link(result)
    return result


def _complain(where: str, operation: dict[str, Any]) -> None:
    for name in ("summary", "description"):
        if not operation.get(name):
            warn(f"{where} has no {name}: its docstring has a first line and a paragraph.")
    for parameter in operation.get("parameters", ()):
        if not parameter.get("description"):
            warn(f"{where}: the parameter {parameter['name']} is not described.")
