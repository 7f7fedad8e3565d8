"""A field for the answer to a question: answers are sentences, never yes or no."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from predictions.outcomes.answers import sentence_of
from predictions.questions.models import Question
from predictions.questions.spaces import options_of
from predictions.scoring_rules import DID_NOT_HAPPEN


def answer_field(question: Question, *, required: bool) -> forms.Field:
    """The field that fits the question's type; what it gives is what the operation takes."""
    shared: dict[str, Any] = {"label": _("What happened"), "required": required}
    match question.type:
        case Question.Type.BINARY:
            return forms.TypedChoiceField(
                **shared,
                choices=[
                    ("yes", sentence_of(question, True)),
                    ("no", sentence_of(question, False)),
                ],
                coerce=lambda answer: answer == "yes",
                empty_value=None,
                widget=forms.RadioSelect,
            )
        case Question.Type.CATEGORICAL:
            return forms.ChoiceField(
                **shared,
                choices=[(option, option) for option in options_of(question)],
                widget=forms.RadioSelect,
            )
        case Question.Type.NUMERIC:
            return forms.FloatField(**shared, help_text=question.unit)
        case _:
            return forms.CharField(
                **shared,
                help_text=_("A date like 2020-08-14, or “%(never)s”.") % {"never": DID_NOT_HAPPEN},
            )
