"""A browser in which somebody is signed in."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client

from predictions.accounts.models import User

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def signed_in(page: "Page", live_server: Any) -> Callable[[User], "Page"]:
    """Sign a user in, without the form, and return the page; addresses may begin with a slash."""

    def sign_in(user: User) -> "Page":
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        return page

    return sign_in
