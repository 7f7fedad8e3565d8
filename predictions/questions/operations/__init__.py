"""Writing topics, events and questions."""

from predictions.questions.operations.asking import (
    AlreadyDecided,
    NotResolved,
    assign_reviewer,
    change_date,
    hand_over,
    mark_proposed,
    mark_resolved,
    put_off,
    reopen,
)
from predictions.questions.operations.changing import IsMerged, QuestionRefused, lock
from predictions.questions.operations.criteria import (
    CriteriaStand,
    NotADraft,
    change_criteria,
    complete_draft,
)
from predictions.questions.operations.merging import (
    merge_events,
    merge_questions,
    unmerge_event,
    unmerge_question,
)
from predictions.questions.operations.references import (
    ReferenceStands,
    add_reference,
    change_reference,
)
from predictions.questions.operations.registering import (
    NewQuestion,
    QuestionDiffers,
    check_question,
    ensure_event,
    register_questions,
)

__all__ = [
    "AlreadyDecided",
    "CriteriaStand",
    "IsMerged",
    "NewQuestion",
    "NotADraft",
    "NotResolved",
    "QuestionDiffers",
    "QuestionRefused",
    "ReferenceStands",
    "add_reference",
    "assign_reviewer",
    "change_criteria",
    "change_date",
    "change_reference",
    "check_question",
    "complete_draft",
    "ensure_event",
    "hand_over",
    "lock",
    "mark_proposed",
    "mark_resolved",
    "merge_events",
    "merge_questions",
    "put_off",
    "register_questions",
    "reopen",
    "unmerge_event",
    "unmerge_question",
]
