"""What sources report, what was decided, who objected, and what if another source were right."""

from predictions.outcomes.models.decisions import Confirmation, Proposal, Resolution
from predictions.outcomes.models.objections import Objection
from predictions.outcomes.models.reports import Capture, Evidence, Report, Upload
from predictions.outcomes.models.scenarios import Scenario, Supposition

__all__ = [
    "Capture",
    "Confirmation",
    "Evidence",
    "Objection",
    "Proposal",
    "Report",
    "Resolution",
    "Scenario",
    "Supposition",
    "Upload",
]
