"""The API under everything that its description allows, and what it forbids."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from predictions.accounts.keys import issue_key
from predictions.accounts.models import ApiKey
from tests.cast import question, record

HERE = Path(__file__).parent
# How many requests at least; a developer in a hurry asks for fewer.
CASES = int(os.environ.get("SCHEMATHESIS_CASES", "2000"))
# How many different links of the description are followed at least, in a minute.
LINKS = 20


@pytest.mark.processes
@pytest.mark.timeout(400)
def test_the_api_does_what_its_description_says(web, user, project, reviewer, now):
    article = record(project, now, reviewers=(reviewer,))
    every_scope = {"now": now, "actor": user, "scopes": ApiKey.Scope.values, "per_minute": 60_000}
    _, key = issue_key(name="schemathesis", **every_scope)
    other, _ = issue_key(name="to be revoked", **every_scope)
    there = {
        "API_KEY": key,
        "OTHER_KEY": other.public_id,
        "ARTICLE": article.public_id,
        "FORECAST": article.forecasts.get(key="ferry").public_id,
        "QUESTION": question("ferry").public_id,
    }
    # What is right and wrong in each operation by itself, with ids of what is there.
    alone = _run("alone", web, there, "--phases=examples,coverage,fuzzing", "--max-examples=5")
    # One operation after the other, with what the former ones have made.
    in_sequence = _run(
        "in sequence", web, there, "--phases=stateful", "--mode=positive", "--max-time=60"
    )
    cases = [int(_said(r"(\d+) generated", out)) for out in (alone, in_sequence)]
    assert sum(cases) >= CASES
    assert int(_said(r"API Links:\s+(\d+) covered", in_sequence)) >= LINKS


def _run(how, web, there, *arguments):
    """Call everything; what was printed about it. Whatever is wrong fails the test."""
    run = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli"),
            *("--config-file", HERE / f"schemathesis {how}.toml"),
            *("run", "docs/openapi.yaml", "--url", web, "--continue-on-failure", "--no-color"),
            *("--workers", "2", *arguments),
        ],
        env={**os.environ, **there},
        cwd=Path.cwd(),
        capture_output=True,
        text=True,
        check=False,
    )
    (settings.VAR_DIR / f"schemathesis {how}.txt").write_text(run.stdout)
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr
    return run.stdout


def _said(pattern, printed):
    found = re.search(pattern, printed)
    assert found, printed[-2000:]
    return found[1]
