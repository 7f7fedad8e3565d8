"""What the dashboard's address asks for: its filters and switches as a form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from predictions.accounts.models import Project
from predictions.articles.models import Forecaster, Outlet
from predictions.dashboard.selection import Selection, SelectionRefused
from predictions.outcomes.models import Scenario
from predictions.questions.models import Event, Question, Topic
from predictions.web.day_input import DayInput

# Entries of a list; what is not among them is reached from its own page.
MOST = 200

OFF_ON = {
    "retrospective": (_("Hindsight"), _("Without"), _("With retrospective")),
    "selections": (_("Selection"), _("Fully coded"), _("All articles")),
    "voices": (_("Voice"), _("Own"), _("Reported too")),
}
FILTERS = ("topic", "event", "outlet", "forecaster", "type", "known_by", "as_of", "scenario")


@dataclass(frozen=True)
class Switch:
    """One visible switch: its choices, and which of them is on."""

    name: str
    label: str
    choices: list[tuple[str, Any]]
    chosen: str


class SelectionForm(forms.Form):
    """The filters and switches; without any of them, what may be ranked."""

    use_required_attribute = False

    topic = forms.ModelChoiceField(Topic.objects.none(), required=False, label=_("Topic"))
    event = forms.ModelChoiceField(
        Event.objects.none(), required=False, label=_("Event"), to_field_name="public_id"
    )
    outlet = forms.ModelChoiceField(
        Outlet.objects.none(), required=False, label=_("Outlet"), to_field_name="public_id"
    )
    forecaster = forms.ModelChoiceField(
        Forecaster.objects.none(), required=False, label=_("Forecaster"), to_field_name="public_id"
    )
    type = forms.ChoiceField(
        required=False, label=_("Type"), choices=[("", _("All types")), *Question.Type.choices]
    )
    known_by = forms.DateField(required=False, label=_("Known by"), widget=DayInput)
    as_of = forms.DateField(required=False, label=_("As recorded on"), widget=DayInput)
    scenario = forms.ModelChoiceField(
        Scenario.objects.none(), required=False, label=_("As if"), to_field_name="public_id"
    )
    reading = forms.ChoiceField(
        required=False,
        label=_("How words are read"),
        choices=[("", _("As coded")), ("cautious", _("Cautious")), ("bold", _("Bold"))],
    )
    retrospective = forms.ChoiceField(required=False)
    selections = forms.ChoiceField(required=False)
    voices = forms.ChoiceField(required=False)

    narrows: ClassVar[tuple[str, ...]] = FILTERS
    SETS: ClassVar[dict[str, Callable[[Project], QuerySet[Any]]]] = {
        "topic": lambda project: Topic.objects.filter(project=project),
        "event": lambda project: Event.objects.filter(project=project, merged_into__isnull=True),
        "outlet": lambda project: Outlet.objects.filter(project=project),
        "forecaster": lambda project: Forecaster.objects.filter(
            project=project, merged_into__isnull=True
        ),
        "scenario": lambda project: Scenario.objects.filter(event__project=project),
    }

    def __init__(self, data: Any, *, project: Project) -> None:
        super().__init__(data, auto_id="f-%s")
        for name, entries in self.SETS.items():
            field: Any = self.fields[name]
            field.queryset = entries(project).order_by("name")
            field.widget.choices = self._choices(field, data.get(name, ""))
        for name, (label, off, on) in OFF_ON.items():
            switch: Any = self.fields[name]
            switch.label = label
            switch.choices = [("", off), ("1", on)]

    def _choices(self, field: Any, chosen: str) -> list[tuple[str, str]]:
        """The entries by name, `MOST` of them, and in any case the chosen one."""
        key = field.to_field_name or "pk"
        listed: list[Model] = list(field.queryset[:MOST])
        found = [(str(getattr(one, key)), str(one)) for one in listed]
        if chosen and chosen not in dict(found):
            found += [(chosen, str(one)) for one in self._one(field, key, chosen)]
        return [("", str(_("All"))), *found]

    @staticmethod
    def _one(field: Any, key: str, chosen: str) -> QuerySet[Any]:
        usable = key != "pk" or chosen.isdecimal()
        entries: QuerySet[Any] = field.queryset
        return entries.filter(**{key: chosen}) if usable else entries.none()

    @property
    def filters(self) -> list[forms.BoundField]:
        """The fields that narrow."""
        return [self[name] for name in self.narrows]

    def switches(self, shown: Selection | None) -> list[Switch]:
        """The switches as they stand in what is shown, which may be wider than what was asked for."""
        chosen = {name: self.data.get(name, "") for name in ("reading", *OFF_ON)}
        if shown is not None:
            chosen |= {name: "1" if getattr(shown, name) else "" for name in OFF_ON}
        return [
            Switch(
                name, str(self.fields[name].label), cast("Any", self.fields[name]).choices, value
            )
            for name, value in chosen.items()
        ]

    @property
    def is_switched(self) -> bool:
        """Whether the address says anything about switches."""
        return any(name in self.data for name in OFF_ON)

    def clean(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        if not self.errors:
            try:
                self.selection()
            except SelectionRefused as error:
                self.add_error(error.field, f"{error.reason} {error.remedy}")
        return chosen

    def _end_of(self, day: date | None) -> datetime | None:
        """The last moment of a day in the reader's time zone."""
        return datetime.combine(day, time.max, timezone.get_current_timezone()) if day else None

    def selection(self) -> Selection:
        """What was asked for; only of a valid form."""
        chosen = self.cleaned_data
        keys = {name: chosen[name].pk for name in SelectionForm.SETS if chosen[name]}
        return Selection(
            **keys,
            **{name: chosen[name] == "1" for name in OFF_ON},
            type=chosen["type"],
            known_by=chosen["known_by"],
            as_of=self._end_of(chosen["as_of"]),
            reading=chosen["reading"] or "coded",
        )
