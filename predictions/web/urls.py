"""The addresses of our own pages."""

from django.contrib.auth.views import PasswordResetConfirmView
from django.urls import path

from predictions.web.links import LinkView, PreferencesView, UnsubscribeView

urlpatterns = [
    path("r/<str:token>/", LinkView.as_view(), name="link"),
    path("preferences/<str:token>/", PreferencesView.as_view(), name="preferences"),
    path("unsubscribe/<str:token>/", UnsubscribeView.as_view(), name="unsubscribe"),
    path(
        "welcome/<uidb64>/<token>/",
        PasswordResetConfirmView.as_view(
            template_name="predictions/web/welcome.html",
            post_reset_login=True,
            success_url="/admin/",
        ),
        name="welcome",
    ),
]
