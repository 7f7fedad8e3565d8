"""A forecast is recorded from a selection, and its outcome on the desk: by mouse, and by keyboard alone."""

import pytest
from django.urls import reverse

from predictions.accounts.operations import set_role
from predictions.forecasts.models import Forecast, Span
from predictions.forecasts.operations import begin_second_coding
from predictions.outcomes.models import Resolution
from predictions.questions.operations import assign_reviewer
from tests.cast import bridge, ferry, question, record
from tests.web.test_pages_in_the_browser import select

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUOTE = "It is likely that the ferry stops"


@pytest.fixture
def article(project, reviewer, now):
    set_role(now=now, actor=None, project=project, user=reviewer, role="editor")
    return record(
        project, now, published="2025-03-01", forecasts=[bridge(resolves_at="2025-06-01")],
        reviewers=(reviewer,),
    )  # fmt: skip


def test_a_forecast_is_recorded_from_a_selection_and_resolved(
    signed_in, live_server, article, reviewer, now
):
    page = signed_in(reviewer)
    page.goto(live_server.url + reverse("article", args=[article.public_id]))

    select(page, QUOTE)
    page.get_by_role("button", name="Record a forecast").click()
    panel = page.get_by_role("dialog", name="Record a forecast")
    assert panel.get_by_label("Quote").input_value() == QUOTE
    assert panel.get_by_label("Words as printed").input_value() == "likely"
    panel.get_by_text("Read as 0.75; cautious").wait_for()
    assert panel.get_by_role("img", name="it comes true 0.75").is_visible()
    panel.get_by_label("The question").fill("Does the ferry stop before June 2025?")
    panel.get_by_label("Event").fill("The harbour in 2026")
    panel.get_by_label("Said when it came true").fill("the ferry stopped")
    panel.get_by_label("Said when it did not").fill("the ferry went on")
    panel.get_by_label("What decides it").fill("No ferry runs for seven days.")
    panel.get_by_label("Who says so").fill("the harbour office")
    panel.get_by_label("Known by").fill("2025-06-01")
    panel.get_by_label("it could be known, I do not know it").check()
    panel.get_by_role("button", name="Record it").click()

    page.get_by_text(f"Recorded: “{QUOTE}”").wait_for()
    mark = page.locator("mark.s-due", has_text="It is likely that the ferry")
    assert mark.count() == 1
    assert page.locator("#c2[open]").get_by_text("Recorded after the fact").is_visible()
    forecast = Forecast.objects.get(quote=QUOTE)
    assert forecast.coding.hindsight == "blind"

    assign_reviewer(now=now, actor=None, question=forecast.question, reviewer=reviewer)
    page.goto(live_server.url + reverse("desk"))
    page.get_by_role("link", name="Does the ferry stop before June 2025?").click()
    page.get_by_role("heading", name="Does the ferry stop").wait_for()
    page.get_by_label("The ferry went on").check()
    page.get_by_label("Source", exact=True).fill("the harbour office")
    page.get_by_label("Known since").fill("2025-06-01")
    page.get_by_label("Quotation").fill("It runs as ever.")
    page.get_by_role("button", name="Record", exact=True).click()

    page.get_by_text("Recorded: the ferry went on.").wait_for()
    assert Resolution.objects.get().report.value is False
    page.goto(live_server.url + reverse("article", args=[article.public_id]))
    assert page.locator("mark.s-false", has_text="It is likely").count() == 1


def test_a_second_coder_marks_a_selection_in_the_clean_text_and_hands_it_in(
    signed_in, live_server, article, reviewer, now
):
    begin_second_coding(now=now, actor=reviewer, article=article, given="text")
    page = signed_in(reviewer)
    page.goto(live_server.url + reverse("article", args=[article.public_id]))
    assert page.locator("mark").count() == 0

    select(page, QUOTE)
    page.get_by_role("button", name="Mark a forecast").click()
    panel = page.get_by_role("dialog", name="Mark a forecast")
    assert panel.get_by_label("Words as printed").input_value() == "likely"
    panel.get_by_role("button", name="Mark it").click()
    page.get_by_text(f"Marked: “{QUOTE}”").wait_for()
    assert page.locator("mark").inner_text() == QUOTE
    page.get_by_role("button", name="Finish").click()
    page.get_by_text("You have finished your second coding").wait_for()

    assert Span.objects.get().prediction == {"p": 0.75}


def test_the_keyboard_alone_selects_and_records(signed_in, live_server, article, reviewer):
    page = signed_in(reviewer)
    page.goto(live_server.url + reverse("article", args=[article.public_id]))

    page.get_by_role("button", name="Select with the keyboard").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # from the title to the first paragraph of the column
    page.keyboard.press("Control+End")
    page.keyboard.type("not written")
    for _ in range("Somebody should paint the lighthouse.".count(" ") + 2):
        page.keyboard.press("Control+Shift+ArrowLeft")
    assert "not written" not in page.locator("article").inner_text()
    page.keyboard.press("r")

    panel = page.get_by_role("dialog", name="Record a forecast")
    panel.wait_for()
    assert panel.get_by_label("Quote").input_value() == "Somebody should paint the lighthouse."
    assert panel.get_by_role("radio", name="not checkable").is_checked()
    panel.get_by_label("Why not checkable").select_option("normative")
    panel.get_by_label("nothing can be known yet").check()
    panel.get_by_label("nothing can be known yet").press("Enter")

    page.get_by_text("Recorded: “Somebody should paint").wait_for()
    assert Forecast.objects.get(not_checkable="normative").quote.startswith("Somebody")


def test_the_panel_closes_by_escape_and_changes_nothing(signed_in, live_server, article, reviewer):
    page = signed_in(reviewer)
    page.goto(live_server.url + reverse("article", args=[article.public_id]))
    select(page, QUOTE)
    page.keyboard.press("r")
    panel = page.get_by_role("dialog", name="Record a forecast")
    panel.wait_for()
    page.keyboard.press("Escape")
    panel.wait_for(state="detached")
    assert Forecast.objects.count() == 1


def test_one_key_moves_answers_records_and_snoozes_on_the_desk(
    signed_in, live_server, project, article, reviewer, now
):
    record(
        project, now, text="It is likely that the ferry stops.", published="2025-03-01",
        forecasts=[ferry(resolves_at="2025-06-02", event="The ferry")], reviewers=(reviewer,),
    )  # fmt: skip
    page = signed_in(reviewer)
    page.goto(live_server.url + reverse("desk"))
    page.get_by_role("heading", name="Does the bridge open").wait_for()
    page.keyboard.press("j")
    page.get_by_role("heading", name="Does the ferry stop").wait_for()
    page.keyboard.press("k")
    page.get_by_role("heading", name="Does the bridge open").wait_for()

    page.keyboard.press("2")
    assert page.get_by_label("The bridge stayed closed").is_checked()
    page.keyboard.press("e")
    page.keyboard.type("https://harbour.example.org/log")
    page.keyboard.press("Escape")
    page.get_by_label("Source", exact=True).fill("the harbour office")
    page.get_by_label("Known since").fill("2025-06-01")
    page.get_by_label("Known since").press("Escape")
    page.keyboard.press("r")
    page.get_by_text("Recorded: the bridge stayed closed.").wait_for()
    assert question("bridge").status == "resolved"

    page.get_by_role("heading", name="Does the ferry stop").wait_for()
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    page.get_by_text("You will be asked again from").wait_for()
    page.get_by_text("Nothing waits for you").wait_for()
