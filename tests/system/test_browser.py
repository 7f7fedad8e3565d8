"""The pages in a real browser, under the real Content-Security-Policy."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.browser


def test_the_sign_in_page_opens_without_a_complaint(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url)

    assert page.title().startswith("Sign in")
