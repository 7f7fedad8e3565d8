"""The least that a private list, detail and leaderboard could be: the REST framework and `.values()`.

The same service at its least: it asks who asks, and whether they are a member, because a view that
answers anybody is another one; a query each, with the framework's own hooks. It shows the columns
and rows that ours shows: a detail has every version of the coding, and the score. No filters, scopes,
limits, problems, tags, forms but JSON. Served by gunicorn like ours.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings

settings.ROOT_URLCONF = __name__

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from hashlib import sha256
from typing import Any

from django.urls import path
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from predictions.accounts.models import ApiKey, Membership, User
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


class Key(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[User, ApiKey]:
        prefix, _, secret = request.headers["Authorization"].removeprefix("Bearer ").partition(".")
        digest = sha256(secret.encode()).hexdigest()
        key = ApiKey.objects.select_related("user").get(prefix=prefix, secret_sha256=digest)
        return key.user, key


class IsMember(BasePermission):
    def has_permission(self, request: Request, view: APIView) -> bool:
        project = int(request.query_params["project"])
        return Membership.objects.filter(project=project, user=request.user.pk).exists()


class Minimal(APIView):
    authentication_classes = (Key,)
    permission_classes = (IsMember,)
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
