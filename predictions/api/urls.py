"""Where everything is. What belongs to a project stands below it."""

from django.urls import path, re_path

from predictions.api.agreement import AgreementFigure, ArticleAgreement
from predictions.api.articles import Articles, CodedArticles, OneArticle
from predictions.api.asking import (
    Assign,
    ChangeDate,
    Complete,
    HandOver,
    PutOff,
    Reopen,
    SnoozeQuestion,
)
from predictions.api.codings import Codings
from predictions.api.comparing import AdjustedFigure, HeadToHeadFigure
from predictions.api.corrections import (
    LicenseArticle,
    Recode,
    Retract,
    Versions,
    Withdraw,
)
from predictions.api.criteria import AddReference, ChangeCriteria, ChangeReference
from predictions.api.differences import Differences, Settle
from predictions.api.documentation import Documentation, Schema
from predictions.api.events import Events, OneEvent
from predictions.api.figures import (
    BreakdownFigure,
    CalibrationFigure,
    CoverageFigure,
    Leaderboard,
    SkillFigure,
    WordsFigure,
)
from predictions.api.forecasters import Aliases, AlikeForecasters, Forecasters, OneForecaster
from predictions.api.forecasts import Forecasts, ForecastsOfArticle, OneForecast
from predictions.api.keys import MyKey, MyKeys
from predictions.api.ledger import (
    Checkpoints,
    Consistency,
    ForecastProof,
    Inclusion,
    OneCheckpoint,
)
from predictions.api.lexicon import Lexicon
from predictions.api.me import Me, MyAbsences, MyPreferences
from predictions.api.members import Members, OneMember
from predictions.api.merging import (
    MergeEvent,
    MergeForecaster,
    MergeQuestion,
    UnmergeEvent,
    UnmergeForecaster,
    UnmergeQuestion,
)
from predictions.api.nowhere import Nowhere
from predictions.api.objections import Decide, Objections, OneObjection
from predictions.api.outlets import OneOutlet, Outlets
from predictions.api.problems import AllProblems, OneProblem
from predictions.api.projects import OneProject, Projects
from predictions.api.proposals import Confirm, Decline, OneProposal, Proposals, Propose
from predictions.api.publications import Publications, Published, WithdrawPublication
from predictions.api.questions import AlikeQuestionsView, DueQuestions, OneQuestion, Questions
from predictions.api.references import ReferencesFigure
from predictions.api.reminders import MyReminders
from predictions.api.reports import OneReport, Reports
from predictions.api.resolutions import Resolutions, Resolve
from predictions.api.scenarios import OneScenario, Scenarios
from predictions.api.scores import Scores
from predictions.api.search import Search
from predictions.api.second_codings import (
    BeginSecondCoding,
    FinishSecondCoding,
    GiveUpSecondCoding,
    Mark,
    OneSecondCoding,
    SecondCodings,
    Unmark,
)
from predictions.api.statements import Statements
from predictions.api.uploads import OneUpload, UploadContent, Uploads
from predictions.api.webhooks import (
    Messages,
    OneWebhook,
    ReplayMessage,
    RotateSecret,
    Webhooks,
)

PROJECT = "projects/<str:project>"
FORECASTER = f"{PROJECT}/forecasters/<str:forecaster>"
ARTICLE = f"{PROJECT}/articles/<str:article>"
EVENT = f"{PROJECT}/events/<str:event>"
QUESTION = f"{PROJECT}/questions/<str:question>"
FORECAST = f"{PROJECT}/forecasts/<str:forecast>"
PROPOSAL = f"{PROJECT}/proposals/<str:proposal>"
WEBHOOK = f"{PROJECT}/webhooks/<str:webhook>"
SECOND_CODING = f"{PROJECT}/second-codings/<str:second_coding>"
OBJECTION = f"{PROJECT}/objections/<str:objection>"

