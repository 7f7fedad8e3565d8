"""Writing captures: which pages are wanted, and what came of fetching them."""

from datetime import datetime

from predictions.outcomes.models import Capture
from predictions.storable import check_storable


def want_page(*, now: datetime, url: str) -> Capture:
    """A row that asks for the page behind an address; the act is that of whoever names it."""
    capture = Capture(url=url, wanted_at=now, not_before=now)
    check_storable(capture)
    capture.save()
    return capture
