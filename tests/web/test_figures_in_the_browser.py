"""Dashboard, forecaster and outlet in a real browser: every look, no fault, no complaint."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from predictions.accounts.operations import create_user
from predictions.articles.models import Outlet
from predictions.questions.models import Question
from predictions.scores.operations import score_pending
from tests.cast import boats, bridge, record, resolved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS = [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]


@pytest.fixture
def addresses(project, reviewer, now):
    """Eleven events, a number, one forecast that moved, and one that is due."""
    piers = [
        bridge(key=f"pier-{n}", quote=f"Pier {n} will open", event=f"Pier {n}", question="Opens?")
        for n in range(11)
    ]
    text = "Piers\n" + "\n".join(f"{one['quote']}." for one in piers)
    article = record(project, now, text=text, forecasts=piers)
    record(project, now, forecasts=[bridge(), boats()])
    again = "The bridge will open before June"
    said = bridge(key="again", quote=again, how="stated", prediction={"p": 0.3}, phrase="")
    record(project, now, text=f"Again\n{again}.", published="2026-02-20", forecasts=[said])
    for number, one in enumerate(piers):
        resolved(one["key"], number % 3 > 0, now)
    resolved("boats", 47, now)
    resolved("bridge", False, now)
    score_pending(now=now)
    Question.objects.filter(status="resolved").update(resolves_at="2026-03-02T00:00:00Z")
    Question.objects.exclude(status="resolved").update(resolves_at="2026-03-02T00:00:00Z")
    forecaster = article.forecaster.public_id
    return {
        "dashboard": reverse("dashboard", args=["harbour"]),
        "data": reverse("dashboard_data", args=["harbour", "skill", "/"]),
        "forecaster": reverse("forecaster", args=[forecaster]),
        "forecasters": reverse("forecasters", args=["harbour"]),
        "outlet": reverse("outlet", args=[Outlet.objects.get().public_id]),
    }


@pytest.mark.parametrize("name", ["dashboard", "data", "forecaster", "forecasters", "outlet"])
def test_a_page_has_no_serious_fault_in_any_look(signed_in, live_server, addresses, reviewer, name):
    page = signed_in(reviewer)
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(live_server.url + addresses[name])
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")

        found = Axe().run(page).response["violations"]

        serious = [
            f"{one['id']}: {node['html'][:120]} {node['failureSummary']}"
            for one in found
            for node in one["nodes"]
            if one["impact"] in ("serious", "critical")
        ]
        assert not serious, f"{name} in {scheme} at {width}:\n" + "\n".join(serious)
        wider = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0, f"{name} is {wider} pixels wider than {width}"


def test_charts_follow_the_colours_of_the_page(signed_in, live_server, addresses, reviewer):
    page = signed_in(reviewer)
    light, dark = (page.locator(f"#calibration .for-{theme}") for theme in ("light", "dark"))
    for scheme, shown, hidden in (("light", light, dark), ("dark", dark, light)):
        page.emulate_media(color_scheme=scheme)
        page.goto(live_server.url + addresses["dashboard"])
        assert shown.is_visible()
        assert hidden.is_hidden()

    page.get_by_role("button", name="Light").click()
    light.wait_for()
    assert dark.is_hidden()


def test_a_chart_says_what_is_under_the_pointer(signed_in, live_server, addresses, reviewer):
    page = signed_in(reviewer)
    page.goto(live_server.url + addresses["dashboard"])
    assert not page.evaluate(
        "performance.getEntriesByType('resource').some((one) => /vega/.test(one.name))"
    )

    page.locator("#calibration figure").hover()
    page.locator("#calibration figure.lively").wait_for()
    page.locator("#calibration .for-light .mark-symbol path").first.hover()

    page.locator("#vg-tooltip-element.visible").wait_for()
    assert "came true, %" in page.locator("#vg-tooltip-element").inner_text()


def test_a_chart_of_the_administration_says_so_too(signed_in, live_server, addresses, now):
    root = create_user(now=now, actor=None, email="root@example.org", administrator=True)
    page = signed_in(root)
    page.goto(live_server.url + reverse("admin:index"))

    page.locator("#calibration figure").hover()
    page.locator("#calibration figure.lively").wait_for()
    page.locator("#calibration .for-light .mark-symbol path").first.hover()

    page.locator("#vg-tooltip-element.visible").wait_for()


def test_on_a_phone_the_filters_unfold_by_hand_and_by_keyboard(
    signed_in, live_server, addresses, reviewer
):
    page = signed_in(reviewer)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(live_server.url + addresses["dashboard"])
    kind = page.get_by_label("Type")
    assert kind.is_hidden()

    page.get_by_text("Filters and switches").click()
    assert kind.is_visible()
    page.get_by_role("checkbox", name="Filters and switches").press("Space")
    assert kind.is_hidden()

    page.goto(live_server.url + addresses["dashboard"] + "?type=numeric")
    assert kind.is_visible()


def test_filters_are_applied_and_kept_in_the_address(signed_in, live_server, addresses, reviewer):
    page = signed_in(reviewer)
    page.goto(live_server.url + addresses["dashboard"])

    page.get_by_label("Type").select_option("numeric")
    page.get_by_text("Cautious", exact=True).click()
    page.get_by_role("button", name="Apply").click()

    page.get_by_text("Showing 1 scored forecast on 1 question in 1 event.").wait_for()
    assert "type=numeric" in page.url
    assert "reading=cautious" in page.url
    assert page.get_by_label("Cautious").is_checked()


def test_from_the_dashboard_to_a_forecaster_and_a_call(signed_in, live_server, addresses, reviewer):
    page = signed_in(reviewer)
    page.goto(live_server.url + addresses["dashboard"])

    page.get_by_role("link", name="Ines Quayle").first.click()
    page.get_by_role("heading", name="Best and worst calls").wait_for()
    page.get_by_role("heading", name="How one forecast moved").wait_for()
    page.locator(".call a").first.click()

    page.get_by_role("heading", level=1).wait_for()
    assert "/questions/" in page.url
