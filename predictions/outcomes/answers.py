"""Answers as sentences: never a bare yes or no."""

from typing import Any

from django.utils.translation import gettext as _

from predictions.questions.models import Question
from predictions.scoring_rules import DID_NOT_HAPPEN


def sentence_of(question: Question, answer: Any) -> str:
    """What happened, as a sentence, where the one who reports it gave none."""
    if question.type == Question.Type.BINARY:
        said = question.yes_sentence if answer else question.no_sentence
        return said or (_("it happened") if answer else _("it did not happen"))
    if answer == DID_NOT_HAPPEN:
        return _("it did not happen by %(horizon)s") % {"horizon": question.horizon}
    if question.type == Question.Type.NUMERIC:
        return f"{answer:.15g} {question.unit}"
    return str(answer)
