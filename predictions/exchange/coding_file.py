"""The file of an article's coding: JSON read into typed entries, or refused with every reason.

The format is described in docs/coding-file.md. This module knows the file, not the database.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext

from predictions.errors import DomainError, Refused

HINDSIGHTS = ("prospective", "blind", "retrospective")
EXTENTS = {"fully coded": "full", "selection": "selection"}
HOWS = ("implicit certainty", "stated", "lexicon", "yardstick", "judged")
NOT_CHECKABLE = {
    "no act": "no_act",
    "no date": "no_date",
    "no measure": "no_measure",
    "intent": "intent",
    "says what should be": "normative",
    "too vague": "vague",
}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What happened, as the file has it."""

    value: Any
    sentence: str
    source: str
    url: str
    known_at: datetime


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One forecast of the file, with its question."""

    where: str
    key: str
    quote: str
    start: int | None
    end: int | None
    voice: str
    reported_forecaster: str
    statement: str
    implied_by: str
    not_checkable: str
    because: str
    event: str
    type: str
    question: str
    criteria: str
    deciding_source: str
    yes: str
    no: str
    condition: str
    unit: str
    lower: float | None
    upper: float | None
    options: tuple[str, ...]
    ordered: bool
    opens_on: date | None
    horizon: date | None
    resolves_at: datetime | None
    prediction: Any
    phrase: str
    how: str
    reference: Any
    reference_source: str
    outcome: Outcome | None


@dataclass(frozen=True, kw_only=True)
class CodingFile:
    """An article and what it foretells, as the file has it."""

    title: str
    outlet: str
    url: str
    forecaster: str
    forecaster_kind: str
    medium: str
    language: str
    translation: str
    published_on: date
    published_precision: str
    published_inferred: str
    topics: tuple[str, ...]
    time_zone: str
    extent: str
    hindsight: str
    note: str
    licensed: bool
    original: str
    corrects: str
    sha256: str
    entries: tuple[Entry, ...]


def parse(content: str) -> CodingFile:
    """Read the JSON of a coding; raises `Refused` with everything that is wrong in it."""
    try:
        data = json.loads(content, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Refused(
            [
                NotJson(
                    gettext("The file is not JSON: %(error)s.") % {"error": error},
                    remedy=gettext("Correct it at that place."),
                )
            ]
        ) from error
    return _Reader(data).coding_file()


class NotJson(DomainError):
    """The file cannot be read at all."""


class Misfit(DomainError):
    """A value of the file is missing, of the wrong kind, or not among those allowed."""


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")


class _Reader:
    """Reads values by path and collects what is wrong with them."""

    def __init__(self, data: object) -> None:
        self.errors: list[DomainError] = []
        self.data: dict[str, Any] = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            self.wrong("", gettext("The file is not an object."), gettext("Begin it with {."))

    def wrong(self, path: str, reason: str, remedy: str) -> None:
        self.errors.append(Misfit(reason, field=path, remedy=remedy))

    def text(self, data: dict[str, Any], path: str, name: str, *, required: bool = False) -> str:
        value = data.get(name)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or (required and not value.strip()):
            self.wrong(
                f"{path}{name}",
                gettext("%(name)s is missing or not text.") % {"name": name},
                gettext("Give it as text."),
            )
            return ""
        return value

    def number(self, data: dict[str, Any], path: str, name: str) -> float | None:
        value = data.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.wrong(
                f"{path}{name}",
                gettext("%(name)s is not a number.") % {"name": name},
                gettext("Give a number."),
            )
            return None
        try:
            return float(value)
        except OverflowError:
            self.wrong(
                f"{path}{name}",
                gettext("%(name)s is too large.") % {"name": name},
                gettext("Give a finite number."),
            )
            return None

    def offset(self, data: dict[str, Any], path: str, name: str) -> int | None:
        value = data.get(name)
        if value is not None and (
            isinstance(value, bool) or not isinstance(value, int) or value < 0
        ):
            self.wrong(
                f"{path}{name}",
                gettext("%(name)s is not a count of characters.") % {"name": name},
                gettext("Give a whole number from 0 on."),
            )
            return None
        return value

    def texts(self, data: dict[str, Any], path: str, name: str) -> tuple[str, ...]:
        value = data.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.wrong(
                f"{path}{name}",
                gettext("%(name)s is not a list of texts.") % {"name": name},
                gettext('Give ["...", ...].'),
            )
            return ()
        return tuple(value)

    def day(self, data: dict[str, Any], path: str, name: str) -> date | None:
        text = self.text(data, path, name)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.wrong(
                f"{path}{name}",
                gettext("“%(text)s” is not a date.") % {"text": text},
                gettext("Write it as 2020-08-14."),
            )
            return None

    def moment(self, data: dict[str, Any], path: str, name: str, zone: ZoneInfo) -> datetime | None:
        """A time; a bare date means the midnight it begins with, in the file's zone."""
        text = self.text(data, path, name)
        if not text:
            return None
        try:
            if len(text) == len("2020-08-14"):
                return datetime.combine(date.fromisoformat(text), time(), tzinfo=zone)
            value = datetime.fromisoformat(text)
            return value if value.tzinfo else value.replace(tzinfo=zone)
        except ValueError:
            self.wrong(
                f"{path}{name}",
                gettext("“%(text)s” is neither a date nor a time.") % {"text": text},
                gettext("Write it as 2020-08-14 or 2020-08-14T18:00:00+02:00."),
            )
            return None

    def led(self, text: str, path: str, words: Iterable[str], remedy: str) -> tuple[str, str]:
        """Split “word: remark” into the word, one of those allowed, and the remark."""
        for word in words:
            if re.match(rf"{re.escape(word)}\b", text, re.IGNORECASE):
                return word, text[len(word) :].strip(" :;,()")
        self.wrong(
            path,
            gettext("“%(text)s” does not begin with a word known here.") % {"text": text[:80]},
            remedy,
        )
        return "", text

    def coding_file(self) -> CodingFile:
        data = self.data
        zone = self.zone()
        extent, rest = self.led(
            self.text(data, "", "coding", required=True),
            "coding",
            EXTENTS,
            gettext("Begin with one of: %(words)s.") % {"words": ", ".join(EXTENTS)},
        )
        hindsight, coding_note = self.led(
            rest,
            "coding",
            HINDSIGHTS,
            gettext("Go on with one of: %(words)s.") % {"words": ", ".join(HINDSIGHTS)},
        )
        published, inferred = self.led(
            self.text(data, "", "published_is") or "stated",
            "published_is",
            ("stated", "inferred"),
            gettext("Write “stated”, or “inferred: why”."),
        )
        if published == "inferred" and not inferred:
            self.wrong(
                "published_is",
                gettext("An inferred date says from what."),
                gettext("Write “inferred: why”."),
            )
        published_on, precision = self.published()
        entries = data.get("forecasts")
        if not isinstance(entries, list):
            self.wrong(
                "forecasts", gettext("forecasts is not a list."), gettext("Give [{...}, ...].")
            )
            entries = []
        file = CodingFile(
            title=self.text(data, "", "title", required=True),
            outlet=self.text(data, "", "outlet"),
            url=self.text(data, "", "url"),
            forecaster=self.text(data, "", "forecaster", required=True),
            forecaster_kind=self.text(data, "", "forecaster_kind") or "person",
            medium=self.text(data, "", "medium", required=True),
            language=self.text(data, "", "language", required=True),
            translation=self.text(data, "", "translation"),
            published_on=published_on,
            published_precision=precision,
            published_inferred=inferred if published == "inferred" else "",
            topics=self.texts(data, "", "topics"),
            time_zone=zone.key,
            extent=EXTENTS.get(extent, ""),
            hindsight=hindsight,
            note="\n".join(filter(None, (coding_note, self.text(data, "", "note")))),
            licensed=self.data.get("licensed") is True,
            original=self.text(data, "", "original"),
            corrects=self.text(data, "", "corrects"),
            sha256=self.text(data, "", "sha256"),
            entries=tuple(
                self.entry(entry, f"forecasts[{index}].", zone)
                for index, entry in enumerate(entries)
            ),
        )
        if self.errors:
            raise Refused(self.errors)
        return file

    def published(self) -> tuple[date, str]:
        """The day of publication, and whether it is known to the day, the month or the year."""
        text = self.text(self.data, "", "published", required=True)
        precision = {len("2020"): "year", len("2020-08"): "month"}.get(len(text), "day")
        try:
            return date.fromisoformat(
                text + {"year": "-01-01", "month": "-01"}.get(precision, "")
            ), precision
        except ValueError:
            if text:
                self.wrong(
                    "published",
                    gettext("“%(text)s” is not a date.") % {"text": text},
                    gettext("Write it as 2020-08-14, as 2020-08 or as 2020."),
                )
            return date.min, precision

    def zone(self) -> ZoneInfo:
        name = self.text(self.data, "", "zone") or "UTC"
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.wrong(
                "zone",
                gettext("“%(name)s” is not a time zone.") % {"name": name},
                gettext("Give a name like Europe/Minsk."),
            )
            return ZoneInfo("UTC")

    def required[T](self, value: T | None, path: str, instead: T) -> T:
        if value is None:
            self.wrong(path, gettext("%(path)s is missing.") % {"path": path}, gettext("Give it."))
            return instead
        return value

    def entry(self, data: object, path: str, zone: ZoneInfo) -> Entry:
        if not isinstance(data, dict):
            self.wrong(
                path.rstrip("."),
                gettext("A forecast is not an object."),
                gettext("Begin it with {."),
            )
            data = {}
        kind = self.text(data, path, "type", required=True)
        not_checkable = because = how = ""
        if kind == "not checkable":
            because = self.text(data, path, "reason", required=True)
            word, _ = self.led(
                because,
                f"{path}reason",
                NOT_CHECKABLE,
                gettext("Begin with one of: %(words)s.") % {"words": ", ".join(NOT_CHECKABLE)},
            )
            not_checkable = NOT_CHECKABLE.get(word, "")
        else:
            how, because = self.led(
                self.text(data, path, "how", required=True),
                f"{path}how",
                HOWS,
                gettext("Begin with one of: %(words)s.") % {"words": ", ".join(HOWS)},
            )
        reference = data.get("reference")
        outcome = self.outcome(data, path, zone)
        options = self.texts(data, path, "options")
        return Entry(
            where=path,
            key=self.text(data, path, "key", required=True),
            quote=self.text(data, path, "quote", required=True),
            start=self.offset(data, path, "start"),
            end=self.offset(data, path, "end"),
            voice=self.text(data, path, "voice") or "own",
            reported_forecaster=self.text(data, path, "reported_forecaster"),
            statement=self.text(data, path, "statement"),
            implied_by=self.text(data, path, "implied_by"),
            not_checkable=not_checkable,
            because=because,
            event=self.text(data, path, "event")
            or (
                self.text(self.data, "", "event", required=True) if kind != "not checkable" else ""
            ),
            type=kind,
            question=self.text(data, path, "question", required=not not_checkable and bool(kind)),
            criteria=self.text(data, path, "criteria"),
            # Who decided in hindsight is who the criteria name, where they name nobody else.
            deciding_source=self.text(data, path, "deciding_source")
            or (outcome.source if outcome else ""),
            yes=self.text(data, path, "yes"),
            no=self.text(data, path, "no"),
            condition=self.text(data, path, "condition"),
            unit=self.text(data, path, "unit"),
            lower=self.number(data, path, "lower"),
            upper=self.number(data, path, "upper"),
            options=options,
            ordered=data.get("ordered") is True,
            opens_on=self.day(data, path, "opens"),
            horizon=self.day(data, path, "horizon"),
            resolves_at=self.moment(data, path, "resolves_at", zone),
            prediction=data.get("prediction"),
            phrase=self.text(data, path, "wording"),
            how=how,
            reference={key: value for key, value in reference.items() if key != "from"}
            if isinstance(reference, dict)
            else reference,
            reference_source=self.text(reference, f"{path}reference.", "from")
            if isinstance(reference, dict)
            else "",
            outcome=outcome,
        )

    def outcome(self, data: dict[str, Any], path: str, zone: ZoneInfo) -> Outcome | None:
        outcome = data.get("outcome")
        if outcome is None:
            return None
        if not isinstance(outcome, dict):
            self.wrong(
                f"{path}outcome",
                gettext("The outcome is not an object."),
                gettext("Begin it with {."),
            )
            return None
        known_at = self.moment(data, path, "known_at", zone)
        if known_at is None:
            self.wrong(
                f"{path}known_at",
                gettext("An outcome says when it could be known."),
                gettext("Give known_at."),
            )
        return Outcome(
            value=outcome.get("value"),
            sentence=self.text(outcome, f"{path}outcome.", "sentence"),
            source=self.text(outcome, f"{path}outcome.", "source"),
            url=self.text(outcome, f"{path}outcome.", "url"),
            known_at=known_at or datetime.min.replace(tzinfo=UTC),
        )
