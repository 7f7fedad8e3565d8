"""How somebody read a forecast, in a few words: what it foretells, in which figures, from which words."""

from typing import Any

from django.utils.translation import gettext

from predictions.dashboard.marked.sentences import predicted
from predictions.forecasts.models import Coding, Forecast
from predictions.questions.models import Question


def reading_in_words(
    *, type: str, prediction: Any, how: str, phrase: str = "", not_checkable: str = ""
) -> str:
    """“yes or no: 0.75 (lexicon, “likely”)”, or why nobody can check it.

    A prediction that is still to be read from the words has no figures yet.
    """
    if not_checkable:
        why = Forecast.NotCheckable(not_checkable).label
        return gettext("not checkable: %(why)s") % {"why": why}
    is_read = bool(prediction) and (type != Question.Type.BINARY or "p" in prediction)
    figures = f": {predicted(prediction)}" if is_read else ""
    words = f", “{phrase}”" if phrase else ""
    return f"{Question.Type(type).label}{figures} ({Coding.How(how).label}{words})"
