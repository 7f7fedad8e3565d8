"""Where everything is. What belongs to a project stands below it."""

from django.urls import path

from predictions.api.documentation import Documentation, Schema
from predictions.api.nowhere import Nowhere
from predictions.api.outlets import OneOutlet, Outlets

PROJECT = "projects/<slug:project>"

urlpatterns = [
    path(f"{PROJECT}/outlets", Outlets.as_view()),
    path(f"{PROJECT}/outlets/<str:outlet>", OneOutlet.as_view()),
    path("schema", Schema.as_view(), name="api-schema"),
    path("docs", Documentation.as_view(), name="api-docs"),
    path("<path:anything>", Nowhere.as_view()),
]
