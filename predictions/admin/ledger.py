"""The ledger in the admin: read-only, like the ledger."""

from django.contrib import admin

from predictions.admin.base import OperationAdmin
from predictions.ledger.models import Act, Checkpoint, Leaf, Node, Payload, Unread


@admin.register(Act)
class ActAdmin(OperationAdmin):
    list_display = ("id", "at", "actor", "verb", "object_type", "object_id", "reason")
    list_filter = ("verb", "object_type")
    list_select_related = ("actor",)
    search_fields = ("verb", "object_type", "=object_id", "actor__email")
    date_hierarchy = "at"
    ordering = ("-id",)


@admin.register(Payload)
class PayloadAdmin(OperationAdmin):
    list_display = ("act", "number", "table", "first", "last", "sha256")
    list_filter = ("table",)
    list_select_related = ("act",)
    exclude = ("secret",)


class HashAdmin(OperationAdmin):
    """Hashes are bytes; people compare them in hexadecimal."""

    exclude = ("hash", "root")
    readonly_fields = ("hexadecimal",)

    @admin.display(description="SHA-256")
    def hexadecimal(self, row: Leaf | Node | Checkpoint) -> str:
        return bytes(row.root if isinstance(row, Checkpoint) else row.hash).hex()


@admin.register(Leaf)
class LeafAdmin(HashAdmin):
    list_display = ("index", "act", "hexadecimal")
    list_select_related = ("act",)
    ordering = ("-index",)


@admin.register(Node)
class NodeAdmin(HashAdmin):
    list_display = ("level", "index", "hexadecimal")
    list_filter = ("level",)


@admin.register(Checkpoint)
class CheckpointAdmin(HashAdmin):
    list_display = ("size", "at", "hexadecimal")
    ordering = ("-size",)


@admin.register(Unread)
class UnreadAdmin(OperationAdmin):
    list_display = ("reader", "act")
    list_filter = ("reader",)
    list_select_related = ("act",)
