"""The documentation's commands and the typed client, against a server that listens."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from predictions.accounts.keys import issue_key
from predictions.articles.models import Article, Outlet
from predictions.forecasts.models import Forecast
from predictions.ledger.models import Act
from predictions.scores.operations import score_pending
from tests.cast import record, resolved

DOCUMENT = Path("docs/api.md")
COMMANDS = re.findall(r"```sh\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)


@pytest.fixture
def server(live_server, user, project, now):
    """The environment of a program that has a key."""
    record(project, now)
    resolved("bridge", True, now)
    score_pending(now=now)
    _, key = issue_key(now=now, actor=user, name="x", scopes=["read", "record"])
    return {**os.environ, "FORESAID_URL": live_server.url, "FORESAID_KEY": key}


def run(command, env):
    """What a command prints; it must succeed."""
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_command_of_the_documentation_works(server):
    script = "\n".join(["set -e", *COMMANDS])
    said = run(["bash", "-c", script], server)
    assert len(COMMANDS) == 7
    assert "alice@example.org" in said
    assert "article.title" in said
    assert "There is no such field here." in said
    assert Outlet.objects.filter(name="The Quay").count() == 1
    assert Article.objects.filter(title="Fog").exists()


def test_a_command_that_is_repeated_acts_once(server):
    (writing,) = (one for one in COMMANDS if "the-quay-1" in one)
    script = f"set -e\n{COMMANDS[0]}{writing}"
    run(["bash", "-c", script], server)
    acts = Act.objects.count()
    run(["bash", "-c", script], server)
    assert Act.objects.count() == acts


def test_the_typed_client_records_a_forecast_and_draws_a_curve(server, tmp_path):
    run([".ci/client", str(tmp_path / "client")], server)
    curve = tmp_path / "curve.svg"
    command = [
        sys.executable,
        "docs/calibration_curve.py",
        server["FORESAID_URL"],
        "harbour",
        curve,
    ]
    said = run(command, {**server, "PYTHONPATH": str(tmp_path / "client")})
    assert "1 forecasts about 1 events" in said
    assert curve.read_text().count("<circle") == 1
    forecast = Forecast.objects.get(article__title="The bridge")
    assert forecast.coding.prediction == {"p": 0.95}
