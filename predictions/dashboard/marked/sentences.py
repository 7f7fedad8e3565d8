"""What a forecast said, what happened and what it was worth, in sentences."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from predictions.forecasts.models import Coding, Forecast
from predictions.outcomes.models import Resolution
from predictions.questions.models import Question, Reference
from predictions.scores.models import Score
from predictions.scoring_rules import Prediction

_SMALL = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip


def count(number: int) -> str:
    """A count as people write it: up to twelve as a word."""
    return gettext(_SMALL[number]) if number < len(_SMALL) else str(number)


def points(skill: float) -> str:
    """Whole skill points with their sign, and a real minus."""
    return f"{skill:+.0f}".replace("-", "−").replace("+0", "0").replace("−0", "0")


def value(number: Any) -> str:
    """A number of a prediction or an answer without idle digits; a date as people write it."""
    if isinstance(number, str):
        return _day(number)
    return f"{number:.6g}".replace("-", "−")


def probability(p: float) -> str:
    """A probability with two decimals, or more where it needs them to differ from 0 and 1."""
    return f"{p:.2f}" if p in (0, 1) or 0.005 <= p < 0.995 else f"{p:.4g}"


def predicted(prediction: Prediction) -> str:
    """A prediction in its own figures: “0.95”, “60 / 70 / 83”, “Ada 0.60, Bo 0.30”."""
    match prediction:
        case {"p": p}:
            return probability(p)
        case {"probabilities": options}:
            ranked = sorted(options.items(), key=lambda one: -one[1])
            said = ", ".join(f"{option} {probability(p)}" for option, p in ranked[:4])
            return said if len(ranked) <= 4 else f"{said}, …"
        case {"point": point}:
            return value(point)
        case {"knots": knots, "not_by_horizon": p}:
            never = gettext("not at all %(p)s") % {"p": probability(p)}
            return " / ".join([*(value(one) for one, _ in knots), never])
        case {"knots": knots}:
            return " / ".join(value(one) for one, _ in knots)
        case _:
            never = probability(prediction["not_by_horizon"])
            return gettext("not at all %(p)s") % {"p": never}


def outcome(resolution: Resolution) -> str:
    """What happened, or why no answer counts."""
    if resolution.report:
        return resolution.report.sentence
    return f"{resolution.get_kind_display()}: {resolution.rationale}"


def rule_score(score: float, rule: str, question_type: str) -> str:
    """A score with the name of its rule; those in days say so."""
    figure = f"{score:.2f}" if abs(score) < 1000 else f"{score:,.0f}"
    days = f" {gettext('days')}" if question_type == Question.Type.DATE else ""
    names = {
        Score.Rule.BRIER: gettext("Brier"),
        Score.Rule.RPS: gettext("RPS"),
        Score.Rule.CRPS: gettext("CRPS"),
        Score.Rule.ABSOLUTE_ERROR: gettext("off by"),
    }
    return f"{names[Score.Rule(rule)]} {figure}{days}"


def said(coding: Coding) -> str:
    """What was said, in its figures: “Said 0.95”."""
    return gettext("Said %(prediction)s") % {"prediction": predicted(coding.prediction)}


def why(forecast: Forecast, resolution: Resolution | None, score: Score | None) -> str:
    """The reason of a score in one sentence, or why there is none (yet)."""
    if forecast.coding is None:
        return ""
    if resolution is None:
        return f"{said(forecast.coding)}."
    happened = f"{said(forecast.coding)}, {outcome(resolution)}"
    if resolution.report is None:
        return gettext("%(happened)s. Never scored, and counted in the open.") % {
            "happened": happened.removesuffix(".")
        }
    if score:
        return f"{happened}: {worth(score, forecast.question)}."
    if forecast.article.published_on > resolution.known_at.date():
        return gettext("%(happened)s. Not scored: it was published after the world could know.") % {
            "happened": happened
        }
    return gettext("%(happened)s. The score follows within a minute.") % {"happened": happened}


def worth(score: Score, question: Question | None) -> str:
    """Score, reference and points: “Brier 0.90, the reference 0.25, −261 points”."""
    question_type = question.type if question else ""
    own = rule_score(score.score, score.rule, question_type)
    if score.reference_score is None or score.reference is None:
        return gettext("%(score)s; there is no reference to compare it with") % {"score": own}
    given = {"score": own, "reference": f"{score.reference_score:.2f}"}
    if score.rule == Score.Rule.ABSOLUTE_ERROR:
        return (
            gettext(
                "%(score)s, the reference by %(reference)s; a bare point is compared, never ranked"
            )
            % given
        )
    if score.skill is None:
        return gettext("%(score)s, the reference %(reference)s; no points, for lack of spread") % (
            given
        )
    given["points"] = points(score.skill)
    if score.reference.origin == Reference.Origin.DEFAULT:
        return (
            gettext(
                "%(score)s, the reference %(reference)s, %(points)s points against the default "
                "reference (not ranked)"
            )
            % given
        )
    return gettext("%(score)s, the reference %(reference)s, %(points)s points") % given


def readings(coding: Coding, score: Score | None) -> str:
    """The cautious and the bold reading, with what each would have been worth."""
    parts = []
    for name, reading, skill in (
        (gettext("cautious"), coding.cautious, score.skill_cautious if score else None),
        (gettext("bold"), coding.bold, score.skill_bold if score else None),
    ):
        if reading is None:
            continue
        # Of knots only the levels are read differently, the values stay.
        figures = "" if "knots" in reading else f" {predicted(reading)}"
        worth_it = "" if skill is None else f": {points(skill)}"
        if figures or worth_it:
            parts.append(f"{name}{figures}{worth_it}")
    return " · ".join(parts)


def wording(coding: Coding) -> str:
    """Which words were read, and how they became a number."""
    how = {
        Coding.How.STATED: gettext("stated by the author"),
        Coding.How.LEXICON: gettext("by the lexicon"),
        Coding.How.YARDSTICK: gettext("by the project’s yardstick"),
        Coding.How.IMPLICIT: gettext("implicit certainty"),
        Coding.How.JUDGED: gettext("judged"),
    }[Coding.How(coding.how)]
    words = f"“{coding.phrase}”, {how}" if coding.phrase else how
    return f"{words}: {coding.because}" if coding.because else words


def not_checkable(forecast: Forecast) -> str:
    """Why nobody will be able to say whether it came true."""
    return forecast.not_checkable_because or forecast.get_not_checkable_display()


def below(score: Score) -> str:
    """For a number: how much of the forecast lay below the outcome."""
    if score.pit_lower is None or score.pit_upper is None:
        return ""
    share = 50 * (score.pit_lower + score.pit_upper)
    return gettext("%(share)s %% of the forecast lay below the outcome.") % {
        "share": f"{share:.0f}"
    }


def standing(became: Sequence[tuple[int, str]], checkable: int, total: int, events: int) -> str:
    """The article in two sentences: how many forecasts, and what became of so many of them."""
    if not total:
        return gettext("No forecast is recorded in this article.")
    forecasts = ngettext("%(n)s forecast", "%(n)s forecasts", total) % {"n": count(total)}
    if total == 1:
        which = gettext("checkable") if checkable else gettext("not checkable")
    elif checkable == total:
        which = gettext("all of them checkable")
    elif checkable:
        which = gettext("%(n)s of them checkable") % {"n": count(checkable)}
    else:
        which = gettext("none of them checkable")
    first = f"{forecasts[:1].upper()}{forecasts[1:]}, {which}"
    parts = ", ".join(f"{count(number)} {words}" for number, words in became)
    sentences = [f"{first}: {parts}." if parts else f"{first}."]
    if events == 1 and checkable > 1:
        sentences.append(
            gettext("All belong to one event, so no average and no interval is shown.")
        )
    return " ".join(sentences)


def earned(right: Sequence[float], wrong: Sequence[float], ranges: Sequence[float]) -> str:
    """What calls earned: “Right calls earned +96 to +100 points, wrong ones −261; numbers −168.”"""
    parts = []
    if right:
        parts.append(gettext("right calls earned %(points)s points") % {"points": _span(right)})
    if wrong:
        words = gettext("wrong ones %(points)s") if right else gettext("wrong calls %(points)s")
        parts.append(words % {"points": _span(wrong)})
    if ranges:
        parts.append(gettext("numbers and dates %(points)s") % {"points": _span(ranges)})
    text = ", ".join(parts)
    return f"{text[:1].upper()}{text[1:]}"


def _span(values: Sequence[float]) -> str:
    low, high = points(min(values)), points(max(values))
    return low if low == high else to(low, high)


def to(low: str, high: str) -> str:
    """A range in words."""
    return gettext("%(low)s to %(high)s") % {"low": low, "high": high}


def day(moment: datetime, question: Question) -> str:
    """The day of a moment where the question is at home, as people write it."""
    return date_format(moment.astimezone(ZoneInfo(question.time_zone)), "j F Y")


def _day(text: str) -> str:
    try:
        return date_format(date.fromisoformat(text), "j M Y")
    except ValueError:
        return text
