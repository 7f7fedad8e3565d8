"""Record a forecast through the API, and plot how well a project's forecasts are calibrated.

    make client
    .venv/bin/pip install clients/python        # or: PYTHONPATH=clients/python
    FORESAID_KEY=foresaid_... python docs/calibration_curve.py http://localhost:8000 harbour curve.svg

The key needs the scopes `read` and `record`. The drawing is plain SVG, so that nothing else has to
be installed.
"""

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from foresaid_client import AuthenticatedClient
from foresaid_client.api.articles import record_article
from foresaid_client.api.events import add_event
from foresaid_client.api.figures import get_calibration
from foresaid_client.api.forecasters import add_forecaster
from foresaid_client.api.forecasts import record_forecasts
from foresaid_client.api.questions import register_questions
from foresaid_client.models import (
    Calibration,
    Forecast,
    GivenEvent,
    GivenForecast,
    GivenForecaster,
    GivenForecasts,
    GivenQuestion,
    GivenQuestions,
    NewArticle,
    Problem,
)

TEXT = "The bridge will open before June, says the harbour office."


def done[Answer](answer: Answer | Problem | None) -> Answer:
    """The answer, or an end that says what is wrong and what to do."""
    if answer is None or isinstance(answer, Problem):
        sys.exit(f"{answer.detail} {answer.remedy}" if answer else "There was no answer.")
    return answer


def record(client: AuthenticatedClient, project: str) -> Forecast:
    """One forecast with all that belongs to it. Asked twice with one key, it is recorded once."""
    ask = {"client": client, "project": project}
    who = done(add_forecaster.sync(**ask, body=GivenForecaster(name="The harbour office")))
    event = done(add_event.sync(**ask, body=GivenEvent(name="The bridge")))
    article = done(
        record_article.sync(
            **ask,
            idempotency_key="example-article",
            body=NewArticle(
                title="The bridge",
                text=TEXT,
                forecaster=who.id,
                published_on=date(2026, 3, 1),
                medium="note",
                language="en",
                extent="full",
            ),
        )
    )
    asked = GivenQuestion(
        event=event.id,
        wording="Does the bridge open before June 2026?",
        type_="binary",
        hindsight="prospective",
        criteria="The harbour office opens it to everybody.",
        deciding_source="the harbour office",
        resolves_at=datetime(2026, 6, 1, tzinfo=UTC),
    )
    (question,) = done(
        register_questions.sync(**ask, body=GivenQuestions(questions=[asked]))
    ).questions
    said = GivenForecast(
        key="bridge",
        quote="The bridge will open before June",
        hindsight="prospective",
        question=question.id,
        phrase="will",
        how="implicit certainty",
    )
    recorded = record_forecasts.sync(
        **ask,
        article=article.id,
        idempotency_key="example-forecast",
        body=GivenForecasts(forecasts=[said]),
    )
    return done(recorded).forecasts[0]


def curve(calibration: Calibration) -> str:
    """An SVG: what was said from left to right, what came true from bottom to top."""
    dots = "".join(
        f'<line x1="{100 * one.mean_p:.1f}" x2="{100 * one.mean_p:.1f}" '
        f'y1="{100 - 100 * one.share_low:.1f}" y2="{100 - 100 * one.share_high:.1f}" '
        f'stroke="#7a2e5c"/><circle cx="{100 * one.mean_p:.1f}" '
        f'cy="{100 - 100 * one.share:.1f}" r="2" fill="#7a2e5c"/>'
        for one in calibration.bins
        if one.mean_p is not None and one.share is not None
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-5 -5 110 110">'
        '<path d="M0 0V100H100" fill="none" stroke="#6a665e"/>'
        f'<path d="M0 100L100 0" stroke="#6a665e" stroke-dasharray="2"/>{dots}</svg>'
    )


def main(url: str, project: str, file: str) -> None:
    """Record, ask, draw."""
    client = AuthenticatedClient(base_url=url, token=os.environ["FORESAID_KEY"])
    print(f"Recorded {record(client, project).id}")
    calibration = done(get_calibration.sync(client=client, project=project, retrospective=True))
    Path(file).write_text(curve(calibration))
    print(f"{calibration.forecasts} forecasts about {calibration.events} events: {file}")


if __name__ == "__main__":
    main(*sys.argv[1:])
