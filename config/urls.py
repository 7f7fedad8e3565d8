from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("predictions.api.urls")),
    path("anymail/", include("anymail.urls")),
    path("", include("predictions.web.urls")),
]
