"""Every page in a real browser: readable by machines, on a phone, in the dark, and without a complaint."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from predictions.accounts.models import User
from predictions.forecasts.operations import NewSpan, begin_second_coding, mark_span
from predictions.outcomes.operations import file_objection
from predictions.publishing.operations import publish
from predictions.reminders.links import Act, make
from predictions.scores.operations import score_pending
from tests.cast import TEXT, boats, coded_again, question, record, resolved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Every page is seen in both colours and at both widths; pages take turns in which goes with which.
LOOKS = [[("light", 1280), ("dark", 390)], [("dark", 1280), ("light", 390)]]
PAGES = (
    "article", "articles", "record", "desk", "question", "asked", "questions", "event", "object",
    "object to a forecast", "objection", "search", "members", "second coding", "agreement",
    "agreements", "account", "address", "report", "published", "embedded", "sign in", "link",
    "spent link", "nothing there",
)  # fmt: skip
# What people see who are not signed in, and what answers with an error.
ALONE = ("sign in", "link", "spent link", "published", "embedded")
ERRORS = ("spent link", "nothing there")
# The article's page has a bare carriage return, controls of writing direction, and markup.
STRANGE = (
    "It\u202e will\u202c open\r\nin June \u2066🐦.\n\n"
    "<b>They say</b> & “<script>alert(1)</script>” that the 🐦 ferry will stop soon.\u202e\n\nEnd."
)


@pytest.fixture
def article(project, reviewer, now):
    """The column with every state: answered, inside, due, open, not checkable."""
    article = record(project, now, reviewers=(reviewer,))
    resolved("bridge", False, now, sentence="somebody had removed it")
    resolved("boats", 47, now)
    score_pending(now=now)
    return article


@pytest.fixture
def coded_second(project, article, user, reviewer, now):
    """Another article, which the reviewer is coding a second time; Alice has coded the first one so."""
    coded_again(user, now)
    other = record(
        project, now, text=f"{TEXT}!", title="The harbour in summer", forecasts=[boats()]
    )
    begun = begin_second_coding(now=now, actor=reviewer, article=other, given="text")
    span = NewSpan(start=26, end=60, type="binary", how="implicit certainty", phrase="will")
    mark_span(now=now, actor=reviewer, second_coding=begun, span=span)
    return other


@pytest.fixture
def addresses(article, coded_second, reviewer, now):
    asked = question("ferry")
    objection = file_objection(
        now=now, actor=reviewer, concerns="criteria", target=asked.criteria, text="Whose count?"
    )
    forecast = article.forecasts.get(key="ferry")
    link = make(now=timezone.now(), user=reviewer, question=asked, act=Act.RECORD)
    public = publish(now=now, actor=reviewer, target=article, note="Checked twice.").slug
    return {
        "article": reverse("article", args=[article.public_id]),
        "articles": reverse("articles", args=["harbour"]),
        "record": reverse("article_record", args=[article.public_id]) + "?start=26&end=60",
        "desk": reverse("desk_question", args=[asked.public_id]),
        "question": reverse("question", args=[question("boats").public_id]),
        "asked": reverse("question", args=[asked.public_id]),
        "questions": reverse("questions", args=["harbour"]),
        "event": reverse("event", args=[asked.event.public_id]),
        "object": reverse("object", args=[asked.public_id]),
        "object to a forecast": reverse("object_to_forecast", args=[forecast.public_id]),
        "objection": reverse("objection", args=[objection.public_id]),
        "sign in": reverse("sign_in"),
        "link": reverse("link", args=[link]),
        "spent link": reverse("link", args=["no-link"]),
        "nothing there": "/articles/no-article/",
        "search": reverse("search", args=["harbour"]) + "?q=ferry",
        "members": reverse("members", args=["harbour"]),
        "second coding": reverse("second_coding", args=[coded_second.public_id]),
        "agreement": reverse("article_agreement", args=[article.public_id]),
        "agreements": reverse("agreement", args=["harbour"]),
        "account": reverse("account"),
        "address": reverse("account_email"),
        "report": reverse("report", args=[asked.public_id]),
        "published": reverse("published", args=[public]),
        "embedded": reverse("embedded", args=[public]),
    }


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_serious_fault_in_any_look(
    signed_in, live_server, addresses, user, reviewer, name
):
    # Rosa is coding an article blind, so she sees little else.
    page = signed_in(reviewer if name == "second coding" else user)
    if name in ALONE:
        page.context.clear_cookies()
    if name in ERRORS:
        # The browser complains of the status, which is right; of the page it must not.
        page.route("**/*", lambda route: route.fulfill(response=route.fetch(), status=200))
    for scheme, width in LOOKS[PAGES.index(name) % 2]:
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


def test_the_panel_has_no_serious_fault(signed_in, live_server, addresses, reviewer):
    page = signed_in(reviewer)
    page.goto(live_server.url + addresses["article"])
    select(page, "It is likely that the ferry stops")
    page.keyboard.press("r")
    page.get_by_text("Read as 0.75").wait_for()
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize("name", ["desk", "article"])
def test_a_question_mark_opens_the_list_of_keys(signed_in, live_server, addresses, reviewer, name):
    page = signed_in(reviewer)
    page.goto(live_server.url + addresses[name])
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    dialog.wait_for()
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []

    page.keyboard.press("r")  # does nothing behind it
    assert dialog.is_visible()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")


def test_all_of_the_navigation_is_in_view_on_a_phone(signed_in, live_server, addresses, reviewer):
    page = signed_in(reviewer)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(live_server.url + addresses["articles"])

    links = page.get_by_role("navigation", name="Main").get_by_role("link").all()

    assert len(links) == 7
    for link in links:
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["height"] >= 24


def test_what_records_is_in_view_at_the_desk_and_hides_no_field(
    signed_in, live_server, addresses, reviewer
):
    page = signed_in(reviewer)
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(live_server.url + addresses["desk"])
    button = page.get_by_role("button", name="Record", exact=True)

    top = button.bounding_box()["y"]
    field = page.get_by_label("In a sentence")
    field.focus()
    box = field.bounding_box()

    assert top < 700
    assert box["y"] + box["height"] <= button.bounding_box()["y"]


def test_the_card_of_a_mark_shows_on_hover_and_on_focus(
    signed_in, live_server, addresses, reviewer
):
    page = signed_in(reviewer)
    page.goto(live_server.url + addresses["article"])
    peek = page.locator(".peek")

    page.locator("mark[data-n='1']").hover()
    assert "Said 0.95, somebody had removed it: Brier 0.90" in peek.inner_text()
    page.mouse.move(2, 2)
    peek.wait_for(state="hidden")

    page.locator("a.ref[data-n='2']").focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.dataset.n") == "1"
    peek.wait_for(state="visible")
    page.keyboard.press("Enter")
    page.locator("#c1[open]").wait_for()
    page.keyboard.press("Escape")
    peek.wait_for(state="hidden")


def test_an_article_full_of_markup_and_controls_is_text_and_is_quoted_rightly(
    signed_in, live_server, project, user, now
):
    article = record(project, now, text=STRANGE, title="<i>\u202estrange</i>", forecasts=[])
    page = signed_in(user)
    page.goto(live_server.url + reverse("article", args=[article.public_id]))
    shown = page.locator("p[data-start]").all_text_contents()
    assert "".join(shown) == STRANGE.replace("\n\n", "")

    select(page, "ferry will stop soon")
    page.keyboard.press("r")
    page.locator(".drawer form").wait_for()
    assert page.locator(".drawer [name=quote]").input_value() == "ferry will stop soon"
    start = page.locator(".drawer [name=start]").input_value()
    assert int(start) == STRANGE.index("ferry will stop soon")


def test_the_theme_shows_at_once_and_is_kept(signed_in, live_server, addresses, reviewer):
    page = signed_in(reviewer)
    page.goto(live_server.url + addresses["articles"])
    with page.expect_response("**/theme/"):
        page.get_by_role("button", name="Dark").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.get_by_role("button", name="Dark").get_attribute("aria-pressed") == "true"
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(21, 22, 24)"
    assert User.objects.get(pk=reviewer.pk).theme == "dark"


def test_without_a_script_marks_lead_to_cards_and_a_quote_is_recorded(
    browser, live_server, signed_in, addresses, reviewer, user
):
    page = signed_in(user)
    cookies = page.context.cookies()
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies)
    plain = context.new_page()
    plain.set_default_timeout(10_000)

    plain.goto(live_server.url + addresses["article"])
    plain.locator("a.ref").first.click()
    assert plain.url.endswith("#c1")
    plain.get_by_role("link", name="Give a quote instead").click()
    plain.get_by_label("Quote").fill("The gulls come back.")
    plain.get_by_label("Which occurrence").fill("2")
    plain.get_by_text("not checkable", exact=True).click()
    plain.get_by_label("Why not checkable").select_option("no_date")
    plain.get_by_label("nothing can be known yet").check()
    plain.get_by_role("button", name="Record it").click()

    plain.get_by_text("Recorded: “The gulls come back.”").wait_for()
    assert plain.locator("mark", has_text="The gulls come").count() == 1
    context.close()


def select(page, words):
    """Select words of the text with the mouse, from their first to their last character."""
    ends = page.evaluate(
        """(words) => {
          for (const paragraph of document.querySelectorAll("p[data-start]")) {
            const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
            const places = [];
            let text = "";
            while (walker.nextNode()) {
              const node = walker.currentNode;
              if (node.parentElement.closest("a.ref")) continue;
              for (let at = 0; at < node.data.length; at++) places.push([node, at]);
              text += node.data;
            }
            const start = text.replace(/\\s/g, " ").indexOf(words);
            if (start < 0) continue;
            paragraph.scrollIntoView({ block: "center" });
            return [places[start], places[start + words.length - 1]].map(([node, at], index) => {
              const range = document.createRange();
              range.setStart(node, at);
              range.setEnd(node, at + 1);
              const box = range.getBoundingClientRect();
              return [index ? box.right - 1 : box.left + 1, (box.top + box.bottom) / 2];
            });
          }
          throw new Error(`“${words}” does not stand in the text.`);
        }""",
        words,
    )
    (x, y), (to_x, to_y) = ends
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(to_x, to_y, steps=5)
    page.mouse.up()
