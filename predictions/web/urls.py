"""The addresses of our own pages."""

from allauth.account import views as allauth
from django.contrib.auth.views import LogoutView
from django.urls import include, path, re_path

from predictions.web.account import AccountView
from predictions.web.agreement import AddingView, ArticleAgreementView, ProjectAgreementView
from predictions.web.articles import ArticleScoresView, ArticlesView, ArticleView, DensityView
from predictions.web.comparing import CompareView
from predictions.web.dashboard import DashboardDataView, DashboardView
from predictions.web.files import CaptureView, UploadView
from predictions.web.forecasters import (
    ForecasterDataView,
    ForecastersView,
    ForecasterView,
    OutletDataView,
    OutletView,
)
from predictions.web.home import HomeView, ThemeView
from predictions.web.links import LinkView, PreferencesView, UnsubscribeView
from predictions.web.members import MembersView
from predictions.web.objections import ObjectionView, ObjectToForecastView, ObjectView
from predictions.web.published import (
    EmbeddedView,
    PublishedImageView,
    PublishedView,
    PublishView,
)
from predictions.web.questions import EventView, QuestionsView, QuestionView
from predictions.web.recording import DrawingView, RecordingView
from predictions.web.reporting import ReportView
from predictions.web.reviewing import DeskView
from predictions.web.search import SearchView
from predictions.web.second_coding import SecondCodingView, SpanView
from predictions.web.vega import ADDRESS, VegaView

urlpatterns = [
    path("", HomeView.as_view(), name="home"),
    path("theme/", ThemeView.as_view(), name="theme"),
    path("sign-in/", allauth.login, name="sign_in"),
    path("sign-out/", LogoutView.as_view(next_page="sign_in"), name="sign_out"),
    path("projects/<slug:slug>/", DashboardView.as_view(), name="dashboard"),
    re_path(
        r"^projects/(?P<slug>[-\w]+)/figures/"
        r"(?P<card>queue|skill|calibration|words|ranges|holds|agreement)(?P<kind>/|\.csv)$",
        DashboardDataView.as_view(),
        name="dashboard_data",
    ),
    path("projects/<slug:slug>/articles/", ArticlesView.as_view(), name="articles"),
    path("files/<str:public_id>/", UploadView.as_view(), name="upload"),
    path("pages/<str:public_id>/", CaptureView.as_view(), name="capture"),
    path("articles/<str:public_id>/", ArticleView.as_view(), name="article"),
    path("articles/<str:public_id>/record/", RecordingView.as_view(), name="article_record"),
    path("articles/<str:public_id>/drawing/", DrawingView.as_view(), name="article_drawing"),
    path(
        "articles/<str:public_id>/second-coding/", SecondCodingView.as_view(), name="second_coding"
    ),
    path("articles/<str:public_id>/second-coding/read/", SpanView.as_view(), name="second_reading"),
    path(
        "articles/<str:public_id>/agreement/",
        ArticleAgreementView.as_view(),
        name="article_agreement",
    ),
    path(
        "articles/<str:public_id>/agreement/<str:second>/<str:key>/",
        AddingView.as_view(),
        name="settle_by_adding",
    ),
    path("projects/<slug:slug>/agreement/", ProjectAgreementView.as_view(), name="agreement"),
    re_path(
        r"^articles/(?P<public_id>[^/]+)/scores\.(?P<kind>json|csv)$",
        ArticleScoresView.as_view(),
        name="article_scores",
    ),
    path("forecasts/<str:public_id>/density.csv", DensityView.as_view(), name="forecast_density"),
    path(
        "forecasts/<str:public_id>/object/",
        ObjectToForecastView.as_view(),
        name="object_to_forecast",
    ),
    path("desk/", DeskView.as_view(), name="desk"),
    path("desk/<str:public_id>/", DeskView.as_view(), name="desk_question"),
    path("projects/<slug:slug>/questions/", QuestionsView.as_view(), name="questions"),
    path("projects/<slug:slug>/forecasters/", ForecastersView.as_view(), name="forecasters"),
    path("projects/<slug:slug>/compare/", CompareView.as_view(), name="compare"),
    path("forecasters/<str:public_id>/", ForecasterView.as_view(), name="forecaster"),
    re_path(
        r"^forecasters/(?P<public_id>[^/]+)/(?P<card>skill|words|calibration|track)\.csv$",
        ForecasterDataView.as_view(),
        name="forecaster_data",
    ),
    re_path(
        r"^outlets/(?P<public_id>[^/]+)/(?P<card>types|skill|words|calibration)\.csv$",
        OutletDataView.as_view(),
        name="outlet_data",
    ),
    path("outlets/<str:public_id>/", OutletView.as_view(), name="outlet"),
    path("projects/<slug:slug>/search/", SearchView.as_view(), name="search"),
    path("questions/<str:public_id>/", QuestionView.as_view(), name="question"),
    re_path(
        r"^publish/(?P<kind>forecaster|outlet|article|event)/(?P<public_id>[^/]+)/$",
        PublishView.as_view(),
        name="publish",
    ),
    path("p/<slug:slug>/", PublishedView.as_view(), name="published"),
    path("p/<slug:slug>/embed/", EmbeddedView.as_view(), name="embedded"),
    path("p/<slug:slug>/preview.png", PublishedImageView.as_view(), name="published_image"),
    path("questions/<str:public_id>/object/", ObjectView.as_view(), name="object"),
    path("events/<str:public_id>/", EventView.as_view(), name="event"),
    path("questions/<str:public_id>/report/", ReportView.as_view(), name="report"),
    path("objections/<str:public_id>/", ObjectionView.as_view(), name="objection"),
    path("r/<str:token>/", LinkView.as_view(), name="link"),
    path("preferences/<str:token>/", PreferencesView.as_view(), name="preferences"),
    path("unsubscribe/<str:token>/", UnsubscribeView.as_view(), name="unsubscribe"),
    path(ADDRESS, VegaView.as_view(), name="vega"),
    path("account/", AccountView.as_view(), name="account"),
    path("account/", include("allauth.account.urls")),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("projects/<slug:slug>/members/", MembersView.as_view(), name="members"),
]
