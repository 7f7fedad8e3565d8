"""The addresses of our own pages."""

from django.contrib.auth.views import LoginView, LogoutView, PasswordResetConfirmView
from django.urls import path, re_path, reverse_lazy

from predictions.web.articles import ArticleScoresView, ArticlesView, ArticleView
from predictions.web.home import HomeView, ThemeView
from predictions.web.links import LinkView, PreferencesView, UnsubscribeView
from predictions.web.questions import QuestionView

urlpatterns = [
    path("", HomeView.as_view(), name="home"),
    path("theme/", ThemeView.as_view(), name="theme"),
    path(
        "sign-in/",
        LoginView.as_view(
            template_name="predictions/web/sign_in.html", redirect_authenticated_user=True
        ),
        name="sign_in",
    ),
    path("sign-out/", LogoutView.as_view(next_page="sign_in"), name="sign_out"),
    path("projects/<slug:slug>/articles/", ArticlesView.as_view(), name="articles"),
    path("articles/<str:public_id>/", ArticleView.as_view(), name="article"),
    re_path(
        r"^articles/(?P<public_id>[^/]+)/scores\.(?P<kind>json|csv)$",
        ArticleScoresView.as_view(),
        name="article_scores",
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
            success_url=reverse_lazy("home"),
        ),
        name="welcome",
    ),
]
