"""Operations of the API by their names, with what their description says of them."""

import json
import re
from typing import Any
from urllib.parse import urlencode

from predictions.api.documentation import described

METHODS = {"get", "post", "put", "patch", "delete"}


def operations() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Name to method, path and description."""
    return {
        operation["operationId"]: (method.upper(), path, operation)
        for path, methods in described()["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    }


def address(path: str, parameters: dict[str, Any]) -> str:
    """An operation's address below /api/v1/; what is no part of it goes behind the question mark."""
    names = re.findall(r"{(\w+)}", path)
    query = {name: value for name, value in parameters.items() if name not in names}
    for name in names:
        path = path.replace(f"{{{name}}}", str(parameters[name]))
    return path.removeprefix("/api/v1/") + (f"?{urlencode(query)}" if query else "")


def plain(value: Any) -> Any:
    """As JSON has it."""
    return json.loads(json.dumps(value))
