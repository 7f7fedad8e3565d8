"""How the words of a forecast become numbers: a prediction with its two other readings."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from predictions.accounts.operations import conventions_of
from predictions.articles.models import Article
from predictions.errors import DomainError
from predictions.forecasts.models import Coding
from predictions.questions.models import Question
from predictions.questions.spaces import options_of, space_of
from predictions.scoring_rules import Prediction, PredictionError, Space, parse, readings
from predictions.wording import HouseConventions, Reading, read_phrase

How = Coding.How


class PredictionRefused(DomainError):
    """The prediction does not fit its question."""


class NoReading(DomainError):
    """Words without a number that nothing here can read."""


@dataclass(frozen=True, kw_only=True)
class Read:
    """A prediction with its readings; these are None where there is nothing to read differently."""

    prediction: Prediction
    cautious: Prediction | None = None
    bold: Prediction | None = None
    lexicon_entry: str = ""
    lexicon_version: str = ""


def read(
    *,
    given: Any,
    how: str,
    phrase: str,
    language: str,
    space: Space,
    conventions: HouseConventions,
    yardstick: str = "",
) -> Read:
    """Read a forecast as its coder asked.

    `given` is the prediction as JSON has it, for binary questions with "cautious" and "bold"
    beside "p" where they are known. What is left open is filled from the lexicon, the yardstick
    or the house conventions, as `how` says; what cannot be filled is refused.
    """
    if how not in How.values:
        raise NoReading(
            gettext("“%(how)s” is not a way in which words become numbers.") % {"how": how},
            field="how",
            remedy=gettext("Give one of: %(choices)s.") % {"choices": ", ".join(How.values)},
        )
    if space.type != "binary":
        prediction = _parse(given, space)
        if how == How.STATED or "knots" not in prediction:
            return Read(prediction=prediction)
        others = readings(given, space)
        return Read(prediction=prediction, cautious=others["cautious"], bold=others["bold"])
    values = dict(given) if isinstance(given, dict) else {} if given is None else {"p": given}
    if how == How.STATED:
        return Read(prediction=_parse(values, space))
    looked_up = None
    if not {"p", "cautious", "bold"} <= values.keys():
        looked_up = _look_up(how, phrase, language, conventions, yardstick)
        values = {
            "p": looked_up.p,
            "cautious": looked_up.cautious,
            "bold": looked_up.bold,
        } | values
    cautious = _parse({"p": values.pop("cautious")}, space, "prediction.cautious")
    bold = _parse({"p": values.pop("bold")}, space, "prediction.bold")
    prediction = _parse(values, space)
    if not abs(cautious["p"] - 0.5) <= abs(prediction["p"] - 0.5) <= abs(bold["p"] - 0.5):
        raise PredictionRefused(
            gettext(
                "The cautious reading is farther from one half than the prediction, or the bold one nearer."
            ),
            field="prediction.cautious",
            remedy=gettext("Exchange them, or correct the number."),
        )
    return Read(
        prediction=prediction,
        cautious=cautious,
        bold=bold,
        lexicon_entry=looked_up.entry if looked_up else "",
        lexicon_version=looked_up.version if looked_up else "",
    )


def read_for(
    question: Question, article: Article, *, given: Any, how: str, phrase: str, because: str
) -> Read:
    """Read a forecast of an article on a question, by the conventions of the article's project."""
    reading = read(
        given=given,
        how=how,
        phrase=phrase,
        language=article.language,
        space=space_of(question, options_of(question), article.published_on),
        conventions=conventions_of(article.project),
        yardstick=article.project.yardstick,
    )
    if how == How.JUDGED and not (because or phrase):
        raise NoReading(
            gettext("A judged reading names neither the words nor a reason."),
            field="how",
            remedy=gettext("Give the wording as printed, or “judged: why”."),
        )
    return reading


def _look_up(
    how: str, phrase: str, language: str, conventions: HouseConventions, yardstick: str
) -> Reading:
    looked_up = None
    if how == How.IMPLICIT:
        # The question is worded in the direction that was asserted.
        looked_up = conventions.implicit(phrase)
    elif how in (How.LEXICON, How.YARDSTICK):
        looked_up = read_phrase(
            phrase,
            language=language,
            conventions=conventions,
            yardstick=yardstick if how == How.YARDSTICK and yardstick else None,
        )
        if looked_up and looked_up.basis != how:
            looked_up = None
    if looked_up is None:
        raise NoReading(
            gettext("Nothing here can read “%(phrase)s” as %(how)s.")
            % {"phrase": phrase, "how": how},
            field="prediction",
            remedy=gettext(
                "Give p with a cautious and a bold reading, and say “judged” with a reason."
            ),
        )
    return looked_up


def _parse(given: object, space: Space, field: str = "") -> Prediction:
    try:
        return parse(given, space)
    except PredictionError as error:
        refused = PredictionRefused.of(error)
        refused.field = field or refused.field
        raise refused from error
