"""Links of the API's description: what can be done next with what an answer names."""

import re
from collections.abc import Iterator
from typing import Any

type Items = dict[str, tuple[str, dict[str, Any]]]

METHODS = ("get", "post", "put", "patch", "delete")


# What an address names something by, where that is not its id.
BY = {"size": "size"}


def link(result: dict[str, Any]) -> None:
    """From each answer that names something to what is done under its name.

    A list, what was made, and what was read lead to every act; an act leads to reading what it
    has changed. So an article leads to the recording of its forecasts, a question to reports of what
    happened, a proposal to its confirmation. A new project leads to its lists, which are empty.
    """
    operations = [
        (path, method, methods[method])
        for path, methods in result["paths"].items()
        for method in METHODS
        if method in methods
    ]
    items = {
        _parameters(path)[-1]: (path, operation)
        for path, method, operation in operations
        if method == "get" and path.endswith("}")
    }
    for path, method, operation in operations:
        links = {
            then["operationId"]: {
                "operationId": then["operationId"],
                "description": f"{then['summary']}.",
                "parameters": {
                    one: expression if one == name else f"$request.path.{one}"
                    for one in _parameters(target)
                },
            }
            for name, expression in _named(result, path, method, operation, items)
            for target, asked, then in operations
            if then is not operation
            and name in _parameters(target)
            and set(_parameters(target)) <= {name, *_parameters(path)}
            and _follows(name, path, method, target, asked)
        }
        if links:
            _answer(operation)["links"] = links


def _follows(name: str, path: str, method: str, target: str, asked: str) -> bool:
    if asked == "get" and target.endswith(f"{{{name}}}"):
        return True
    if name == "project":
        return asked == "get" and method == "post"
    return method == "get" or name not in _parameters(path)


def _named(
    result: dict[str, Any], path: str, method: str, operation: dict[str, Any], items: Items
) -> Iterator[tuple[str, str]]:
    """The parameters of addresses whose values an answer holds, and where in it."""
    schema = _schema(operation)
    properties = result["components"]["schemas"].get(schema, {}).get("properties", {})
    collection = path.rpartition("/")[2]
    for name, (address, item) in items.items():
        by = BY.get(name, "id")
        is_its_list = address.endswith(f"/{collection}/{{{name}}}")
        if by in properties and (_schema(item) == schema or (method == "post" and is_its_list)):
            yield name, f"$response.body#/{by}"
        elif method == "get" and is_its_list and "results" in properties:
            yield name, f"$response.body#/results/0/{by}"
        elif method == "post" and is_its_list and collection in properties:
            # Several are made at once.
            yield name, f"$response.body#/{collection}/0/{by}"


def _answer(operation: dict[str, Any]) -> dict[str, Any]:
    """The answer where all is well."""
    answers = operation["responses"]
    found: dict[str, Any] = answers.get("201") or answers.get("200") or {}
    return found


def _schema(operation: dict[str, Any]) -> str:
    """The name of its schema."""
    schema = _answer(operation).get("content", {}).get("application/json", {}).get("schema", {})
    return str(schema.get("$ref", "").rpartition("/")[2])


def _parameters(path: str) -> list[str]:
    return re.findall(r"{(\w+)}", path)
