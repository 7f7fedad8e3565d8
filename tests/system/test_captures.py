"""A page on its way: from the row that wants it through broker and worker process to the storage."""

import pytest
from celery import current_app
from django.utils import timezone

from predictions.accounts.operations import create_project
from predictions.outcomes.captures import FETCH, want_page
from predictions.outcomes.contents import read
from predictions.outcomes.models import Capture
from tests.servers.pages import Answer, PageServer
from tests.servers.process import Process, wait_until

pytestmark = pytest.mark.processes


@pytest.fixture
def installation(installation: dict[str, str]) -> dict[str, str]:
    """One that may ask this machine."""
    return installation | {"FETCH_PRIVATE_HOSTS": "127.0.0.1"}


def test_a_worker_fetches_what_is_wanted_and_keeps_it(worker: Process) -> None:
    project = create_project(now=timezone.now(), actor=None, slug="harbour", name="Harbour")
    with PageServer() as pages:
        pages.answers["/log"] = Answer(body=b"The bridge is open.")
        wanted = want_page(now=timezone.now(), project=project, url=pages.url("/log"))

        current_app.send_task(FETCH)

        wait_until(
            lambda: Capture.objects.get(pk=wanted.pk).state == Capture.State.KEPT,
            within=20,
            what="the page is kept",
        )
    assert read(Capture.objects.get().sha256) == b"The bridge is open."
