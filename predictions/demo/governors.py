"""The bulk record: FiveThirtyEight's final forecasts for governors' elections, as articles.

Each model's table of one year is one article: its text is the table, and each quote a cell or
two of it. Where the figures come from and what was changed stands in data/README.md.
"""

import csv
import hashlib
import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

SOURCE = "https://github.com/fivethirtyeight/checking-our-work-data"
# How long after an election its result is certified everywhere.
CERTIFIED = timedelta(days=60)


def articles(data: Path) -> Iterator[tuple[str, str]]:
    """(text, coding as JSON) of each year's table of each model."""
    with (data / "governors.csv").open(encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=_table)
    for (year, model), table in groupby(rows, key=_table):
        yield _article(year, model, list(table))


def _table(row: dict[str, str]) -> tuple[str, str]:
    return row["year"], row["model"]


def _article(year: str, model: str, rows: list[dict[str, str]]) -> tuple[str, str]:
    text = f"Governors {year}, final forecasts, model {model}\n\n"
    forecasts = []
    for row in rows:
        line = (
            f"{row['state']} {row['candidate']} ({row['party']}): "
            f"wins with probability {row['probability']}, share {row['projected_share']} %\n"
        )
        for quote, forecast in _forecasts(row, line):
            start = len(text) + line.index(quote)
            forecasts.append(forecast | {"quote": quote, "start": start, "end": start + len(quote)})
        text += line
    coding = {
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "title": f"Governors {year}: final forecasts of the {model} model",
        "outlet": "FiveThirtyEight",
        "url": SOURCE,
        "forecaster": f"FiveThirtyEight {model}",
        "forecaster_kind": "model",
        "medium": "data set",
        "language": "en",
        "published": rows[0]["forecast_date"],
        "coding": "fully coded, retrospective (questions and references written with hindsight)",
        "note": "FiveThirtyEight, How Good Are FiveThirtyEight Forecasts?, CC BY 4.0; see "
        "predictions/demo/data/README.md for what was changed.",
        "topics": ["elections"],
        "forecasts": forecasts,
    }
    return text, json.dumps(coding)


def _forecasts(row: dict[str, str], line: str) -> Iterator[tuple[str, dict[str, Any]]]:
    election = date.fromisoformat(row["election_date"])
    shared = {
        "event": f"Governor of {row['state']} {row['year']}",
        "criteria": "The certified result of the election, as compiled by FiveThirtyEight.",
        "deciding_source": "the state's certified result",
        "resolves_at": (election + CERTIFIED).isoformat(),
        "known_at": (election + timedelta(days=1)).isoformat(),
        "how": "stated",
    }
    source = {"source": "the state's certified result", "url": SOURCE}
    won = row["won"] == "1"
    winning = f"wins with probability {row['probability']}"
    yield (
        winning,
        shared
        | {
            "key": f"{row['state']}-wins",
            "type": "binary",
            "question": f"Does {row['candidate']} win the governor's election in {row['state']}?",
            "yes": f"{row['candidate']} won",
            "no": f"{row['candidate']} did not win",
            "prediction": {"p": float(row["probability"])},
            "outcome": source | {"value": won},
        }
        | _reference(row, {"p": float(row["reference_p"] or 0)}),
    )
    if not row["actual_share"]:
        return
    middle = float(row["reference_share"] or 0)
    spread = [[middle - 10, 0.1], [middle, 0.5], [middle + 10, 0.9]]
    yield (
        f"share {row['projected_share']} %",
        shared
        | {
            "key": f"{row['state']}-share",
            "type": "numeric",
            "unit": "percent of votes",
            "lower": 0,
            "upper": 100,
            "question": f"What share of the vote does {row['candidate']} win in {row['state']}?",
            "prediction": {"point": float(row["projected_share"])},
            "outcome": source | {"value": float(row["actual_share"])},
        }
        | _reference(row, {"knots": spread}),
    )


def _reference(row: dict[str, str], prediction: dict[str, Any]) -> dict[str, Any]:
    if not row["reference_p"]:
        return {}
    rule = (
        "the winner of 2018 in the same file: the party that won last time wins again in three of "
        "four elections, with 55 % of the votes; else 45 % (round figures, judged)"
    )
    return {"reference": prediction | {"from": rule}}
