"""The arrays that all tables of a made-up record share, and how each table is filled from them."""

from datetime import UTC, datetime
from typing import Any

import numpy as np
from django.db import models
from numpy.typing import NDArray

from predictions.accounts.models import Project
from predictions.articles.models import Alias, Article, Forecaster, Outlet
from predictions.forecasts.models import Coding, Forecast, Statement
from predictions.outcomes.models import Evidence, Report, Resolution
from predictions.questions.models import Criteria, Event, Option, Question, Reference, Topic
from tests.bench.population.loading import NULL, Column, load
from tests.bench.population.sayings import outcome, reference, sayings

START = np.datetime64("2015-01-01", "D")
DAYS = 3650
NOW = datetime(2027, 1, 1, 9, tzinfo=UTC)
TYPES = np.array(["binary", "numeric", "categorical", "date"])
SHARES = [0.60, 0.25, 0.10, 0.05]
OUTLETS, TOPICS = 50, 20


class World:
    """The arrays that the tables share; ids begin after those that are there."""

    def __init__(self, size: int, project: Project, random: np.random.Generator) -> None:
        self.size, self.project, self.random = size, project, random
        self.forecasters = max(size // 200, 2)
        self.questions = max(size // 5, 4)
        self.events = max(size // 25, 2)
        self.articles = max(size // 10, 1)

        drawn = random.choice(4, self.questions, p=SHARES)
        self.type = TYPES[drawn]
        self.event = np.arange(self.questions) * self.events // self.questions
        at = np.arange(self.questions) / self.questions * DAYS
        self.resolves = START + (at + 120 + 40 * random.random(self.questions)).astype(int)
        self.stated = random.random(self.questions) < 0.8
        # What is true of a question: its base rate, and what happened.
        self.base = np.round(random.uniform(0.05, 0.95, self.questions), 2)
        self.happened = random.random(self.questions) < self.base
        self.number = np.round(np.clip(random.normal(50, 15, self.questions), 1, 99), 1)
        self.bounded = ~self.stated | (random.random(self.questions) < 0.5)
        self.options = random.integers(3, 6, self.questions)
        self.chosen = (random.random(self.questions) * self.options).astype(int)
        self.ordered = (self.type == "categorical") & (random.random(self.questions) < 0.3)
        self.waits = random.integers(10, 200, self.questions)

        position = np.arange(size)
        ahead = random.integers(0, max(self.questions // 50, 1), size)
        self.question = np.minimum(position * self.questions // size + ahead, self.questions - 1)
        fame = 1 / np.arange(1, self.forecasters + 1) ** 0.5
        self.forecaster = random.choice(self.forecasters, size, p=fame / fame.sum())
        # One in twenty repeats the utterance before it in another article.
        repeats = np.flatnonzero((random.random(size) < 0.05) & (position >= 10))
        for array in (self.question, self.forecaster):
            array[repeats] = array[repeats - 10]
        self.statement = position.copy()
        self.statement[repeats] = self.statement[repeats - 10]
        self.knows = random.normal(0.6, 0.5, self.forecasters)[self.forecaster]
        self.ids: dict[type[models.Model], int] = {
            model: 1 + (model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0)
            for model in (
                Outlet, Forecaster, Alias, Article, Topic, Event, Question, Criteria, Reference,
                Option, Evidence, Report, Resolution, Statement, Forecast, Coding,
            )
        }  # fmt: skip

    def load_people(self) -> None:
        """Outlets and forecasters."""
        project = str(self.project.pk)
        names = [f"Forecaster {number:05}" for number in range(self.forecasters)]
        self._load(
            Outlet,
            OUTLETS,
            project_id=project,
            public_id=self._public("o", OUTLETS),
            name=[f"Outlet {number:02}" for number in range(OUTLETS)],
        )
        self._load(
            Forecaster,
            self.forecasters,
            project_id=project,
            public_id=self._public("f", self.forecasters),
            name=names,
        )
        self._load(
            Alias,
            self.forecasters,
            project_id=project,
            forecaster_id=self._keys(Forecaster, np.arange(self.forecasters)),
            name=names,
        )

    def load_questions(self) -> None:
        """Topics, events, questions with their references, and what happened."""
        project, count = str(self.project.pk), self.questions
        every = np.arange(count)
        keys = self._keys(Question, every)
        resolves = [f"{day} 22:00+00" for day in self.resolves]
        dated, numeric = self.type == "date", self.type == "numeric"
        self._load(Topic, TOPICS, project_id=project, name=[f"Topic {n:02}" for n in range(TOPICS)])
        self._load(
            Event,
            self.events,
            project_id=project,
            public_id=self._public("e", self.events),
            name=[f"Event {number}" for number in range(self.events)],
        )
        through = Event.topics.through
        self.ids[through] = 1 + (through.objects.aggregate(last=models.Max("pk"))["last"] or 0)
        self._load(
            through,
            self.events,
            event_id=self._keys(Event, np.arange(self.events)),
            topic_id=self._keys(Topic, self.random.integers(0, TOPICS, self.events)),
        )
        self._load(
            Question,
            count,
            public_id=self._public("q", count),
            event_id=self._keys(Event, self.event),
            wording=[f"What will be known about matter {number}?" for number in range(count)],
            type=self.type,
            unit=np.where(numeric, "points", ""),
            lower=np.where(numeric & self.bounded, "0", NULL),
            upper=np.where(numeric & self.bounded, "100", NULL),
            ordered=np.where(self.ordered, "t", "f"),
            opens_on=np.where(dated, (self.resolves - 400).astype(str), NULL),
            horizon=np.where(dated, self.resolves.astype(str), NULL),
            yes_sentence="it came true",
            no_sentence="it did not come true",
            status="resolved",
            resolves_at=resolves,
            registered_at=[f"{day} 09:00+00" for day in self.resolves - 300],
            asked_from=resolves,
            criteria_id=self._keys(Criteria, every),
            reference_id=self._keys(Reference, every),
        )
        self._load(
            Criteria,
            count,
            question_id=keys,
            text="What the deciding source says on the day after.",
            deciding_source="the statistical office",
            hindsight="prospective",
            set_at=resolves,
        )
        self._load(
            Reference,
            count,
            question_id=keys,
            prediction=[reference(self, one) for one in every.tolist()],
            origin=np.where(self.stated, "stated", "default"),
            source=np.where(self.stated, "the last ten years, counted", ""),
            hindsight="prospective",
            set_at=resolves,
        )
        optional = np.flatnonzero(self.type == "categorical")
        options = np.repeat(optional, self.options[optional])
        places = np.concatenate([np.arange(self.options[q]) for q in optional] or [optional])
        self._load(
            Option,
            len(options),
            question_id=self._keys(Question, options),
            position=places.astype(str),
            label=[f"option {place}" for place in places],
        )
        self._load(
            Evidence,
            count,
            project_id=project,
            url=[f"https://statistics.example.org/{number}" for number in range(count)],
        )
        self._load(
            Report,
            count,
            question_id=keys,
            source="the statistical office",
            value=[outcome(self, one) for one in every.tolist()],
            sentence="as the statistical office says",
            reported_at=resolves,
            known_at=resolves,
        )
        evidence = Report.evidence.through
        self.ids[evidence] = 1 + (evidence.objects.aggregate(last=models.Max("pk"))["last"] or 0)
        self._load(
            evidence,
            count,
            report_id=self._keys(Report, every),
            evidence_id=self._keys(Evidence, every),
        )
        self._load(
            Resolution,
            count,
            question_id=keys,
            kind="answered",
            report_id=self._keys(Report, every),
            known_at=resolves,
            resolved_at=resolves,
        )

    def load_forecasts(self) -> None:
        """Articles, statements, forecasts and their codings."""
        project, size, random = str(self.project.pk), self.size, self.random
        position = np.arange(size)
        article = np.minimum(position // 10, self.articles - 1)
        published = START + (position * DAYS / size).astype(int)[:: max(size // self.articles, 1)]
        published = published[: self.articles]
        said = sayings(self, published[article])
        quotes = [one.quote for one in said]
        texts, starts = [], np.zeros(size, np.int64)
        lengths = np.array([len(quote) for quote in quotes])
        for number in range(self.articles):
            begin = 10 * number
            end = begin + 10 if number < self.articles - 1 else size
            title = f"Column {number}"
            starts[begin:end] = len(title) + 1 + np.cumsum(lengths[begin:end] + 1)
            starts[begin:end] -= lengths[begin:end] + 1
            texts.append(title + r"\n" + r"\n".join(quotes[begin:end]))
        keys = self._keys(Forecast, position)
        self._load(
            Article,
            self.articles,
            project_id=project,
            public_id=self._public("a", self.articles),
            outlet_id=self._keys(Outlet, random.integers(0, OUTLETS, self.articles)),
            forecaster_id=self._keys(
                Forecaster, self.forecaster[np.minimum(10 * np.arange(self.articles), size - 1)]
            ),
            title=[f"Column {number}" for number in range(self.articles)],
            medium="column",
            language="en",
            published_on=published.astype(str),
            extent=np.where(random.random(self.articles) < 0.85, "full", "selection"),
            text=texts,
            text_sha256=[f"{number:064x}" for number in range(self.articles)],
            recorded_at=[f"{day} 12:00+00" for day in published],
        )
        own = self.statement == position
        event = self._keys(Event, self.event[self.question])
        statements = self._keys(Statement, np.cumsum(own) - 1)
        self._load(
            Statement,
            int(own.sum()),
            event_id=event[own],
            forecaster_id=self._keys(Forecaster, self.forecaster[own]),
            label=[f"statement {number}" for number in position[own]],
        )
        self._load(
            Forecast,
            size,
            public_id=self._public("u", size),
            article_id=self._keys(Article, article),
            key=[str(number % 10) for number in range(size)],
            forecaster_id=self._keys(Forecaster, self.forecaster),
            voice=np.where(random.random(size) < 0.9, "own", "reported"),
            quote=quotes,
            start=starts.astype(str),
            end=(starts + lengths).astype(str),
            question_id=self._keys(Question, self.question),
            statement_id=statements[self.statement],
            coding_id=self._keys(Coding, position),
            recorded_at=[f"{day} 12:00+00" for day in published[article]],
        )
        self._load(
            Coding,
            size,
            forecast_id=keys,
            criteria_id=self._keys(Criteria, self.question),
            prediction=[one.prediction for one in said],
            cautious=[one.cautious for one in said],
            bold=[one.bold for one in said],
            phrase=[one.phrase for one in said],
            how=np.where([one.cautious == NULL for one in said], "stated", "judged"),
            reason="as it is worded",
            hindsight=random.choice(
                ["prospective", "blind", "retrospective"], size, p=[0.8, 0.1, 0.1]
            ),
            coded_at=[f"{day} 12:00+00" for day in published[article]],
        )

    def _keys(self, model: type[models.Model], positions: NDArray[np.int64]) -> NDArray[Any]:
        return (self.ids[model] + positions).astype(str)

    def _public(self, kind: str, count: int) -> list[str]:
        return [f"{kind}{self.project.pk:03}{number:08}" for number in range(count)]

    def _load(self, model: type[models.Model], count: int, **columns: Column) -> None:
        """Load rows with the ids next in line; fields that are not given get their defaults."""
        columns["id"] = self._keys(model, np.arange(count))
        load(model, columns, count)
