"""Public pages through the API."""

from tests.publishing.conftest import column

__all__ = ["column"]


def test_an_editor_publishes_and_anybody_reads(alice, as_user, column):
    body = {"kind": "article", "id": column.public_id, "note": "Checked twice."}
    publication = alice("POST", "projects/harbour/publications", body, status=201)
    assert publication["article"]["id"] == column.public_id
    assert publication["is_public"] is True

    page = as_user()("GET", f"published/{publication['slug']}")

    assert page["note"] == "Checked twice."
    bridge = next(one for one in page["forecasts"] if "bridge" in one["quote"])
    assert bridge["outcome"] == "the bridge stayed closed"
    assert "points" in bridge["worth"]


def test_what_was_taken_back_is_not_there(alice, as_user, column):
    body = {"kind": "forecaster", "id": column.forecaster.public_id}
    slug = alice("POST", "projects/harbour/publications", body, status=201)["slug"]
    reason = {"reason": "Asked to."}
    alice("POST", f"projects/harbour/publications/{slug}/withdraw", reason)
    as_user()("GET", f"published/{slug}", status=404)


def test_a_reviewer_publishes_nothing(as_user, reviewer, column):
    body = {"kind": "article", "id": column.public_id}
    as_user(reviewer)("POST", "projects/harbour/publications", body, status=403)


def test_what_is_not_there_cannot_be_published(alice, column):
    body = {"kind": "article", "id": "nothing"}
    problem = alice("POST", "projects/harbour/publications", body, status=422)
    assert "There is no article" in str(problem)
