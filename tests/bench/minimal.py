"""The least that a list, a detail and a leaderboard could be: Django REST framework and `.values()`.

It shows the columns and rows that ours shows: a detail has every version of the coding, and the score.
No key, no role, no filters, no limits, no problems, no tags. Served by gunicorn like ours. It does not
even ask who asks, which any view of what is not public would do with queries of its own: so the ratio
is stricter than one against a view that could stand in the place of ours.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings

settings.ROOT_URLCONF = __name__

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from typing import Any

from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from predictions.forecasts.models import Coding, Forecast
from predictions.scores.models import Score, Standing

COLUMNS = (
    "pk", "public_id", "key", "quote", "start", "end", "voice", "not_checkable",
    "not_checkable_because", "recorded_at", "withdrawn_at", "withdrawn_because",
    "article__public_id", "article__title", "article__published_on", "forecaster__public_id",
    "forecaster__name", "question__public_id", "question__wording", "question__type",
    "question__status", "statement__label", "implied_by__public_id", "implied_by__key",
)  # fmt: skip
CODING = (
    "pk", "number", "prediction", "cautious", "bold", "phrase", "how", "because", "reason",
    "lexicon_entry", "lexicon_version", "hindsight", "coded_at", "coder__name",
)  # fmt: skip
SCORE = (
    "rule", "rules_version", "score", "score_cautious", "score_bold", "reference_score", "scale",
    "skill", "skill_cautious", "skill_bold", "log_score", "log_clipped", "pit_lower", "pit_upper",
    "covered", "report__sentence", "scored_at",
)  # fmt: skip


class Minimal(APIView):
    authentication_classes = ()
    permission_classes = ()
    schema = None


class List(Minimal):
    def get(self, request: Request) -> Response:
        rows = Forecast.objects.filter(article__project=int(request.query_params["project"]))
        if "before" in request.query_params:
            rows = rows.filter(pk__lt=request.query_params["before"])
        return Response(list(rows.order_by("-pk").values(*COLUMNS)[:51]))


class Detail(Minimal):
    def get(self, request: Request, forecast: str) -> Response:
        rows: Any = Forecast.objects.filter(
            public_id=forecast, article__project=int(request.query_params["project"])
        )
        shown = rows.values(*COLUMNS, "coding")[0]
        codings = Coding.objects.filter(forecast=shown["pk"]).order_by("number")
        score = Score.objects.filter(coding=shown["coding"]).values(*SCORE)
        return Response(shown | {"codings": codings.values(*CODING), "score": score.first()})


class Leaderboard(Minimal):
    def get(self, request: Request) -> Response:
        rows = Standing.objects.filter(
            project=int(request.query_params["project"]),
            switches=0,
            stated=True,
            rank__isnull=False,
        )
        found: list[Any] = []
        for question_type in ("binary", "categorical", "numeric", "date"):
            ranked = rows.filter(type=question_type).order_by("rank")
            found += ranked.values(
                "forecaster__name", "type", "mean", "low", "high", "questions", "events", "rank"
            )[:50]
        return Response(found)


urlpatterns = [
    path("list", List.as_view()),
    path("detail/<str:forecast>", Detail.as_view()),
    path("leaderboard", Leaderboard.as_view()),
]
