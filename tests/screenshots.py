"""Pictures of the demo's pages for docs/screenshots: light and dark, desk and phone.

Run as `make screenshots`. Plays the demo in a folder of its own, serves it, and photographs it.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.servers.process import Process, free_port, listens

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
CHROMIUM_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]
# As the demo prints them.
EMAIL, PASSWORD = "demo@example.org", "read-what-was-foretold"
ARTICLE = "Provocateurs Again Failed to Embroil Putin With Lukashenko"
FORECASTER = "FiveThirtyEight classic"
QUESTION = "What is Lukashenko's official share of the vote?"


@dataclass(frozen=True)
class Look:
    """How pages are looked at, and which of them are kept, so that the folder stays small."""

    name: str
    width: int
    scheme: str
    kept: frozenset[str]


HEIGHT, TALLEST = 900, 1500
WORDS = "not likely to forget what Kiev did to him"
SELECT = """(words) => {
  for (const node of document.querySelectorAll("p[data-start]")) {
    const text = node.firstChild;
    const start = text.data.indexOf(words);
    if (start < 0) continue;
    getSelection().setBaseAndExtent(text, start, text, start + words.length);
    node.scrollIntoView({ block: "center" });
  }
}"""
LOOKS = [
    Look(
        "light",
        1280,
        "light",
        frozenset({"dashboard", "article", "recording", "desk", "question", "forecaster"}),
    ),
    Look("dark", 1280, "dark", frozenset({"dashboard", "article", "desk"})),
    Look("phone", 390, "light", frozenset({"dashboard", "article", "desk"})),
]


@contextmanager
def demo() -> Iterator[str]:
    """The address of a demo that is being served."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        env = {"VAR_DIR": folder, "BASE_URL": address}
        manage = [sys.executable, "manage.py"]
        subprocess.run(
            [*manage, "demo", "--no-serve"],
            cwd=ROOT, env=os.environ | env, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        served = Process(
            *manage, "serve", "--bind", f"127.0.0.1:{port}",
            env=env, log=Path(folder) / "log", is_ready=lambda _: listens(port),
        )  # fmt: skip
        served.start()
        try:
            yield address
        finally:
            served.stop()


def shoot(browser: "Browser", address: str, look: Look) -> None:
    """Sign in, walk through the pages as a reader does, and keep a picture of each."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": look.width, "height": HEIGHT},
        color_scheme="dark" if look.scheme == "dark" else "light",
        locale="en-GB",
    )
    page = context.new_page()
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "sign-in" not in url)

    page.get_by_role("heading", name="Skill by forecaster").wait_for()
    keep(page, "dashboard", look)
    page.goto("/projects/demo/forecasters/")
    page.get_by_role("link", name=FORECASTER).click()
    page.get_by_role("heading", name=FORECASTER).wait_for()
    keep(page, "forecaster", look)
    page.goto("/projects/demo/articles/")
    page.get_by_role("link", name=ARTICLE).click()
    page.get_by_role("heading", name=ARTICLE).wait_for()
    keep(page, "article", look)
    page.evaluate(SELECT, WORDS)
    page.keyboard.press("r")
    page.locator(".drawer .reading").wait_for()
    keep(page, "recording", look)
    page.goto("/desk/")
    keep(page, "desk", look)
    page.goto("/projects/demo/questions/?state=resolved")
    while not page.get_by_role("link", name=QUESTION).count():
        page.get_by_role("link", name="Earlier questions").click()
    page.get_by_role("link", name=QUESTION).click()
    page.get_by_role("heading", name=QUESTION).wait_for()
    keep(page, "question", look)
    context.close()


def keep(page: "Page", name: str, look: Look) -> None:
    """A picture of the page from its top, or of what is in view while something lies over it."""
    if name not in look.kept:
        return
    path = FOLDER / f"{name}-{look.name}.png"
    if page.locator(".drawer").count():
        page.screenshot(path=path)
        return
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    # As high as the picture, so that what stays in view stands at its foot.
    page.set_viewport_size({"width": look.width, "height": height})
    page.screenshot(path=path)
    page.set_viewport_size({"width": look.width, "height": HEIGHT})


def main() -> None:
    """Replace the pictures in docs/screenshots."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        for look in LOOKS:
            shoot(browser, address, look)
        browser.close()


if __name__ == "__main__":
    main()
