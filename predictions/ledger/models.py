"""What was done, in an order that nobody can change afterwards."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Act(models.Model):
    """One operation: who did what to which object, when. Written in the operation's transaction."""

    ledgered: ClassVar = False
    append_only: ClassVar = True

    at = models.DateTimeField(_("time"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("actor"),
        on_delete=models.PROTECT,
        related_name="acts",
        null=True,
        help_text=_("Empty: the service itself."),
    )
    verb = models.CharField(_("verb"), max_length=60)
    object_type = models.CharField(_("object"), max_length=40)
    object_id = models.BigIntegerField(_("object id"))
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        indexes = [models.Index(fields=["object_type", "object_id"], name="act_by_object")]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_id}"


class Unread(models.Model):
    """An act that a reader has not taken in yet: written with the act, removed by the reader.

    So a stage that follows others learns of every change, and forgets none when it is killed.
    """

    ledgered: ClassVar = False

    class Reader(models.TextChoices):
        LEDGER = "ledger", _("the ledger's sequence")
        SCORES = "scores", _("scores")
        FIGURES = "figures", _("prepared figures")  # told by the scores, once they have changed

    reader = models.CharField(_("reader"), max_length=20, choices=Reader)
    act = models.ForeignKey(
        Act,
        verbose_name=_("act"),
        on_delete=models.PROTECT,
        related_name="unread",
        db_index=False,  # readers ask by the unique constraint
    )

    class Meta:
        verbose_name = _("unread act")
        verbose_name_plural = _("unread acts")
        constraints = [
            models.UniqueConstraint(fields=["reader", "act"], name="one_unread_act_per_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.act} for {self.get_reader_display()}"


class Payload(models.Model):
    """What an act wrote: some rows of one table, or facts. Apart from the act, to be blanked.

    `body` commits to `items`, and `sha256` to `body`; only `sha256` stands in the leaf. When
    personal data must go, `secret`, `body` and `items` do, and the tree stays valid.
    """

    ledgered: ClassVar = False
    append_only: ClassVar = True
    blankable: ClassVar = ("secret", "body", "items")

    act = models.ForeignKey(
        Act,
        verbose_name=_("act"),
        on_delete=models.PROTECT,
        related_name="payloads",
        db_index=False,  # the unique constraint has it
    )
    number = models.PositiveIntegerField(_("number"))
    table = models.CharField(_("table"), max_length=63, blank=True, help_text=_("Empty: facts."))
    first = models.BigIntegerField(_("first key"), null=True)
    last = models.BigIntegerField(_("last key"), null=True)
    sha256 = models.CharField(_("SHA-256 of salt and body"), max_length=64)
    secret = models.BinaryField(
        _("secret"), max_length=32, null=True, help_text=_("The salts of body and items grow here.")
    )
    body = models.TextField(_("body"), null=True, help_text=_("Canonical JSON (RFC 8785)."))
    items = models.TextField(
        _("after-images"), null=True, help_text=_("One JSON array a line, one line a row.")
    )

    class Meta:
        verbose_name = _("payload")
        verbose_name_plural = _("payloads")
        constraints = [
            models.UniqueConstraint(fields=["act", "number"], name="one_payload_per_number"),
            models.CheckConstraint(
                condition=Q(secret__isnull=True, body__isnull=True, items__isnull=True)
                | Q(secret__isnull=False, body__isnull=False, items__isnull=False),
                name="payload_is_whole_or_blank",
            ),
            models.CheckConstraint(
                condition=Q(table="", first__isnull=True, last__isnull=True)
                | ~Q(table="") & Q(last__gte=F("first")),
                name="payload_has_rows_or_facts",
            ),
        ]
        indexes = [models.Index(fields=["table", "first", "last"], name="payload_by_row")]

    def __str__(self) -> str:
        return f"payload {self.number} of act {self.act_id}"


class Leaf(models.Model):
    """An act's place in the tree."""

    ledgered: ClassVar = False
    append_only: ClassVar = True

    index = models.BigIntegerField(_("index"), primary_key=True)
    act = models.OneToOneField(
        Act, verbose_name=_("act"), on_delete=models.PROTECT, related_name="leaf"
    )
    hash = models.BinaryField(_("hash"), max_length=32)

    class Meta:
        verbose_name = _("leaf")
        verbose_name_plural = _("leaves")
        constraints = [
            models.CheckConstraint(condition=Q(index__gte=0), name="leaf_index_counts_from_zero")
        ]

    def __str__(self) -> str:
        return f"leaf {self.index}"


class Node(models.Model):
    """The root of a complete subtree of 2**level leaves; level 0 is `Leaf`."""

    ledgered: ClassVar = False
    append_only: ClassVar = True

    level = models.PositiveSmallIntegerField(_("level"))
    index = models.BigIntegerField(_("index"))
    hash = models.BinaryField(_("hash"), max_length=32)

    class Meta:
        verbose_name = _("node")
        verbose_name_plural = _("nodes")
        constraints = [
            models.UniqueConstraint(fields=["level", "index"], name="one_node_per_position"),
            models.CheckConstraint(condition=Q(level__gte=1), name="node_is_above_the_leaves"),
        ]

    def __str__(self) -> str:
        return f"node {self.level}/{self.index}"


class Checkpoint(models.Model):
    """The root of the tree at a size, signed: what an outsider can keep."""

    ledgered: ClassVar = False
    append_only: ClassVar = True

    size = models.BigIntegerField(_("size"), unique=True)
    root = models.BinaryField(_("root"), max_length=32)
    at = models.DateTimeField(_("time"))
    note = models.TextField(_("signed note"), help_text=_("C2SP signed note, Ed25519."))

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")
        get_latest_by = "size"

    def __str__(self) -> str:
        return f"checkpoint of {self.size} acts"
