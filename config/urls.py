from django.contrib import admin
from django.contrib.auth.views import PasswordResetConfirmView
from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("admin/", admin.site.urls),
    path(
        "welcome/<uidb64>/<token>/",
        PasswordResetConfirmView.as_view(
            template_name="predictions/welcome.html",
            post_reset_login=True,
            success_url="/admin/",
        ),
        name="welcome",
    ),
]
