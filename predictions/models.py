"""Every model, for Django to find. Nobody imports this module; each stage has its own."""

from predictions.accounts.models import Membership, Project, User
from predictions.articles.models import Alias, Article, Forecaster, Outlet
from predictions.forecasts.models import Coding, Forecast, Statement
from predictions.ledger.models import Act, Checkpoint, Leaf, Node, Payload
from predictions.mail.models import Message
from predictions.outcomes.models import Evidence, Report, Resolution
from predictions.questions.models import (
    Assignment,
    Criteria,
    Event,
    Option,
    Question,
    Reference,
    Topic,
)
from predictions.reminders.models import Digest, Reminder
from predictions.scores.models import Score

__all__ = [
    "Act",
    "Alias",
    "Article",
    "Assignment",
    "Checkpoint",
    "Coding",
    "Criteria",
    "Digest",
    "Event",
    "Evidence",
    "Forecast",
    "Forecaster",
    "Leaf",
    "Membership",
    "Message",
    "Node",
    "Option",
    "Outlet",
    "Payload",
    "Project",
    "Question",
    "Reference",
    "Reminder",
    "Report",
    "Resolution",
    "Score",
    "Statement",
    "Topic",
    "User",
]