urlpatterns = [
    path("me", Me.as_view()),
    path("me/preferences", MyPreferences.as_view()),
    path("me/absences", MyAbsences.as_view()),
    path("me/keys", MyKeys.as_view()),
    path("me/keys/<str:key>", MyKey.as_view()),
    path("me/reminders", MyReminders.as_view()),
    path("projects", Projects.as_view()),
    path(PROJECT, OneProject.as_view()),
    path(f"{PROJECT}/members", Members.as_view()),
    path(f"{PROJECT}/members/<str:member>", OneMember.as_view()),
    path(f"{PROJECT}/outlets", Outlets.as_view()),
    path(f"{PROJECT}/outlets/<str:outlet>", OneOutlet.as_view()),
    path(f"{PROJECT}/forecasters", Forecasters.as_view()),
    path(FORECASTER, OneForecaster.as_view()),
    path(f"{FORECASTER}/aliases", Aliases.as_view()),
    path(f"{FORECASTER}/merge", MergeForecaster.as_view()),
    path(f"{FORECASTER}/unmerge", UnmergeForecaster.as_view()),
    path(f"{PROJECT}/alike-forecasters", AlikeForecasters.as_view()),
    path(f"{PROJECT}/articles", Articles.as_view()),
    path(f"{PROJECT}/coded-articles", CodedArticles.as_view()),
    path(ARTICLE, OneArticle.as_view()),
    path(f"{ARTICLE}/forecasts", ForecastsOfArticle.as_view()),
    path(f"{ARTICLE}/versions", Versions.as_view()),
    path(f"{ARTICLE}/retract", Retract.as_view()),
    path(f"{ARTICLE}/license", LicenseArticle.as_view()),
    path(f"{ARTICLE}/second-codings", BeginSecondCoding.as_view()),
    path(f"{ARTICLE}/agreement", ArticleAgreement.as_view()),
    path(f"{PROJECT}/second-codings", SecondCodings.as_view()),
    path(SECOND_CODING, OneSecondCoding.as_view()),
    path(f"{SECOND_CODING}/mark", Mark.as_view()),
    path(f"{SECOND_CODING}/unmark", Unmark.as_view()),
    path(f"{SECOND_CODING}/finish", FinishSecondCoding.as_view()),
    path(f"{SECOND_CODING}/give-up", GiveUpSecondCoding.as_view()),
    path(f"{SECOND_CODING}/differences", Differences.as_view()),
    path(f"{SECOND_CODING}/settle", Settle.as_view()),
    path(f"{PROJECT}/agreement", AgreementFigure.as_view()),
    path(f"{PROJECT}/events", Events.as_view()),
    path(EVENT, OneEvent.as_view()),
    path(f"{EVENT}/merge", MergeEvent.as_view()),
    path(f"{EVENT}/unmerge", UnmergeEvent.as_view()),
    path(f"{PROJECT}/questions", Questions.as_view()),
    path(f"{PROJECT}/due-questions", DueQuestions.as_view()),
    path(f"{PROJECT}/alike-questions", AlikeQuestionsView.as_view()),
    path(QUESTION, OneQuestion.as_view()),
    path(f"{QUESTION}/complete", Complete.as_view()),
    path(f"{QUESTION}/criteria", ChangeCriteria.as_view()),
    path(f"{QUESTION}/reference", ChangeReference.as_view()),
    path(f"{QUESTION}/references", AddReference.as_view()),
    path(f"{QUESTION}/merge", MergeQuestion.as_view()),
    path(f"{QUESTION}/unmerge", UnmergeQuestion.as_view()),
    path(f"{QUESTION}/date", ChangeDate.as_view()),
    path(f"{QUESTION}/put-off", PutOff.as_view()),
    path(f"{QUESTION}/reopen", Reopen.as_view()),
    path(f"{QUESTION}/reviewers", Assign.as_view()),
    path(f"{QUESTION}/hand-over", HandOver.as_view()),
    path(f"{QUESTION}/snooze", SnoozeQuestion.as_view()),
    path(f"{QUESTION}/reports", Reports.as_view()),
    path(f"{QUESTION}/reports/<int:report>", OneReport.as_view()),
    path(f"{QUESTION}/propose", Propose.as_view()),
    path(f"{QUESTION}/resolve", Resolve.as_view()),
    path(f"{PROJECT}/proposals", Proposals.as_view()),
    path(PROPOSAL, OneProposal.as_view()),
    path(f"{PROPOSAL}/confirm", Confirm.as_view()),
    path(f"{PROPOSAL}/decline", Decline.as_view()),
    path(f"{PROJECT}/resolutions", Resolutions.as_view()),
    path(f"{PROJECT}/objections", Objections.as_view()),
    path(OBJECTION, OneObjection.as_view()),
    path(f"{OBJECTION}/decide", Decide.as_view()),
    path(f"{PROJECT}/scenarios", Scenarios.as_view()),
    path(f"{PROJECT}/scenarios/<str:scenario>", OneScenario.as_view()),
    path(f"{PROJECT}/uploads", Uploads.as_view()),
    path(f"{PROJECT}/uploads/<str:upload>", OneUpload.as_view()),
    path(f"{PROJECT}/uploads/<str:upload>/content", UploadContent.as_view()),
    path(f"{PROJECT}/statements", Statements.as_view()),
    path(f"{PROJECT}/forecasts", Forecasts.as_view()),
    path(FORECAST, OneForecast.as_view()),
    path(f"{FORECAST}/proof", ForecastProof.as_view()),
    path(f"{FORECAST}/recode", Recode.as_view()),
    path(f"{FORECAST}/withdraw", Withdraw.as_view()),
    path(f"{PROJECT}/codings", Codings.as_view()),
    path(f"{PROJECT}/scores", Scores.as_view()),
    path(f"{PROJECT}/figures/skill", SkillFigure.as_view()),
    path(f"{PROJECT}/figures/leaderboard", Leaderboard.as_view()),
    path(f"{PROJECT}/figures/calibration", CalibrationFigure.as_view()),
    path(f"{PROJECT}/figures/words", WordsFigure.as_view()),
    path(f"{PROJECT}/figures/coverage", CoverageFigure.as_view()),
    path(f"{PROJECT}/figures/breakdown", BreakdownFigure.as_view()),
    path(f"{PROJECT}/figures/references", ReferencesFigure.as_view()),
    path(f"{PROJECT}/figures/head-to-head", HeadToHeadFigure.as_view()),
    path(f"{PROJECT}/figures/adjusted", AdjustedFigure.as_view()),
    path(f"{PROJECT}/webhooks", Webhooks.as_view()),
    path(WEBHOOK, OneWebhook.as_view()),
    path(f"{WEBHOOK}/rotate-secret", RotateSecret.as_view()),
    path(f"{WEBHOOK}/messages", Messages.as_view()),
    path(f"{WEBHOOK}/messages/<str:message>/replay", ReplayMessage.as_view()),
    path(f"{PROJECT}/publications", Publications.as_view()),
    path(f"{PROJECT}/publications/<slug:publication>/withdraw", WithdrawPublication.as_view()),
    path("published/<slug:publication>", Published.as_view()),
    path(f"{PROJECT}/search", Search.as_view()),
    path("ledger/checkpoints", Checkpoints.as_view()),
    path("ledger/checkpoints/<int:size>", OneCheckpoint.as_view()),
    path("ledger/consistency", Consistency.as_view()),
    path("ledger/inclusion", Inclusion.as_view()),
    path("lexicon", Lexicon.as_view()),
    path("problems", AllProblems.as_view()),
    path("problems/<str:problem>", OneProblem.as_view()),
    path("schema", Schema.as_view(), name="api-schema"),
    path("docs", Documentation.as_view(), name="api-docs"),
    # Whatever it is, line breaks included.
    re_path(r"[\s\S]*", Nowhere.as_view()),
]
