"""Two readings side by side, and the differences between them settled by those who may."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from predictions.accounts.operations import create_user, set_role
from predictions.forecasts.models import Forecast, Settlement
from predictions.forecasts.operations import NewSpan, begin_second_coding, finish_second_coding
from tests.cast import TEXT, record

pytestmark = pytest.mark.django_db

GULLS = "The gulls come back"
TUNNEL = "dug through in May, in July at the latest"


def span(quote, **given):
    start = TEXT.index(quote)
    return NewSpan(start=start, end=start + len(quote), **given)


@pytest.fixture
def article(project, user, now):
    return record(project, now, actor=user)


@pytest.fixture
def sam(project, now):
    sam = create_user(now=now, actor=None, email="sam@example.org", name="Sam")
    set_role(now=now, actor=None, project=project, user=sam, role="coder")
    return sam


@pytest.fixture
def second(article, sam, now):
    """The bridge likelier, the ferry alike, the tunnel vague, the gulls only here; no more."""
    begun = begin_second_coding(now=now, actor=sam, article=article, given="text")
    spans = [
        span("The bridge will open before June", type="binary", prediction={"p": 0.99}, how="stated"),
        span("It is likely that the ferry stops", type="binary", how="lexicon", phrase="likely"),
        span(TUNNEL, not_checkable="vague"),
        span(GULLS, type="binary", prediction={"p": 0.7}, how="stated"),
    ]  # fmt: skip
    return finish_second_coding(now=now, actor=sam, second_coding=begun, spans=spans)


@pytest.fixture
def editor(client, project, now):
    edna = create_user(now=now, actor=None, email="edna@example.org", name="Edna")
    set_role(now=now, actor=None, project=project, user=edna, role="editor")
    client.force_login(edna)
    return client


def address(article):
    return reverse("article_agreement", args=[article.public_id])


def difference(page, quote):
    """The pair in which either of the two has this quote."""
    ((_, rows),) = page.context["compared"]
    (found,) = [
        row.difference.pair for row, *_ in rows if quote in (row.first.quote, row.second.quote)
    ]
    return found


def settled(client, second, quote, **given):
    pair = difference(client.get(address(second.article)), quote)
    named = {f"d{pair.key}-{name}": value for name, value in given.items()}
    return client.post(
        address(second.article), named | {"second": second.public_id, "key": pair.key}
    )


def test_places_and_codings_are_told_apart_with_metric_and_n(editor, second):
    said = " ".join(strip_tags(editor.get(address(second.article)).text).split())

    assert "Alice / Sam" in said
    assert "nominal, characters" in said
    assert "interval, yes-or-no places" in said
    assert f"n = {len(TEXT)}" in said
    assert "n = 3" in said
    assert "n = 2" in said
    assert "6 differences" in said


def test_both_readings_stand_side_by_side(editor, second):
    said = strip_tags(editor.get(address(second.article)).text)

    assert "yes or no: 0.95 (implicit certainty" in said
    assert "yes or no: 0.99 (stated" in said
    assert "no forecast" in said
    assert "not checkable: too vague" in said


def test_the_second_reading_replaces_the_first_with_a_reason(editor, second):
    bridge = "The bridge will open before June"
    given = {"ruling": "recoded", "reason": "He says so."}
    undated = settled(editor, second, bridge, **given)
    assert "The date has passed and nothing is resolved" in undated.text
    answer = settled(editor, second, bridge, **given, hindsight="blind")

    assert answer.status_code == 302
    coding = Forecast.objects.get(key="bridge").coding
    assert (coding.number, coding.prediction, coding.reason) == (2, {"p": 0.99}, "He says so.")
    said = " ".join(strip_tags(editor.get(address(second.article)).text).split())
    assert "the forecast was read anew. He says so." in said


@pytest.mark.parametrize(("ruling", "is_withdrawn"), [("first", False), ("withdrawn", True)])
def test_the_first_reading_stands_or_the_forecast_is_withdrawn(
    editor, second, ruling, is_withdrawn
):
    settled(editor, second, TUNNEL, ruling=ruling, reason="We read it again.")

    assert Settlement.objects.get().ruling == ruling
    assert bool(Forecast.objects.get(key="tunnel").withdrawn_at) is is_withdrawn


def test_what_was_overlooked_is_recorded_and_settles_the_difference(editor, second):
    pair = difference(editor.get(address(second.article)), GULLS)
    page = reverse("settle_by_adding", args=[second.article.public_id, second.public_id, pair.key])
    assert editor.get(page).context["form"].initial["quote"] == GULLS

    given = {
        "quote": GULLS, "start": TEXT.index(GULLS), "occurrence": 1, "forecaster": "Ines Quayle",
        "voice": "own", "kind": "binary", "how": "stated", "p": "0.7", "hindsight": "prospective",
        "question": "Do the gulls come back in 2026?", "event": "The harbour in 2026",
        "criteria": "One is seen.", "deciding_source": "the harbour office",
        "resolves_on": "2036-06-01", "yes_sentence": "they came", "no_sentence": "they did not",
    }  # fmt: skip
    unreasoned = editor.post(page, given)
    assert (unreasoned.status_code, Forecast.objects.filter(quote=GULLS).exists()) == (422, False)
    answer = editor.post(page, given | {"settled_because": "It was overlooked."})

    assert answer.status_code == 302, answer.context["form"].errors
    assert Forecast.objects.get(quote=GULLS).coding.prediction == {"p": 0.7}
    assert Settlement.objects.get().ruling == "added"
    assert editor.get(page).status_code == 404


def test_without_a_reason_nothing_is_settled_and_what_was_chosen_stays(editor, second):
    answer = settled(editor, second, TUNNEL, ruling="withdrawn", reason="")

    assert answer.status_code == 422
    assert answer.text.count("This field is required") == 1
    assert not Settlement.objects.exists()


def test_a_ruling_that_does_not_fit_is_not_offered(editor, second):
    answer = settled(editor, second, GULLS, ruling="withdrawn", reason="Nobody said so.")

    assert answer.status_code == 422
    assert not Settlement.objects.exists()


def test_coders_see_the_differences_and_settle_nothing(client, second, sam):
    client.force_login(sam)

    page = client.get(address(second.article))
    assert "Not settled yet" in page.text
    assert "Settle it" not in page.text
    answer = settled(client, second, TUNNEL, ruling="first", reason="I say so.")
    assert answer.status_code == 403
    assert not Settlement.objects.exists()


def test_the_project_shows_articles_pairs_and_what_can_be_coded_again(
    client, project, second, sam, user, now
):
    other = record(project, now, text=f"{TEXT}!", title="The harbour in summer", actor=user)
    client.force_login(sam)

    page = client.get(reverse("agreement", args=["harbour"]))

    said = " ".join(strip_tags(page.text).split())
    assert "Alice / Sam" in said
    assert second.article.title in said
    assert page.context["shown"].offered == [other]
    client.force_login(user)
    assert client.get(reverse("agreement", args=["harbour"])).context["shown"].offered == []
