"""Every operation does what it says, and the documentation shows how it was called and what it said."""

import itertools
import json
import os
from datetime import UTC, datetime

import jsonschema
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from predictions import public_ids
from predictions.api.documentation import described
from predictions.api.http.examples import EXAMPLES
from predictions.ledger.operations import sequence
from predictions.webhooks.collecting import collect
from predictions.webhooks.models import Delivery
from tests.api import scenario
from tests.api.calling import address, operations
from tests.api.conftest import Program

MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
# What is different each time, and nobody should see, is shown like this.
SHOWN_AS = {"key": "foresaid_5b1d2f.…", "prefix": "foresaid_5b1d2f", "secret": "whsec_…"}
# What the ledger salts, hashes and signs.
SIGNED = {"checkpoint", "first", "keys", "path", "envelope", "payloads"}
# How much of a list the documentation shows.
MOST = 2


class Recorder:
    """Calls operations as somebody; checks each answer, and keeps what was asked and said."""

    def __init__(self, user, kept):
        self.program, self.kept, self.operations = Program(user), kept, operations()

    def __call__(self, name, body=None, /, **parameters):
        method, path, operation = self.operations[name]
        if "{project}" in path:
            parameters["project"] = "harbour"
        where = address(path, parameters)
        if body and "file" in body:
            file = SimpleUploadedFile(*body["file"])
            response = self.program.client.post(f"/api/v1/{where}", {"file": file})
        else:
            response = self.program.send(method, where, body)
        status = next(status for status in operation["responses"] if status.startswith("2"))
        assert str(response.status_code) == status, (name, response.content)
        answer = json.loads(response.content)
        schema = operation["responses"][status]["content"]["application/json"]["schema"]
        jsonschema.validate(answer, {**schema, "components": described()["components"]})
        example = {"answer": shown(answer)}
        if body is not None and "file" not in body:
            example["request"] = body
        self.kept.setdefault(name, example)
        return answer

    def happened(self, webhook):
        """Something that a webhook is told of; the id of the message, which was accepted."""
        delivery = Delivery.objects.filter(subscription__public_id=webhook).first()
        if delivery is None:
            again = {**scenario.OUTCOME, "rationale": "The log stands."}
            self("resolve_question", again, question=self.reopened())
            sequence(now=MOMENT)
            collect(now=MOMENT)
        Delivery.objects.update(accepted_at=MOMENT, attempts=1, last_status=204)
        return Delivery.objects.order_by("pk")[0].message_id

    def reopened(self):
        """The question that was asked about again."""
        return self("list_questions", status="open", wording="by June")["results"][0]["id"]


def shown(answer, name=""):
    """An answer without its secrets, and of its lists no more than a few."""
    if name == "next" and answer:
        return answer.partition("cursor=")[0] + "cursor=…"
    if name in SIGNED or (name == "note" and "—" in answer):
        return ["…"] if isinstance(answer, list) else "…"
    if isinstance(answer, dict):
        return {key: shown(value, key) for key, value in answer.items()}
    if isinstance(answer, list):
        return [shown(one) for one in answer[:MOST]]
    if name == "key" and not str(answer).startswith("foresaid_"):
        return answer  # a forecast's key in its article
    return SHOWN_AS.get(name, answer) if isinstance(answer, str) else answer


@pytest.fixture
def always_the_same(monkeypatch):
    """A clock that stands still, and ids that count."""
    numbers = itertools.count(1)
    monkeypatch.setattr(timezone, "now", lambda: MOMENT)
    monkeypatch.setattr(public_ids.secrets, "token_urlsafe", lambda n: f"{next(numbers):0{n + 3}d}")
    return numbers


# Some ids count rows, and begin with one whatever tests came before.
@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_every_operation_is_called_and_its_example_is_what_was_said(
    always_the_same, user, reviewer, project, settings
):
    kept = {}
    scenario.play(Recorder(user, kept), Recorder(reviewer, kept))
    assert set(kept) == set(operations())
    text = json.dumps(dict(sorted(kept.items())), indent=1, ensure_ascii=False) + "\n"
    if "WRITE_EXAMPLES" in os.environ:
        EXAMPLES.write_text(text)
    assert text == EXAMPLES.read_text(), "The API says something else: run `make openapi`."
