"""Every model, for Django to find. Nobody imports this module; each stage has its own."""

from predictions.accounts.models import (
    Absence,
    ApiKey,
    IdempotencyKey,
    Membership,
    Project,
    User,
)
from predictions.articles.models import Alias, Article, Forecaster, Outlet
from predictions.forecasts.models import Coding, Forecast, Statement
from predictions.ledger.models import Act, Checkpoint, Leaf, Node, Payload, Unread
from predictions.mail.models import Address, Message
from predictions.outcomes.models import (
    Capture,
    Confirmation,
    Evidence,
    Objection,
    Proposal,
    Report,
    Resolution,
    Scenario,
    Supposition,
    Upload,
)
from predictions.questions.models import (
    Assignment,
    Criteria,
    Event,
    Option,
    Question,
    Reference,
    Topic,
)
from predictions.reminders.models import (
    Digest,
    Link,
    Policy,
    Preference,
    Reminder,
    Snooze,
)
from predictions.scores.models import Cell, Score, Standing
from predictions.webhooks.models import Delivery, Position, Subscription

__all__ = [
    "Absence",
    "Act",
    "Address",
    "Alias",
    "ApiKey",
    "Article",
    "Assignment",
    "Capture",
    "Cell",
    "Checkpoint",
    "Coding",
    "Confirmation",
    "Criteria",
    "Delivery",
    "Digest",
    "Event",
    "Evidence",
    "Forecast",
    "Forecaster",
    "IdempotencyKey",
    "Leaf",
    "Link",
    "Membership",
    "Message",
    "Node",
    "Objection",
    "Option",
    "Outlet",
    "Payload",
    "Policy",
    "Position",
    "Preference",
    "Project",
    "Proposal",
    "Question",
    "Reference",
    "Reminder",
    "Report",
    "Resolution",
    "Scenario",
    "Score",
    "Snooze",
    "Standing",
    "Statement",
    "Subscription",
    "Supposition",
    "Topic",
    "Unread",
    "Upload",
    "User",
]
