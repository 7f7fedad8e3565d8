from django.contrib import admin
from django.urls import include, path

# What is refused before any address is looked up.
handler400 = "predictions.api.http.problems.unrouted"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("predictions.api.urls")),
    path("anymail/", include("anymail.urls")),
    path("ledger/", include("predictions.web.ledger")),
    path("", include("predictions.web.urls")),
]
