"""The settings, their documentation and docker-compose.yml name the same variables."""

import ast
import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent


def variables_of_the_settings() -> set[str]:
    """The first argument of every `env.<type>("NAME", ...)` in config/settings.py."""
    calls = [
        node
        for node in ast.walk(ast.parse((ROOT / "config/settings.py").read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
    ]
    return {ast.literal_eval(call.args[0]) for call in calls}


def variables_of_the_readme() -> set[str]:
    """The names in the first column of the table under "Configuration"."""
    readme = (ROOT / "README.md").read_text()
    _, _, section = readme.partition("# Configuration\n")
    table = section.partition("\n#")[0]
    return set(re.findall(r"^\| *`([A-Z_]+)`", table, re.MULTILINE))


def services() -> dict[str, Any]:
    services: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    return services


def test_settings_read_some_variables() -> None:
    assert {"SECRET_KEY", "DATABASE_URL", "REDIS_URL"} <= variables_of_the_settings()


def test_every_variable_stands_in_the_readme_and_nothing_else_does() -> None:
    assert variables_of_the_readme() == variables_of_the_settings()


def test_docker_compose_sets_only_variables_that_the_settings_read() -> None:
    for name in ("web", "worker", "beat"):
        assert set(services()[name]["environment"]) <= variables_of_the_settings()


def test_docker_compose_gives_web_worker_and_beat_one_configuration() -> None:
    web, worker, beat = (services()[name]["environment"] for name in ("web", "worker", "beat"))
    assert web == worker == beat
