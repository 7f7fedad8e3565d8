from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("predictions.api.urls")),
    path("anymail/", include("anymail.urls")),
    path("ledger/", include("predictions.web.ledger")),
    path("", include("predictions.web.urls")),
]
