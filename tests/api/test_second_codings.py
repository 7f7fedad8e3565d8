"""A second coding by a program: blind while it lasts, compared and settled afterwards."""

import pytest

from predictions.accounts.operations import create_user, set_role
from predictions.forecasts.models import Forecast
from tests.cast import TEXT, question, record

QUOTE = "It is likely that the ferry stops"
PLACE = {"start": TEXT.index(QUOTE), "end": TEXT.index(QUOTE) + len(QUOTE)}
LIKELY = {**PLACE, "type": "binary", "how": "lexicon", "phrase": "likely"}


@pytest.fixture
def article(project, user, now):
    return record(project, now, actor=user)


@pytest.fixture
def rosa(as_user, project, now):
    rosa = create_user(now=now, actor=None, email="rosa@example.org", name="Rosa")
    set_role(now=now, actor=None, project=project, user=rosa, role="coder")
    return as_user(rosa)


@pytest.fixture
def begun(rosa, article):
    path = f"projects/harbour/articles/{article.public_id}/second-codings"
    return "projects/harbour/second-codings/" + rosa("POST", path, {"given": "text"}, 201)["id"]


def test_what_is_marked_is_shown_to_its_coder_alone_until_it_is_finished(alice, rosa, begun):
    rosa("POST", f"{begun}/mark", LIKELY)

    assert [one["phrase"] for one in rosa("GET", begun)["spans"]] == ["likely"]
    assert alice("GET", begun)["spans"] == []
    assert alice("GET", f"{begun}/differences", status=422)["detail"]

    rosa("POST", f"{begun}/finish", {})

    assert alice("GET", begun)["spans"][0]["prediction"] == {"p": 0.75}


def test_who_is_at_it_sees_no_other_coding_of_the_article(
    alice, rosa, begun, as_user, project, now
):
    sam = create_user(now=now, actor=None, email="sam@example.org", name="Sam")
    set_role(now=now, actor=None, project=project, user=sam, role="coder")
    path = begun.rpartition("/")[2]
    article = alice("GET", begun)["article"]["id"]
    address = f"projects/harbour/articles/{article}/second-codings"
    own = as_user(sam)("POST", address, {"given": "text"}, 201)["id"]

    seen = as_user(sam)("GET", "projects/harbour/second-codings")["results"]

    assert [one["id"] for one in seen] == [own]
    assert as_user(sam).send("GET", begun).status_code == 404
    assert {one["id"] for one in alice("GET", "projects/harbour/second-codings")["results"]} == {
        own,
        path,
    }


def test_a_difference_is_settled_by_adding_what_was_overlooked(alice, rosa, begun):
    gulls = TEXT.index("The gulls come back.")
    place = {"start": gulls, "end": gulls + len("The gulls come back.")}
    rosa(
        "POST",
        f"{begun}/mark",
        {**place, "type": "binary", "how": "stated", "prediction": {"p": 0.9}},
    )
    rosa("POST", f"{begun}/finish", {})
    found = alice("GET", f"{begun}/differences")["differences"]
    overlooked = next(one for one in found if one["forecast"] is None)

    settled = alice(
        "POST",
        f"{begun}/settle",
        {
            "difference": overlooked["id"],
            "ruling": "added",
            "reason": "It was overlooked.",
            "added": {
                "key": "gulls",
                "quote": "The gulls come back.",
                **place,
                "hindsight": "prospective",
                "question": question("bridge").public_id,
                "prediction": {"p": 0.9},
                "how": "stated",
            },
        },
    )["differences"]

    assert overlooked["rulings"] == ["first", "added"]
    (done,) = [one for one in settled if one["settlement"]]
    assert (done["settlement"]["ruling"], done["rulings"]) == ("added", [])
    assert Forecast.objects.get(key="gulls").coding.prediction == {"p": 0.9}


def test_a_difference_that_is_not_there_is_named(alice, rosa, begun):
    rosa("POST", f"{begun}/finish", {})
    given = {"difference": "7-7", "ruling": "first", "reason": "As it was."}

    problem = alice("POST", f"{begun}/settle", given, status=422)

    assert problem["errors"][0]["field"] == "difference"
    assert "7-7" in problem["errors"][0]["detail"]
