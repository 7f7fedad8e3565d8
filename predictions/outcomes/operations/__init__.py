"""Writing what really happened, and what is objected to it."""

from predictions.outcomes.operations.adopting import (
    AlreadyProposed,
    AlreadyResolved,
    AnswersSomethingElse,
    StillDraft,
)
from predictions.outcomes.operations.objecting import (
    AlreadyReplied,
    Involved,
    NoLongerCounts,
    ObjectionRefused,
    decide_objection,
    file_objection,
)
from predictions.outcomes.operations.proposing import (
    AlreadyDeclined,
    SignInNeeded,
    confirm,
    decline,
    propose,
    propose_by_link,
)
from predictions.outcomes.operations.resolving import SecondReviewerNeeded, resolve
from predictions.outcomes.operations.reviewing import answer
from predictions.outcomes.operations.supposing import ScenarioRefused, set_scenario

__all__ = [
    "AlreadyDeclined",
    "AlreadyProposed",
    "AlreadyReplied",
    "AlreadyResolved",
    "AnswersSomethingElse",
    "Involved",
    "NoLongerCounts",
    "ObjectionRefused",
    "ScenarioRefused",
    "SecondReviewerNeeded",
    "SignInNeeded",
    "StillDraft",
    "answer",
    "confirm",
    "decide_objection",
    "decline",
    "file_objection",
    "propose",
    "propose_by_link",
    "resolve",
    "set_scenario",
]
