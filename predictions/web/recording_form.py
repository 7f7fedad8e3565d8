"""The form that records a forecast from a selection: fields, first values, and what they mean."""

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from predictions.articles.models import Article
from predictions.dashboard.suggestions import Suggestions
from predictions.exchange.recording import Found
from predictions.forecasts.models import Coding, Forecast
from predictions.forecasts.quotes import find
from predictions.questions.models import Hindsight, Question
from predictions.questions.spaces import options_of, space_of
from predictions.scoring_rules import Space
from predictions.wording import guess

NOT_CHECKABLE = "not checkable"
KINDS = [
    ("binary", _("yes or no")),
    ("numeric", _("a number")),
    ("date", _("a date")),
    ("categorical", _("one of several")),
    (NOT_CHECKABLE, _("not checkable")),
]
DAY = forms.DateInput(attrs={"type": "date"})
ROWS = {"rows": 3}


def probability_field(label: Any) -> forms.FloatField:
    """A field for a probability, which may stay empty where the words are read by a table."""
    return forms.FloatField(
        label=label,
        required=False,
        min_value=0,
        max_value=1,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )


class QuestionSelect(forms.Select):
    """The questions there are; each option says of which kind it is, for the script beside it."""

    kinds: Mapping[str, str] = {}

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        option["attrs"]["data-kind"] = self.kinds.get(str(option["value"]), "")
        return option


