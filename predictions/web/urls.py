"""The addresses of our own pages."""

from django.contrib.auth.views import LoginView, PasswordResetConfirmView
from django.urls import path

from predictions.web.links import LinkView, PreferencesView, UnsubscribeView
from predictions.web.questions import QuestionView

urlpatterns = [
    path(
        "sign-in/",
        LoginView.as_view(template_name="predictions/web/sign_in.html"),
        name="sign_in",
    ),
    path("questions/<str:public_id>/", QuestionView.as_view(), name="question"),
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
