"""manage.py record, with the column of August 2020 that Foresaid began with, and with bad files."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from predictions.accounts.operations import create_project
from predictions.articles.models import Article
from predictions.forecasts.models import Coding, Forecast
from predictions.questions.models import Question
from tests.cast import TEXT, coding, rows_of_every_table

COLUMN = Path(__file__).resolve().parents[3] / "shared" / "article"
NOT_CHECKABLE = {
    "settles-account": "no_act",
    "provokes": "intent",
    "no-extradition": "normative",
    "mutual-understanding": "no_measure",
}


def run(text, forecasts, **options):
    out = StringIO()
    call_command("record", str(text), str(forecasts), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def recorded(project):
    """What the command says about the column, recorded."""
    if not COLUMN.exists():
        pytest.skip(f"The column is not in {COLUMN}.")
    return run(COLUMN / "provocateurs.txt", COLUMN / "expected.json")


@pytest.fixture
def files(tmp_path):
    """The column of the cast, as files."""
    text, forecasts = tmp_path / "column.txt", tmp_path / "column.json"
    text.write_text(TEXT, encoding="utf-8")
    forecasts.write_text(json.dumps(coding()), encoding="utf-8")
    return text, forecasts


def test_the_column_has_twelve_forecasts_and_eight_codings(recorded):
    assert recorded == (
        "Recorded “Provocateurs Again Failed to Embroil Putin With Lukashenko” with 12 forecasts.\n"
    )
    assert Forecast.objects.count() == 12
    assert Coding.objects.count() == 8


def test_the_column_keeps_its_text_and_its_inferred_date(recorded):
    article = Article.objects.get()

    assert article.text.encode() == (COLUMN / "provocateurs.txt").read_bytes()
    assert article.published_on == date(2020, 8, 8)
    assert article.published_inferred.startswith("the article says the call was on Friday")
    assert article.translation == "from Russian, translator not named"


def test_each_quote_of_the_column_stands_where_its_coding_says(recorded):
    text = Article.objects.get().text
    expected = json.loads((COLUMN / "expected.json").read_text(encoding="utf-8"))

    for asked in expected["forecasts"]:
        forecast = Forecast.objects.get(key=asked["key"])
        assert (forecast.start, forecast.end) == (asked["start"], asked["end"])
        assert text[forecast.start : forecast.end] == forecast.quote == asked["quote"]


def test_the_column_speaks_for_itself_except_where_it_reports_the_kremlin(recorded):
    (reported,) = Forecast.objects.filter(voice="reported")

    assert reported.key == "mutual-understanding"
    assert reported.forecaster.name == "the Kremlin's press service"
    assert Forecast.objects.filter(voice="own", forecaster__name="Petr Akopov").count() == 11


def test_what_nobody_can_check_in_the_column_says_why(recorded):
    found = Forecast.objects.exclude(not_checkable="").values_list("key", "not_checkable")

    assert dict(found) == NOT_CHECKABLE


def test_the_vote_share_of_the_column_has_the_only_stated_reference(recorded):
    asked = Question.objects.get(reference__origin="stated")

    assert (asked.type, asked.unit, asked.lower, asked.upper) == (
        "numeric", "percent of votes", 0, 100,
    )  # fmt: skip
    assert asked.reference.prediction == {"knots": [[75.65, 0.2], [81.325, 0.5], [83.47, 0.8]]}
    assert "smallest and largest" in asked.reference.source
    assert Question.objects.filter(reference__prediction={"p": 0.5}).count() == 7


def test_being_below_2015_is_implied_by_the_vote_share(recorded):
    implied = Forecast.objects.get(implied_by__isnull=False)

    assert (implied.key, implied.implied_by.key) == ("below-2015", "vote-share")
    assert implied.statement == implied.implied_by.statement


def test_the_column_was_coded_fully_and_with_hindsight(recorded):
    assert Article.objects.get().extent == "full"
    assert set(Coding.objects.values_list("hindsight", flat=True)) == {"retrospective"}


def test_the_readings_of_the_column_are_those_of_its_coder(recorded):
    coded = Coding.objects.get(forecast__key="no-bloodshed")

    assert (coded.prediction, coded.cautious, coded.bold) == ({"p": 0.95}, {"p": 0.9}, {"p": 1})
    assert coded.phrase == "there will be no"
    assert coded.how == "implicit certainty"


def test_recording_the_column_again_changes_nothing_and_says_so(recorded):
    before = rows_of_every_table()

    said = run(COLUMN / "provocateurs.txt", COLUMN / "expected.json")

    assert "with 12 forecasts is recorded already: nothing changed." in said
    assert rows_of_every_table() == before


def test_reviewer_and_actor_are_named_by_their_addresses(files, reviewer, user):
    run(*files, reviewer=["rosa@example.org"], actor="ALICE@example.org")

    assert reviewer.assignments.count() == 5
    assert user.codings.count() == 5


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"project": "quarry"}, "There is no project “quarry”."),
        ({"actor": "nobody@example.org"}, "There is no user nobody@example.org."),
        ({"reviewer": ["nobody@example.org"]}, "There is no user nobody@example.org."),
    ],
    ids=["project", "actor", "reviewer"],
)
def test_an_unknown_name_is_refused(files, project, options, reason):
    before = rows_of_every_table()

    with pytest.raises(CommandError, match=reason) as caught:
        run(*files, **options)

    assert str(caught.value).startswith("Nothing was recorded.\n")
    assert rows_of_every_table() == before


def test_where_there_are_several_projects_one_must_be_named(files, project, now):
    create_project(now=now, actor=None, slug="quarry", name="Quarry")

    with pytest.raises(CommandError, match="Name one of: harbour, quarry"):
        run(*files)
    assert "Recorded" in run(*files, project="quarry")


@pytest.mark.parametrize("which", [0, 1], ids=["text", "coding"])
def test_a_file_that_is_not_utf_8_is_refused(files, project, which):
    files[which].write_bytes("Čapek".encode("iso-8859-2"))

    with pytest.raises(CommandError, match="is not UTF-8 text; convert it first"):
        run(*files)
    assert not Article.objects.exists()


def test_a_file_that_is_not_there_is_refused(files, project):
    with pytest.raises(CommandError, match="cannot be read: No such file or directory"):
        run(files[0], "nowhere.json")


def test_both_files_cannot_come_from_stdin(project):
    with pytest.raises(CommandError, match="Only one of the two can come from stdin"):
        run("-", "-")


def test_every_refusal_is_printed_with_place_reason_and_remedy(files, project):
    broken = coding(title=None)
    broken["forecasts"][1]["how"] = "felt"
    files[1].write_text(json.dumps(broken))

    with pytest.raises(CommandError) as caught:
        run(*files)

    _, first, second = str(caught.value).splitlines()
    assert first == "title: title is missing or not text. Give it as text."
    assert second.startswith("forecasts[1].how: “felt” does not begin with a word known here.")
    assert second.endswith(
        "Begin with one of: implicit certainty, stated, lexicon, yardstick, judged."
    )
