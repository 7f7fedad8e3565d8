"""A reviewer's morning in a real browser: what is due, what happened, and where it is shown."""

from datetime import UTC, datetime

import pytest

from predictions.accounts.models import User
from predictions.accounts.operations import create_project, create_user
from predictions.outcomes.models import Resolution
from tests.cast import bridge, question, record

pytestmark = pytest.mark.browser

PASSWORD = "the-harbour-in-spring"
LAST_YEAR = datetime(2025, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def due(transactional_db):
    """One question that is due, and Alice, who may record its outcome."""
    user = create_user(
        now=LAST_YEAR, actor=None, email="alice@example.org", name="Alice",
        administrator=True, password=PASSWORD,
    )  # fmt: skip
    project = create_project(now=LAST_YEAR, actor=user, slug="harbour", name="Harbour watch")
    forecast = bridge(resolves_at="2025-06-01")
    record(project, LAST_YEAR, reviewers=(user,), published="2025-03-01", forecasts=[forecast])


@pytest.fixture
def dashboard(due, page, live_server):
    """The administration, after signing in on the way to the project's dashboard."""
    page.goto(live_server.url)
    page.get_by_label("E-mail address").fill("alice@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_selector("h1:has-text('What is due')")
    page.goto(f"{live_server.url}/admin/")
    return page


def test_an_outcome_is_recorded_from_the_dashboard(dashboard, live_server):
    dashboard.get_by_text("Does the bridge open before June 2026?").wait_for()
    dashboard.get_by_role("link", name="record", exact=True).click()
    review = dashboard.get_by_role("region", name="Review")
    review.get_by_text("“The bridge will open before June”").wait_for()

    review.get_by_label("The bridge stayed closed").check()
    review.get_by_label("Known since").fill("2025-06-01")
    review.get_by_label("Source", exact=True).fill("the harbour office")
    review.get_by_label("Quotation").fill("Closed until further notice.")
    review.get_by_role("button", name="Record", exact=True).click()

    dashboard.get_by_text("Recorded: the bridge stayed closed.").wait_for()
    dashboard.goto(f"{live_server.url}/admin/")
    latest = dashboard.get_by_role("region", name="Latest outcomes")
    latest.get_by_role("link", name="the bridge stayed closed").wait_for()
    assert dashboard.get_by_text("Nothing is due.").is_visible()
    resolution = Resolution.objects.get()
    assert resolution.report.value is False
    assert resolution.report.reported_by == User.objects.get()
    assert question("bridge").status == "resolved"


def test_the_dashboard_opens_in_light_and_dark_without_a_complaint(dashboard):
    for scheme in ("light", "dark"):
        dashboard.emulate_media(color_scheme=scheme)
        dashboard.reload()

        dashboard.get_by_role("heading", name="Skill by forecaster").wait_for()
        dashboard.get_by_role("heading", name="Calibration").wait_for()
