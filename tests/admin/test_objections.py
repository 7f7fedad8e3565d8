"""Objections are decided, and scenarios set, in the admin, too."""

import pytest
from django.urls import reverse

from predictions.outcomes.models import Report, Scenario
from predictions.outcomes.operations import file_objection
from predictions.outcomes.queries import adopted_reports
from tests.cast import question, resolved


@pytest.fixture
def objection(column, reviewer, now):
    resolution = resolved("bridge", True, now)
    return file_objection(
        now=now, actor=reviewer, concerns="resolution", target=resolution, text="A rehearsal."
    )


def test_an_administrator_decides_about_an_objection(post, user, objection):
    assert post("objection_change", objection.pk, verdict="yes", said="So it was.") == {}

    objection.refresh_from_db()
    assert (objection.upheld, objection.decided_by) == (True, user)
    assert question("bridge").status == "open"


def test_what_is_decided_is_read_only(signed_in, post, objection):
    post("objection_change", objection.pk, verdict="no", said="It was none.")
    page = reverse("admin:predictions_objection_change", args=[objection.pk])
    assert signed_in.post(page, {"verdict": "yes", "said": "No."}).status_code == 403
    objection.refresh_from_db()
    assert objection.upheld is False


def test_a_scenario_is_set(post, objection):
    report = Report.objects.get()
    event = report.question.event
    given = {"event": event.pk, "name": "Another", "reports": [report.pk]}
    assert "note" in post("scenario_add", **given, note="")
    assert post("scenario_add", **given, note="It counts itself.") == {}
    assert report in adopted_reports(Scenario.objects.get())
