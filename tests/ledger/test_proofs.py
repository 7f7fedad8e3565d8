"""What `prove` prints, checked by the script in docs/ as a process of its own."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from predictions.accounts.models import User
from predictions.forecasts.models import Forecast
from predictions.ledger.keys import verifier_keys
from predictions.ledger.models import Act, Checkpoint, Leaf, Node, Payload, Unread
from predictions.ledger.operations import record_act, sequence
from predictions.ledger.proofs import NoProof, consistency_hashes, inclusion_hashes, proof_of
from tests.cast import record

pytestmark = pytest.mark.django_db

SCRIPT = Path("docs/verify_proof.py").resolve()


@pytest.fixture
def forecast(project, user, now) -> Forecast:
    """A forecast among others of its article, in a tree with two checkpoints."""
    record(project, now, actor=user)
    sequence(now=now)
    with transaction.atomic():
        record_act(now=now, actor=user, verb="changed", on=user, wrote=[user])
    sequence(now=now)
    return Forecast.objects.get(key="bridge")


def prove(*arguments: object) -> Any:
    out = StringIO()
    call_command("prove", *map(str, arguments), stdout=out)
    return json.loads(out.getvalue())


def verify(proof: object, folder: Path, *arguments: str) -> tuple[int, str]:
    """The script's exit status and what it said, in a folder without Foresaid."""
    file = folder / "proof.json"
    file.write_text(json.dumps(proof), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", SCRIPT, file, *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_proof_holds_without_foresaid(forecast, tmp_path):
    status, said = verify(prove(forecast.public_id), tmp_path, "--key", verifier_keys()[0])

    assert status == 0
    assert said.endswith("The proof holds.\n")
    assert forecast.quote in said
    assert '"prediction": {"p": 0.95}' in said


def test_without_a_key_the_script_says_whose_key_it_took(forecast, tmp_path):
    status, said = verify(prove(forecast.public_id), tmp_path)
    assert status == 0
    assert "by a key that came with it" in said


def test_a_proof_says_nothing_about_the_forecasts_beside_it(forecast):
    printed = json.dumps(prove(forecast.public_id), ensure_ascii=False)
    for other in Forecast.objects.exclude(pk=forecast.pk):
        assert other.quote not in printed
        assert other.public_id not in printed
    for secret in Payload.objects.values_list("secret", flat=True):
        assert bytes(secret).hex() not in printed


def changed_deeply(value: object) -> list[object]:
    """Copies of a proof, in each of which one text or number is another."""
    match value:
        case dict():
            return [
                {**value, name: other}
                for name, part in value.items()
                if name != "keys"
                for other in changed_deeply(part)
            ]
        case list():
            return [
                [*value[:place], other, *value[place + 1 :]]
                for place, part in enumerate(value)
                for other in changed_deeply(part)
            ]
        case int():
            return [value + 1]
        case str():
            middle = len(value) // 2
            return [f"{value[:middle]}{'1' if value[middle] != '1' else '2'}{value[middle + 1 :]}"]
    raise TypeError(value)


def test_nothing_in_a_proof_can_be_changed(forecast, tmp_path):
    proof = prove(forecast.public_id)
    changes = changed_deeply(proof)
    assert len(changes) > 20
    for change in changes:
        status, said = verify(change, tmp_path, "--key", verifier_keys()[0])
        assert status == 1, change
        assert said.startswith(("The proof does not hold: ", "The proof cannot be read: "))


def test_another_key_is_refused(forecast, tmp_path, settings):
    proof = prove(forecast.public_id)
    settings.LEDGER_SEED = "somebody else's"
    status, said = verify(proof, tmp_path, "--key", verifier_keys()[0])
    assert status == 1
    assert "is not signed by the key" in said


def test_a_proof_that_is_no_proof_is_refused(tmp_path):
    status, said = verify({"proof": "trust me"}, tmp_path, "--no-signature")
    assert status == 1
    assert "neither" in said


def test_signatures_can_be_left_out_and_that_is_said(forecast, tmp_path):
    status, said = verify(prove(forecast.public_id), tmp_path, "--no-signature")
    assert status == 0
    assert said.endswith("signatures were NOT checked.\n")


def test_the_ledger_has_only_grown_since_a_checkpoint(forecast, tmp_path):
    first, second = Checkpoint.objects.order_by("size")
    proof = prove("--since", first.size)
    status, said = verify(proof, tmp_path, "--key", verifier_keys()[0])
    assert status == 0
    assert f"the {second.size} acts of " in said
    assert f"begin with the {first.size} acts of " in said


def test_a_ledger_that_was_rewritten_cannot_prove_that_it_has_grown(
    forecast, tmp_path, unguarded, now
):
    kept = Checkpoint.objects.order_by("size").first()
    Act.objects.filter(leaf__index=1).update(reason="never said before")
    for model in (Checkpoint, Leaf):
        model.objects.all().delete()
    Leaf.objects.all().delete()
    Node.objects.all().delete()
    Unread.objects.bulk_create(
        Unread(reader=Unread.Reader.LEDGER, act=act) for act in Act.objects.all()
    )
    sequence(now=now)
    rewritten = Checkpoint.objects.get()
    proof = {
        "proof": "consistency",
        "keys": verifier_keys(),
        "first": kept.note,
        "checkpoint": rewritten.note,
        "path": consistency_hashes(kept.size, rewritten.size),
    }
    status, said = verify(proof, tmp_path, "--key", verifier_keys()[0])
    assert status == 1
    assert "does not hold" in said


def test_every_act_that_wrote_the_forecast_is_proven(forecast, user, now, tmp_path):
    with transaction.atomic():
        record_act(now=now, actor=user, verb="withdrawn", on=forecast, wrote=[forecast])
    sequence(now=now)
    proof = prove(forecast.public_id)
    assert len(proof["acts"]) == 2
    status, said = verify(proof, tmp_path, "--key", verifier_keys()[0])
    assert status == 0
    assert f"withdrawn (forecast/{forecast.pk})" in said


def test_a_forecast_without_a_leaf_is_told_what_to_do(project, now):
    record(project, now)
    forecast = Forecast.objects.get(key="bridge")
    with pytest.raises(CommandError, match="tick"):
        prove(forecast.public_id)


def test_a_forecast_after_the_last_checkpoint_is_told_what_to_do(forecast, project, now):
    record(project, now, text="Another text. It is likely that the ferry stops.", forecasts=[])
    somebody = User.objects.create(email="new@example.org", joined_at=now)
    with pytest.raises(NoProof, match="tick"):
        proof_of([somebody])


def test_a_forecast_that_is_not_there_is_refused(db):
    with pytest.raises(CommandError, match="no forecast nonsense"):
        prove("nonsense")


def test_a_checkpoint_that_is_not_there_is_refused(forecast):
    with pytest.raises(CommandError, match="no checkpoint of 1 acts"):
        prove("--since", 1)


@pytest.mark.parametrize(("index", "size"), [(5, 5), (0, 10**30)])
def test_leaves_that_are_not_there_cannot_be_proven(forecast, index, size):
    with pytest.raises(NoProof):
        inclusion_hashes(index, size)


@pytest.mark.parametrize(("first", "second"), [(0, 3), (4, 3), (1, 10**30)])
def test_sizes_that_make_no_sense_cannot_be_proven(forecast, first, second):
    with pytest.raises(NoProof):
        consistency_hashes(first, second)
