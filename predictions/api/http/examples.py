"""What each operation was asked, and what it said: recorded by a test, shown by the documentation."""

import json
from functools import cache
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parent / "examples.json"


@cache
def example_of(operation: str) -> dict[str, Any]:
    """The request's body, where there is one, and the answer."""
    recorded = json.loads(EXAMPLES.read_text())
    return dict(recorded.get(operation, {}))
