"""The part of a form that says where a forecast stands and how its words became a prediction."""

import re
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from predictions.articles.models import Article
from predictions.errors import DomainError, Refused
from predictions.forecasts.models import Coding, Forecast
from predictions.forecasts.quotes import find
from predictions.questions.models import Question
from predictions.wording import guess

NOT_CHECKABLE = "not checkable"
KINDS = [
    ("binary", _("yes or no")),
    ("numeric", _("a number")),
    ("date", _("a date")),
    ("categorical", _("one of several")),
    (NOT_CHECKABLE, _("not checkable")),
]
ROWS = {"rows": 3}
# Where a refusal stands that names no field of the form.
BESIDE = {"start": "quote", "end": "quote", "name": "forecaster", "resolves_at": "resolves_on"}


def probability_field(label: Any) -> forms.FloatField:
    """A field for a probability, which may stay empty where the words are read by a table."""
    return forms.FloatField(
        label=label,
        required=False,
        min_value=0,
        max_value=1,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )


class ReadingForm(forms.Form):
    """A quote, what kind of question it answers, and the prediction; nothing of the question itself."""

    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    quote = forms.CharField(label=_("Quote"), widget=forms.Textarea(attrs=ROWS))
    occurrence = forms.IntegerField(
        label=_("Which occurrence"),
        initial=1,
        min_value=1,
        help_text=_("Where the text has these words more than once: 1 is the first."),
    )
    kind = forms.ChoiceField(label=_("What it foretells"), choices=KINDS, widget=forms.RadioSelect)

    reason = forms.ChoiceField(
        label=_("Why not checkable"),
        choices=[("", "—"), *Forecast.NotCheckable.choices],
        required=False,
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

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = article

    @staticmethod
    def first_values(article: Article, quote: str, start: int | None) -> dict[str, Any]:
        """What is guessed from the quote."""
        guessed = guess(quote, language=article.language)
        lines = [f"{value:g} {level:g}" for value, level in guessed.knots]
        return {
            "start": start,
            "quote": quote,
            "occurrence": 1,
            "kind": guessed.kind.value,
            "how": guessed.way.value,
            "phrase": guessed.phrase[:300],
            "p": guessed.p,
            "prediction": "\n".join(lines) if guessed.point is None else f"{guessed.point:g}",
        }

    def place(self) -> tuple[int, int]:
        """Where the quote stands: where it was selected, else its occurrence in the text."""
        given = self.cleaned_data
        start, quote = given["start"], given["quote"]
        if start is not None and self.article.text[start : start + len(quote)] == quote:
            return start, start + len(quote)
        return find(self.article.text, quote, given["occurrence"])

    @property
    def is_checkable(self) -> bool:
        """Whether there is a prediction at all."""
        return bool(self.cleaned_data["kind"] != NOT_CHECKABLE)

    @property
    def question_type(self) -> str:
        """The type of the question that it answers."""
        return str(self.cleaned_data["kind"])

    def predicted(self) -> dict[str, Any]:
        """The prediction as the scoring rules read it; what is left empty is read from the words."""
        given, question_type = self.cleaned_data, self.question_type
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

    def reading(self) -> dict[str, Any]:
        """How the words became a prediction, or why nobody can check them."""
        given, is_checkable = self.cleaned_data, self.is_checkable
        return {
            "phrase": given["phrase"],
            "because": given["because"],
            "how": given["how"] if is_checkable else "",
            "prediction": self.predicted() if is_checkable else None,
            "not_checkable": "" if is_checkable else given["reason"] or "vague",
        }


def selected(article: Article, given: QueryDict) -> tuple[int | None, str]:
    """The selection without the blanks around it; nothing where the address names none."""
    start, end = given.get("start", ""), given.get("end", "")
    if not (start.isdecimal() and end.isdecimal()):
        return None, ""
    chosen = article.text[int(start) : int(end)]
    return int(start) + len(chosen) - len(chosen.lstrip()), chosen.strip()


def posted(request: HttpRequest) -> QueryDict:
    """What was sent; a browser sends line ends as CR LF, whatever the text has."""
    data = request.POST.copy()
    data["quote"] = data.get("quote", "").replace("\r\n", "\n")
    return data


def stand_beside(form: forms.Form, error: DomainError) -> None:
    """Put each refusal beside the field that it is about, or above the form."""
    for one in error.errors if isinstance(error, Refused) else [error]:
        name = BESIDE.get(one.field, one.field)
        whole, _dot, part = name.partition(".")
        if whole.startswith("prediction"):
            is_binary = form.cleaned_data.get("kind") == "binary"
            name = part if part in form.fields else "p" if is_binary else "prediction"
        form.add_error(
            name if name in form.fields else None,
            " ".join(filter(None, (one.reason, one.remedy))),
        )


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