class ForecastForm(forms.Form):
    """A quote, who said it, what it answers, and how its words became a prediction."""

    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    quote = forms.CharField(label=_("Quote"), widget=forms.Textarea(attrs=ROWS))
    occurrence = forms.IntegerField(
        label=_("Which occurrence"),
        initial=1,
        min_value=1,
        help_text=_("Where the text has these words more than once: 1 is the first."),
    )
    forecaster = forms.CharField(
        label=_("Who says it"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "forecasters", "autocomplete": "off"}),
    )
    voice = forms.ChoiceField(label=_("In which voice"), choices=Forecast.Voice.choices)
    kind = forms.ChoiceField(label=_("What it foretells"), choices=KINDS, widget=forms.RadioSelect)

    reason = forms.ChoiceField(
        label=_("Why not checkable"),
        choices=[("", "—"), *Forecast.NotCheckable.choices],
        required=False,
    )

    known = forms.ChoiceField(
        label=_("Which question it answers"), required=False, widget=QuestionSelect
    )
    question = forms.CharField(
        label=_("The question"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Worded in the direction that was asserted, so that yes means it came true."),
    )
    event = forms.CharField(
        label=_("Event"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": "events", "autocomplete": "off"}),
        help_text=_("The turn of the world that decides it, with all its other questions."),
    )
    yes_sentence = forms.CharField(
        label=_("Said when it came true"), required=False, max_length=300
    )
    no_sentence = forms.CharField(label=_("Said when it did not"), required=False, max_length=300)
    unit = forms.CharField(label=_("Unit"), required=False, max_length=60)
    lower = forms.FloatField(label=_("Lowest possible"), required=False)
    upper = forms.FloatField(label=_("Highest possible"), required=False)
    options = forms.CharField(
        label=_("Options"),
        required=False,
        widget=forms.Textarea(attrs=ROWS),
        help_text=_("One on each line."),
    )
    opens_on = forms.DateField(label=_("First day that counts"), required=False, widget=DAY)
    horizon = forms.DateField(label=_("Last day that counts"), required=False, widget=DAY)
    criteria = forms.CharField(
        label=_("What decides it"), required=False, widget=forms.Textarea(attrs=ROWS)
    )
    deciding_source = forms.CharField(label=_("Who says so"), required=False, max_length=300)
    resolves_on = forms.DateField(
        label=_("Known by"),
        required=False,
        widget=DAY,
        help_text=_("Reviewers are asked from this day on. Without it the question is a draft."),
    )

    phrase = forms.CharField(label=_("Words as printed"), required=False, max_length=300)
    how = forms.ChoiceField(label=_("Read"), choices=Coding.How.choices, required=False)
    p = probability_field(_("Probability"))
    cautious = probability_field(_("Cautious"))
    bold = probability_field(_("Bold"))
    prediction = forms.CharField(
        label=_("Prediction"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_(
            "A value and its level on each line (“60 0.05”), a date and its level "
            "(“2026-05-01 0.2”), an option and its probability (“Ada 0.6”); or one bare value."
        ),
    )
    not_by_horizon = probability_field(_("Probability that it does not happen at all"))
    because = forms.CharField(label=_("Why read so"), required=False, max_length=500)
    hindsight = forms.ChoiceField(
        label=_("What you know of the outcome"),
        choices=[
            (Hindsight.PROSPECTIVE, _("nothing can be known yet")),
            (Hindsight.BLIND, _("it could be known, I do not know it")),
            (Hindsight.RETROSPECTIVE, _("I know it, or might")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, article: Article, suggested: Suggestions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article, self.suggested = article, suggested
        known = self.fields["known"]
        if isinstance(known, forms.ChoiceField) and isinstance(known.widget, QuestionSelect):
            known.widget.kinds = {one.public_id: one.type for one in suggested.questions}
            known.choices = [
                ("", gettext("a new question")),
                *((one.public_id, f"{one.wording} ({one.event})") for one in suggested.questions),
            ]

    @staticmethod
    def first_values(article: Article, quote: str, start: int | None) -> dict[str, Any]:
        """What is filled in from the article and guessed from the quote."""
        guessed = guess(quote, language=article.language)
        lines = [f"{value:g} {level:g}" for value, level in guessed.knots]
        return {
            "start": start,
            "quote": quote,
            "occurrence": 1,
            "forecaster": article.forecaster.name,
            "voice": Forecast.Voice.OWN,
            "kind": guessed.kind.value,
            "how": guessed.way.value,
            "phrase": guessed.phrase[:300],
            "p": guessed.p,
            "prediction": "\n".join(lines) if guessed.point is None else f"{guessed.point:g}",
            "opens_on": article.published_on,
        }

    def place(self) -> tuple[int, int]:
        """Where the quote stands: where it was selected, else its occurrence in the text."""
        given = self.cleaned_data
        start, quote = given["start"], given["quote"]
        if start is not None and self.article.text[start : start + len(quote)] == quote:
            return start, start + len(quote)
        return find(self.article.text, quote, given["occurrence"])

    @property
    def known_question(self) -> Question | None:
        """The question chosen among those suggested."""
        chosen = self.cleaned_data.get("known")
        return next((one for one in self.suggested.questions if one.public_id == chosen), None)

    def space(self) -> Space:
        """Which predictions the question admits, as far as it is filled in."""
        if known := self.known_question:
            return space_of(known, options_of(known), self.article.published_on)
        limits = self._limits()
        return Space(
            type=self.cleaned_data["kind"],
            lower=limits["lower"],
            upper=limits["upper"],
            options=limits["options"],
            published=self.article.published_on,
            horizon=limits["horizon"],
        )

    def found(self) -> Found:
        """What was filled in, as the operation takes it."""
        given, known = self.cleaned_data, self.known_question
        start, end = self.place()
        is_checkable = given["kind"] != NOT_CHECKABLE
        return Found(
            forecaster=given["forecaster"],
            known=known if is_checkable else None,
            event=given["event"] or given["question"],
            question=self._question() if is_checkable and not known else None,
            forecast={
                "quote": self.article.text[start:end],
                "start": start,
                "end": end,
                "voice": given["voice"],
                "hindsight": given["hindsight"],
                "phrase": given["phrase"],
                "because": given["because"],
                "how": given["how"] if is_checkable else "",
                "prediction": self.predicted() if is_checkable else None,
                "not_checkable": "" if is_checkable else given["reason"] or "vague",
            },
        )

    def predicted(self) -> dict[str, Any]:
        """The prediction as the scoring rules read it; what is left empty is read from the words."""
        given, known = self.cleaned_data, self.known_question
        question_type = known.type if known else given["kind"]
        if question_type == Question.Type.BINARY:
            values = {name: given[name] for name in ("p", "cautious", "bold")}
            return {name: value for name, value in values.items() if value is not None}
        lines = [line.strip() for line in given["prediction"].splitlines() if line.strip()]
        pairs = [_pair(line, question_type) for line in lines]
        if question_type == Question.Type.CATEGORICAL:
            return {"probabilities": dict(pairs)}
        if len(pairs) == 1 and pairs[0][1] is None:
            return {"point": pairs[0][0]}
        never = given["not_by_horizon"]
        return ({"knots": [list(pair) for pair in pairs]} if pairs else {}) | (
            {} if never is None else {"not_by_horizon": never}
        )

    def _question(self) -> dict[str, Any]:
        given = self.cleaned_data
        zone, resolves_on = self.article.project.time_zone, given["resolves_on"]
        moment = datetime.combine(resolves_on, time(), ZoneInfo(zone)) if resolves_on else None
        return self._limits() | {
            "wording": given["question"],
            "type": given["kind"],
            "hindsight": given["hindsight"],
            "yes_sentence": given["yes_sentence"],
            "no_sentence": given["no_sentence"],
            "criteria": given["criteria"],
            "deciding_source": given["deciding_source"],
            "resolves_at": moment,
            "time_zone": zone,
        }

    def _limits(self) -> dict[str, Any]:
        """What limits the answers, of that which belongs to the kind of question."""
        given = self.cleaned_data
        is_number = given["kind"] == Question.Type.NUMERIC
        is_date = given["kind"] == Question.Type.DATE
        is_choice = given["kind"] == Question.Type.CATEGORICAL
        options = [line.strip() for line in given["options"].splitlines() if line.strip()]
        return {
            "unit": given["unit"] if is_number else "",
            "lower": given["lower"] if is_number else None,
            "upper": given["upper"] if is_number else None,
            "options": tuple(options) if is_choice else (),
            "opens_on": given["opens_on"] if is_date else None,
            "horizon": given["horizon"] if is_date else None,
        }


def _pair(line: str, question_type: str) -> tuple[Any, float | None]:
    """“60 0.05” as a value and a level; a line without a level, or one that is none, as it stands."""
    value, _, level = (part.strip() for part in line.replace("%", "").rpartition(" "))
    if not value or not re.fullmatch(r"\d*\.?\d+", level):
        value, level = line, ""
    return (_number(value) if question_type == "numeric" else value), (
        float(level) if level else None
    )


def _number(text: str) -> float | str:
    """The number, or the text itself, which the scoring rules then refuse with a reason."""
    try:
        return float(text.replace("−", "-").replace(",", ""))
    except ValueError:
        return text
