"""The ledger: what convinces somebody who trusts nobody here. Hashes are public, contents are not."""

from typing import Any

from rest_framework import serializers

from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Given
from predictions.api.http.filtering import Filters
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.forecasts.models import Forecast
from predictions.ledger.models import Checkpoint
from predictions.ledger.proofs import inclusion_hashes, proof_of, proof_since

BIGGEST = 2**63 - 1


class CheckpointShape(Shape):
    """The root of the tree at a size, signed."""

    size = columns.whole("How many acts it stands for.")
    at = columns.moment("When it was signed.")
    note = columns.text("The signed note (C2SP), with origin, size and root.")


class HashesShape(Shape):
    """A path through the tree."""

    path = serializers.ListField(
        child=serializers.CharField(), help_text="The hashes, from the leaf up (RFC 9162)."
    )


class ConsistencyShape(Shape):
    """That one tree begins with another."""

    proof = columns.text("What this proves.")
    keys = serializers.JSONField(help_text="The keys that checkpoints are signed with.")
    first = columns.text("The checkpoint that you have kept.")
    checkpoint = columns.text("The latest checkpoint.")
    path = serializers.ListField(child=serializers.CharField(), help_text="The hashes (RFC 9162).")


class ForecastProofShape(Shape):
    """That a forecast and its codings stand in the ledger."""

    proof = columns.text("What this proves.")
    keys = serializers.JSONField(help_text="The keys that checkpoints are signed with.")
    checkpoint = columns.text("The latest checkpoint.")
    acts = serializers.ListField(
        child=serializers.JSONField(), help_text="The acts, each with its path to the root."
    )


class SinceQuery(Given):
    """From where on."""

    since = serializers.IntegerField(
        min_value=1, max_value=BIGGEST, help_text="The size of a checkpoint that you have kept."
    )


class InclusionQuery(Given):
    """Which leaf, in which tree."""

    index = serializers.IntegerField(
        min_value=0, max_value=BIGGEST, help_text="The leaf's number, from 0."
    )
    size = serializers.IntegerField(
        min_value=1, max_value=BIGGEST, help_text="The size of the tree: that of a checkpoint."
    )


class CheckpointFilters(Filters):
    """The latest first."""

    default_order = ["-size"]


class Checkpoints(ApiView):
    """Signed checkpoints."""

    tag = "ledger"

    @endpoint(id="list_checkpoints", may="", lists=CheckpointShape, filters=CheckpointFilters)
    def get(self) -> Any:
        """List checkpoints.

        The latest first. Keep one: with it you can prove later that nothing before it was changed.
        """
        return Checkpoint.objects.all()


class OneCheckpoint(ApiView):
    """One signed checkpoint."""

    tag = "ledger"

    @endpoint(id="get_checkpoint", may="", gives=CheckpointShape)
    def get(self, size: int) -> Row:
        """Show a checkpoint.

        By the number of acts that it stands for.
        """
        checkpoint = self.one(Checkpoint.objects.all(), size=size)
        return rows(CheckpointShape, Checkpoint.objects.filter(pk=checkpoint.pk))[0]


class Consistency(ApiView):
    """That nothing was changed since."""

    tag = "ledger"

    @endpoint(id="prove_consistency", may="", query=SinceQuery, gives=ConsistencyShape)
    def get(self, since: int) -> Row:
        """Prove that the ledger has only grown.

        Since a checkpoint that you have kept.
        """
        return proof_since(since)


class Inclusion(ApiView):
    """That a leaf stands in a tree."""

    tag = "ledger"

    @endpoint(id="prove_inclusion", may="", query=InclusionQuery, gives=HashesShape)
    def get(self, index: int, size: int) -> Row:
        """Prove that a leaf stands in the ledger.

        The path from the leaf to the root of the tree of this size.
        """
        return {"path": inclusion_hashes(index, size)}


class ForecastProof(ApiView):
    """That a forecast stands in the ledger."""

    tag = "ledger"

    @endpoint(id="prove_forecast", may="project.read", gives=ForecastProofShape)
    def get(self, forecast: str) -> Row:
        """Prove that a forecast stands in the ledger.

        With its codings, as every act left them; what was recorded beside it is not shown.
        """
        forecasts = Forecast.objects.filter(article__project=self.project)
        row = self.one(forecasts, public_id=forecast)
        return proof_of([row, *row.codings.order_by("number")])
