"""The form that records a forecast: filled in from the words, drawn while edited, refused with reasons."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from predictions.accounts.operations import set_role
from predictions.forecasts.models import Forecast
from predictions.questions.models import Question
from tests.cast import TEXT, bridge, mayor, question, record

pytestmark = pytest.mark.django_db

QUOTE = "It is likely that the ferry stops"
BOATS = "40 boats, on 30 at\nworst and 55 at best"
FERRY = {
    "quote": QUOTE,
    "start": TEXT.index(QUOTE),
    "occurrence": 1,
    "forecaster": "Ines Quayle",
    "voice": "own",
    "kind": "binary",
    "phrase": "likely",
    "how": "lexicon",
    "question": "Does the ferry stop before June 2026?",
    "event": "The harbour in 2026",
    "yes_sentence": "the ferry stopped",
    "no_sentence": "the ferry went on",
    "criteria": "No ferry runs for seven days.",
    "deciding_source": "the harbour office",
    "resolves_on": "2036-06-01",
    "hindsight": "prospective",
}


@pytest.fixture
def article(project, now):
    return record(project, now, forecasts=[bridge()])


@pytest.fixture
def coder(client, project, reviewer, now):
    set_role(now=now, actor=None, project=project, user=reviewer, role="coder")
    client.force_login(reviewer)
    return client


def address(article, name="article_record"):
    return reverse(name, args=[article.public_id])


def selected(quote):
    start = TEXT.index(quote)
    return {"start": start, "end": start + len(quote)}


def test_a_selection_fills_in_quote_place_and_what_the_words_suggest(coder, article):
    panel = coder.get(address(article), selected(f" {QUOTE}."), headers={"X-Panel": "1"})
    form = panel.context["form"]
    assert form.initial["quote"] == f"{QUOTE}."
    assert form.initial["start"] == TEXT.index(QUOTE)
    assert (form.initial["kind"], form.initial["phrase"]) == ("binary", "likely")
    assert form.initial["how"] == "lexicon"
    assert "<html" not in panel.content.decode()


def test_numbers_are_laid_out_as_knots(coder, article):
    form = coder.get(address(article), selected(BOATS)).context["form"]
    assert form.initial["kind"] == "numeric"
    assert form.initial["prediction"] == "30 0.05\n40 0.5\n55 0.95"


def test_questions_of_the_article_are_suggested(coder, article):
    page = coder.get(address(article), selected(QUOTE)).content.decode()
    assert "Does the bridge open before June 2026? (The harbour in 2026)" in page
    assert 'data-kind="binary"' in page
    assert '<option value="Ines Quayle">' in page


def test_saving_records_the_forecast_and_leads_to_its_card(coder, article, reviewer):
    answer = coder.post(address(article), FERRY, follow=True)

    assert answer.redirect_chain == [(f"/articles/{article.public_id}/#c2", 302)]
    forecast = Forecast.objects.get(quote=QUOTE)
    assert forecast.coding.prediction == {"p": 0.75}
    assert forecast.coding.lexicon_entry.startswith("en/likely/")
    assert forecast.coding.coder == reviewer
    assert forecast.question.status == Question.Status.OPEN
    assert "Recorded: “It is likely that the ferry stops”" in strip_tags(answer.content.decode())


def test_without_a_script_the_quote_is_found_by_its_occurrence(coder, article):
    given = FERRY | {"quote": "The gulls come back.", "start": "", "occurrence": 2}
    coder.post(address(article), given | {"how": "judged", "p": "0.9", "cautious": "0.8",
                                          "bold": "0.95", "because": "flatly"})  # fmt: skip
    forecast = Forecast.objects.get(quote="The gulls come back.")
    assert forecast.start == TEXT.rindex("The gulls")


def test_the_line_ends_of_a_form_do_not_move_the_quote(coder, article):
    given = FERRY | {
        "quote": BOATS.replace("\n", "\r\n"), "start": TEXT.index(BOATS), "kind": "numeric",
        "unit": "boats", "prediction": "30 0.05\r\n40 0.5\r\n55 0.95", "how": "judged",
        "question": "How many boats?",
    }  # fmt: skip
    coder.post(address(article), given)
    forecast = Forecast.objects.get(quote=BOATS)
    assert forecast.coding.prediction == {"knots": [[30, 0.05], [40, 0.5], [55, 0.95]]}


@pytest.mark.parametrize(
    ("changes", "prediction"),
    [
        ({"kind": "numeric", "unit": "boats", "prediction": "−3", "how": "stated"}, {"point": -3}),
        (
            {"kind": "categorical", "options": "Ada\nBo", "prediction": "Ada 0.6\nBo 0.4",
             "how": "stated"},
            {"probabilities": {"Ada": 0.6, "Bo": 0.4}},
        ),
        (
            {"kind": "date", "opens_on": "2026-03-02", "horizon": "2026-12-31", "how": "judged",
             "prediction": "2026-05-01 0.2\n2026-07-31 0.8", "not_by_horizon": "0.1"},
            {"knots": [["2026-05-01", 0.2], ["2026-07-31", 0.8]], "not_by_horizon": 0.1},
        ),
    ],
)  # fmt: skip
def test_numbers_options_and_dates_are_read_from_lines(coder, article, changes, prediction):
    answer = coder.post(address(article), FERRY | changes)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Forecast.objects.get(quote=QUOTE).coding.prediction == prediction


def test_a_known_question_decides_the_kind(coder, project, article, now):
    record(project, now, text=f"{TEXT}!", forecasts=[mayor(event="The harbour in 2026")])
    known = question("mayor")
    given = FERRY | {
        "known": known.public_id, "kind": "categorical", "how": "stated",
        "prediction": "Ada 0.5\nBo 0.25\nCy 0.25",
    }  # fmt: skip
    quote = "The mayor will be Ada"
    given |= {"quote": quote, "start": TEXT.index(quote)}
    answer = coder.post(address(article), given)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Forecast.objects.get(quote=quote).question == known


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"quote": "never said", "start": ""}, "quote", "does not occur"),
        ({"occurrence": 7, "start": ""}, "occurrence", "occurs 1 times"),
        ({"phrase": "perchance"}, "p", "Nothing here can read"),
        ({"p": "0.6", "cautious": "0.9", "bold": "0.95"}, "cautious", "farther from one half"),
        ({"question": ""}, "question", "no wording"),
        ({"kind": "numeric", "prediction": "60 0.05", "unit": "boats"}, "prediction", "0.75"),
        ({"kind": "numeric", "prediction": "many", "unit": "boats"}, "prediction", "not a number"),
        ({"kind": "numeric", "prediction": "4", "unit": ""}, "unit", "without a unit"),
        ({"hindsight": ""}, "hindsight", "required"),
        ({"resolves_on": "2020-01-01"}, "resolves_on", "not after the article"),
    ],
)
def test_what_is_refused_stands_beside_its_field(coder, article, changes, field, reason):
    answer = coder.post(address(article), FERRY | changes)
    assert answer.status_code == 422
    assert reason in " ".join(answer.context["form"].errors[field])
    assert Forecast.objects.count() == 1


def test_the_drawing_says_how_the_words_are_read_and_writes_nothing(coder, article):
    answer = coder.post(address(article, "article_drawing"), FERRY | {"hindsight": ""})
    said = answer.content.decode()
    assert "Read as 0.75; cautious" in said
    assert "<svg" in said
    assert " style=" not in said
    assert Forecast.objects.count() == 1


def test_the_drawing_says_what_is_missing(coder, article):
    answer = coder.post(address(article, "article_drawing"), FERRY | {"phrase": "perchance"})
    assert "Nothing here can read “perchance”" in answer.content.decode()


def test_who_may_only_read_is_told_so_and_offered_nothing(client, project, reviewer, article, now):
    set_role(now=now, actor=None, project=project, user=reviewer, role="viewer")
    client.force_login(reviewer)
    answer = client.get(address(article))
    assert answer.status_code == 403
    assert "This needs the role of coder" in answer.content.decode()
    page = client.get(reverse("article", args=[article.public_id])).content.decode()
    assert "Select the words" not in page


def test_a_forecast_that_follows_from_another_shares_its_statement_and_says_so(coder, article):
    page = coder.get(address(article), selected(QUOTE)).content.decode()
    assert "nothing: it stands for itself" in page
    assert "“The bridge will open before June”</option>" in page

    coder.post(address(article), FERRY | {"implied_by": "bridge"})

    principal, implied = Forecast.objects.order_by("pk")
    assert implied.implied_by == principal
    assert implied.statement == principal.statement
    said = coder.get(reverse("article", args=[article.public_id])).content.decode()
    assert "The same statement as 1, counted once." in said


def test_it_follows_only_from_what_stands_for_itself(coder, article):
    coder.post(address(article), FERRY | {"implied_by": "bridge"})
    implied = Forecast.objects.order_by("pk").last()

    refused = coder.post(address(article), FERRY | {"implied_by": implied.key})

    assert refused.status_code == 422
    assert "implied_by" in refused.context["form"].errors


def test_days_are_filled_in_as_browsers_read_them(coder, article):
    page = coder.get(address(article), selected(QUOTE)).content.decode()
    assert f'name="opens_on" value="{article.published_on.isoformat()}"' in page
