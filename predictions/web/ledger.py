"""The public side of the ledger: checkpoints, keys, hashes and proofs; never what they hide."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from predictions.errors import DomainError
from predictions.ledger.keys import verifier_keys
from predictions.ledger.models import Checkpoint, Leaf
from predictions.ledger.proofs import consistency_hashes, inclusion_hashes, latest_checkpoint

# Rows in one answer.
PAGE = 1000

type View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """GET only; what is refused is said in a line of text."""

    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, **given: int) -> HttpResponse:
        try:
            return view(request, **given)
        except DomainError as error:
            return text(str(error), status=404)

    return wrapped


def text(said: str, status: int = 200) -> HttpResponse:
    """Plain text, which ends with a new line."""
    return HttpResponse(
        f"{said.rstrip()}\n", status=status, content_type="text/plain; charset=utf-8"
    )


@public
def index(request: HttpRequest) -> HttpResponse:
    """What is here."""
    explained = {
        reverse("ledger_checkpoint"): gettext("the latest checkpoint, signed (C2SP signed note)"),
        reverse("ledger_checkpoints", args=[0]): gettext("every checkpoint, from this size on"),
        reverse("ledger_keys"): gettext("the keys that sign and signed, today's first"),
        reverse("ledger_leaves", args=[0]): gettext("leaf hashes, from this index on"),
        reverse("ledger_inclusion", args=[0, 1]): gettext(
            "the path from a leaf to the root of the tree of that size"
        ),
        reverse("ledger_consistency", args=[1, 1]): gettext(
            "the path that proves that one tree begins the other"
        ),
    }
    return text("\n".join(f"{where:36} {what}" for where, what in explained.items()))


@public
def checkpoint(request: HttpRequest, size: int | None = None) -> HttpResponse:
    """The signed note of one checkpoint, or of the latest."""
    found = latest_checkpoint() if size is None else Checkpoint.objects.filter(size=size).first()
    if found is None:
        return text(gettext("There is no checkpoint of this size."), status=404)
    return text(found.note)


@public
def checkpoints(request: HttpRequest, size: int) -> HttpResponse:
    """Size, time and root of the checkpoints from this size on."""
    found = Checkpoint.objects.filter(size__gte=size).order_by("size")[:PAGE]
    rows = [
        {"size": one.size, "at": one.at.isoformat(), "root": bytes(one.root).hex()} for one in found
    ]
    return JsonResponse({"checkpoints": rows})


@public
def keys(request: HttpRequest) -> HttpResponse:
    """Public keys as C2SP verifier keys, one a line."""
    return text("\n".join(verifier_keys()))


@public
def leaves(request: HttpRequest, index: int) -> HttpResponse:
    """Leaf hashes in hexadecimal, one a line."""
    found = Leaf.objects.filter(index__gte=index).order_by("index")[:PAGE]
    return text("\n".join(bytes(one.hash).hex() for one in found))


@public
def inclusion(request: HttpRequest, index: int, size: int) -> HttpResponse:
    """RFC 9162, section 2.1.3."""
    return JsonResponse({"path": inclusion_hashes(index, size)})


@public
def consistency(request: HttpRequest, first: int, second: int) -> HttpResponse:
    """RFC 9162, section 2.1.4."""
    return JsonResponse({"path": consistency_hashes(first, second)})


urlpatterns = [
    path("", index, name="ledger"),
    path("checkpoint", checkpoint, name="ledger_checkpoint"),
    path("checkpoint/<int:size>", checkpoint, name="ledger_checkpoint_of"),
    path("checkpoints/<int:size>", checkpoints, name="ledger_checkpoints"),
    path("keys", keys, name="ledger_keys"),
    path("leaves/<int:index>", leaves, name="ledger_leaves"),
    path("inclusion/<int:index>/<int:size>", inclusion, name="ledger_inclusion"),
    path("consistency/<int:first>/<int:second>", consistency, name="ledger_consistency"),
]
