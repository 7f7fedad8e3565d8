"""The history of an object, below its form: who did what to it, when, what changed, and why."""

from typing import Any

from django.db.models import Field, Model
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from predictions.ledger.history import Change, Entry, history_of

# Entries on the page, and characters of a value; what is longer is in the payload.
SHOWN = 50
LONGEST = 300


def table_of(row: Model) -> dict[str, Any]:
    """The history as Unfold's table component has it, newest first."""
    entries = history_of(row)
    return {
        "headers": [_("when"), _("who"), _("what"), _("changed"), _("why")],
        "rows": [
            [
                localize(localtime(entry.act.at)),
                entry.act.actor or gettext("the service itself"),
                entry.act.verb,
                _changed(row, entry),
                entry.act.reason,
            ]
            for entry in entries[:SHOWN]
        ],
        "left_out": max(len(entries) - SHOWN, 0),
    }


def _changed(row: Model, entry: Entry) -> str:
    if entry.is_blank:
        return gettext("What it wrote has been erased.")
    fields = [(_field(row, change.column), change) for change in entry.changes]
    return format_html_join(
        "",
        '<div class="whitespace-normal"><b>{}</b>: {}</div>',
        ((_name(found, change), _from_to(found, change)) for found, change in fields),
    )


def _field(row: Model, column: str) -> "Field[Any, Any] | None":
    """The field of this column; None if the table has lost it since."""
    for field in row._meta.concrete_fields:
        if field.attname == column:
            return field
    return None


def _name(field: "Field[Any, Any] | None", change: Change) -> str:
    return str(field.verbose_name) if field else change.column


def _from_to(field: "Field[Any, Any] | None", change: Change) -> str:
    after = _shown(field, change.after)
    if change.before is None:
        return after
    return format_html("<del>{}</del> → {}", _shown(field, change.before), after)


def _shown(field: "Field[Any, Any] | None", value: Any) -> str:
    if value is None or value == "":
        return "–"
    related = field.related_model if field else None
    if related and isinstance(related, type):
        found = related._default_manager.filter(pk=value).first()
        return str(found or value)
    for key, label in field.flatchoices if field else ():
        if key == value:
            return str(label)
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
