from django.contrib import admin
from django.urls import include, path, re_path

from predictions.api.nowhere import Nowhere

# What is answered outside of any view.
handler400 = "predictions.api.http.outside.bad_request"
handler500 = "predictions.api.http.outside.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("predictions.api.urls")),
    re_path("^api(?:/|$)", Nowhere.as_view()),
    path("anymail/", include("anymail.urls")),
    path("ledger/", include("predictions.web.ledger")),
    path("", include("predictions.web.urls")),
]
