"""The form that records a forecast from a selection: fields, first values, and what they mean."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from predictions.articles.models import Article
from predictions.dashboard.suggestions import Suggestions
from predictions.exchange.recording import Found
from predictions.forecasts.models import Forecast
from predictions.questions.models import Hindsight, Question
from predictions.questions.spaces import options_of, space_of
from predictions.scoring_rules import Space
from predictions.web.day_input import DayInput
from predictions.web.reading_form import ROWS, ReadingForm


class QuestionSelect(forms.Select):
    """The questions there are; each option says of which kind it is, for the script beside it."""

    kinds: Mapping[str, str] = {}

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        option["attrs"]["data-kind"] = self.kinds.get(str(option["value"]), "")
        return option


class ForecastForm(ReadingForm):
    """A quote, who said it, what it answers, and how its words became a prediction."""

    forecaster = forms.CharField(
        label=_("Who says it"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "forecasters", "autocomplete": "off"}),
    )
    voice = forms.ChoiceField(label=_("In which voice"), choices=Forecast.Voice.choices)
    known = forms.ChoiceField(
        label=_("Which question it answers"), required=False, widget=QuestionSelect
    )
    implied_by = forms.ChoiceField(
        label=_("Follows from"),
        required=False,
        help_text=_(
            "Where another forecast of the article already says it, as a number implies a "
            "threshold: it is shown beside that one and counted once."
        ),
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
    opens_on = forms.DateField(label=_("First day that counts"), required=False, widget=DayInput)
    horizon = forms.DateField(label=_("Last day that counts"), required=False, widget=DayInput)
    criteria = forms.CharField(
        label=_("What decides it"), required=False, widget=forms.Textarea(attrs=ROWS)
    )
    deciding_source = forms.CharField(label=_("Who says so"), required=False, max_length=300)
    resolves_on = forms.DateField(
        label=_("Known by"),
        required=False,
        widget=DayInput,
        help_text=_("Reviewers are asked from this day on. Without it the question is a draft."),
    )

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
        super().__init__(*args, article=article, **kwargs)
        self.suggested = suggested
        known = self.fields["known"]
        if isinstance(known, forms.ChoiceField) and isinstance(known.widget, QuestionSelect):
            known.widget.kinds = {one.public_id: one.type for one in suggested.questions}
            known.choices = [
                ("", gettext("a new question")),
                *((one.public_id, f"{one.wording} ({one.event})") for one in suggested.questions),
            ]

        follows = self.fields["implied_by"]
        if isinstance(follows, forms.ChoiceField):
            follows.choices = [
                ("", gettext("nothing: it stands for itself")),
                *((one.key, Truncator(one).chars(90)) for one in suggested.principals),
            ]

    @staticmethod
    def first_values(article: Article, quote: str, start: int | None) -> dict[str, Any]:
        """What is filled in from the article and guessed from the quote."""
        return ReadingForm.first_values(article, quote, start) | {
            "forecaster": article.forecaster.name,
            "voice": Forecast.Voice.OWN,
            "opens_on": article.published_on,
        }

    @property
    def known_question(self) -> Question | None:
        """The question chosen among those suggested."""
        chosen = self.cleaned_data.get("known")
        return next((one for one in self.suggested.questions if one.public_id == chosen), None)

    @property
    def question_type(self) -> str:
        known = self.known_question
        return known.type if known else super().question_type

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
        return Found(
            forecaster=given["forecaster"],
            known=known if self.is_checkable else None,
            event=given["event"] or given["question"],
            question=self._question() if self.is_checkable and not known else None,
            forecast={
                "quote": self.article.text[start:end],
                "start": start,
                "end": end,
                "voice": given["voice"],
                "hindsight": given["hindsight"],
            }
            | self._statement()
            | self.reading(),
        )

    def _statement(self) -> dict[str, Any]:
        """The forecast that it follows from, whose statement it shares."""
        chosen = self.cleaned_data["implied_by"]
        principal = next((one for one in self.suggested.principals if one.key == chosen), None)
        if principal is None or not self.is_checkable:
            return {}
        statement = principal.statement.label if principal.statement else principal.key
        return {"implied_by": principal.key, "statement": statement}

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
