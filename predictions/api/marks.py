"""Forecasts as they are marked in the text of an article."""

from predictions.api.http import columns
from predictions.api.http.shapes import Shape
from predictions.forecasts.models import Coding, Forecast
from predictions.questions.models import Hindsight, Question


class QuestionRef(Shape):
    """A question, named."""

    id = columns.name_of("The question's id.")
    wording = columns.text("Its wording.")
    type = columns.word(Question.Type.choices, "What kind of answer it has.")
    status = columns.word(Question.Status.choices, "Where it stands.")


class ForecastRef(Shape):
    """A forecast, named."""

    id = columns.name_of("The forecast's id.")
    key = columns.text("Its key in its article.")


class CodingShape(Shape):
    """How a forecast was read."""

    number = columns.whole("Which version of the coding this is.")
    prediction = columns.Prediction(help_text="The prediction.")
    cautious = columns.Prediction(
        help_text="Its cautious reading; null: nothing to read.", allow_null=True
    )
    bold = columns.Prediction(help_text="Its bold reading; null: nothing to read.", allow_null=True)
    phrase = columns.text("The words as printed.")
    how = columns.word(Coding.How.choices, "How the words became numbers.")
    because = columns.text("Why they were read like this.")
    reason = columns.text("Why it supersedes the version before.")
    lexicon_entry = columns.text("The entry of the lexicon that was used.")
    lexicon_version = columns.text("The version of the lexicon.")
    hindsight = columns.word(Hindsight.choices, "How much could be known of the outcome.")
    coded_at = columns.moment("When it was read.")


class MarkShape(Shape):
    """A forecast as it stands in its article."""

    id = columns.name_of()
    key = columns.text("Its key in its article.")
    quote = columns.text("The words, exactly.")
    start = columns.whole("The place of its first character in the text, from 0.")
    end = columns.whole("The place behind its last character.")
    voice = columns.word(Forecast.Voice.choices, "Whose words: own, reported, or endorsed.")
    not_checkable = columns.word(
        Forecast.NotCheckable.choices, "Why it cannot be checked; empty: it can.", allow_blank=True
    )
    question = QuestionRef(allow_null=True, help_text="The question it answers.")
    coding = CodingShape(allow_null=True, help_text="How it is read.")
    withdrawn_at = columns.moment("When it was withdrawn; null: it was not.", allow_null=True)
