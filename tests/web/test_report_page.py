"""Adding what another source reports."""

import pytest

from predictions.accounts.operations import create_user, set_role
from predictions.outcomes.models import Report
from predictions.questions.models import Question
from tests.cast import question, record


@pytest.fixture
def page(project, reviewer, client, now):
    record(project, now, reviewers=(reviewer,))
    client.force_login(reviewer)
    return f"/questions/{question('boats').public_id}/report/"


GIVEN = {
    "source": "a fisherman",
    "known_on": "2026-03-01",
    "quotation": "I counted them twice.",
}


def test_a_report_of_the_same_quantity_is_kept_and_not_adopted(client, page):
    assert client.post(page, GIVEN | {"value": "41"}).status_code == 302
    report = Report.objects.get()
    assert (report.value, report.quantity, report.source) == (41, "", "a fisherman")
    assert question("boats").status == Question.Status.OPEN


def test_another_quantity_gets_a_sibling_question(client, page):
    other = {
        "quantity": "boats afloat",
        "measured": "33",
        "sentence": "33 boats were afloat",
        "sibling": "How many boats are afloat on 1 May 2026?",
        "observed_on": "2026-02-28",
    }
    assert client.post(page, GIVEN | other).status_code == 302
    report = Report.objects.get()
    assert (report.value, report.quantity) == (33.0, "boats afloat")
    sibling = Question.objects.get(wording=other["sibling"])
    assert sibling.sibling_of == question("boats")
    assert (sibling.status, sibling.unit) == (Question.Status.DRAFT, "boats")


def test_what_is_refused_stands_beside_its_field_and_nothing_is_kept(client, page):
    answer = client.post(page, GIVEN | {"value": "900"})
    assert answer.status_code == 422
    assert "900" in answer.text
    assert not Report.objects.exists()


def test_where_the_sibling_is_refused_the_report_is_not_kept_either(client, page):
    same = {"quantity": "boats afloat", "measured": "33", "sentence": "33 boats were afloat"}
    answer = client.post(page, GIVEN | same | {"sibling": "x" * 501})
    assert answer.status_code == 422
    assert not Report.objects.exists()


def test_a_viewer_adds_nothing(client, page, project, now):
    viewer = create_user(now=now, actor=None, email="vera@example.org")
    set_role(now=now, actor=None, project=project, user=viewer, role="viewer")
    client.force_login(viewer)
    assert client.post(page, GIVEN | {"value": "41"}).status_code == 403
    assert not Report.objects.exists()
