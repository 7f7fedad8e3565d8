"""Acts on one object: a GET asks and changes nothing, a POST does it or says why not."""

import pytest
from django.urls import reverse

from predictions.accounts.operations import create_user, set_role
from predictions.admin.forecasts import Withdraw
from predictions.articles.models import Article, Forecaster
from predictions.articles.operations import ensure_forecaster
from predictions.forecasts.models import Forecast, Settlement
from predictions.forecasts.operations import NewSpan, begin_second_coding, finish_second_coding
from predictions.ledger.models import Act
from predictions.questions.models import Event, Question
from predictions.questions.operations import ensure_event
from tests.cast import TEXT, bridge, question, record, rows_of_every_table


@pytest.fixture
def ask(signed_in):
    """Open the page of an act."""
    return lambda page, on: signed_in.get(reverse(f"admin:predictions_{page}", args=[on.pk]))


@pytest.fixture
def do(signed_in):
    """Post the page of an act; what stands beside its fields, nothing where it was done."""

    def send(page, on, **data):
        address = reverse(f"admin:predictions_{page}", args=[on.pk])
        response = signed_in.post(address, data | {"asked": "1"})
        if response.status_code == 302:
            return {}
        assert response.status_code == 422
        return dict(response.context["form"].errors)

    return send


def forecast(key="bridge"):
    return Forecast.objects.get(key=key)


@pytest.mark.parametrize(("page", "find"), [
    ("forecaster_merge", Forecaster.objects.first),
    ("forecaster_unmerge", Forecaster.objects.first),
    ("event_merge", Event.objects.first),
    ("event_unmerge", Event.objects.first),
    ("question_merge", Question.objects.first),
    ("question_unmerge", Question.objects.first),
    ("question_change_criteria", Question.objects.first),
    ("question_change_reference", Question.objects.first),
    ("question_add_reference", Question.objects.first),
    ("article_version", Article.objects.first),
    ("article_retract", Article.objects.first),
    ("article_license", Article.objects.first),
    ("forecast_recode", forecast),
    ("forecast_withdraw", forecast),
])  # fmt: skip
def test_a_page_asks_and_changes_nothing(ask, column, page, find):
    before = rows_of_every_table()

    assert ask(page, find()).status_code == 200
    assert rows_of_every_table() == before


def test_a_forecaster_is_merged_and_unmerged(do, column, project, now, user):
    ines = column.forecaster
    other = ensure_forecaster(now=now, actor=None, project=project, name="I. Quayle")

    assert do("forecaster_merge", ines, into=other.pk, reason="One woman.") == {}
    ines.refresh_from_db()
    assert ines.merged_into == other
    assert Act.objects.get(verb="merged").actor == user
    assert do("forecaster_unmerge", ines, reason="Two women.") == {}
    ines.refresh_from_db()
    assert ines.merged_into is None


def test_an_event_is_merged_and_unmerged(do, column, project, now):
    storm = ensure_event(now=now, actor=None, project=project, name="The storm")
    harbour = question("bridge").event

    assert do("event_merge", storm, into=harbour.pk, reason="One spring.") == {}
    assert Event.objects.get(pk=storm.pk).merged_into == harbour
    assert do("event_unmerge", storm, reason="Two springs.") == {}
    assert Event.objects.get(pk=storm.pk).merged_into is None


def test_a_question_is_merged_and_unmerged(do, column, project, now):
    record(project, now, text="Once more: the bridge will open before June.", forecasts=[
        bridge(key="again", quote="the bridge will open", question="Open by June?")
    ])  # fmt: skip
    again = question("again")
    given = {"into": question("bridge").pk, "reason": "They ask for the same."}

    assert do("question_merge", again, version=again.version, **given) == {}
    assert question("again").merged_into == question("bridge")
    assert do("question_unmerge", again, version=again.version + 1, reason="No.") == {}
    assert question("again").merged_into is None


def test_what_the_operation_refuses_stands_beside_its_field(do, column):
    errors = do("forecast_withdraw", forecast(), because="other", note="x")
    assert errors == {}

    errors = do("forecast_withdraw", forecast(), because="other", note="x")
    assert "was withdrawn on" in str(errors["__all__"])


def test_criteria_are_changed(do, column):
    asked = question("bridge")
    given = {
        "criteria": "On foot, too.",
        "deciding_source": "the harbour office",
        "hindsight": "blind",
    }

    assert do("question_change_criteria", asked, version=1, reason="Cyclists.", **given) == {}
    assert question("bridge").criteria.number == 2
    errors = do("question_change_criteria", asked, version=1, reason="Cyclists.", **given)
    assert "changed by somebody else" in str(errors["version"])


def test_references_are_changed_and_added(do, column):
    asked = question("bridge")
    given = {"reference": '{"p": 0.6}', "source": "6 of the last 10", "hindsight": "blind"}

    assert do("question_change_reference", asked, version=1, reason="Better.", **given) == {}
    assert question("bridge").reference.prediction == {"p": 0.6}
    assert do("question_add_reference", asked, **given | {"source": "another count"}) == {}
    assert question("bridge").references.count() == 3
    errors = do("question_add_reference", asked, **given)
    assert "has this reference already" in str(errors["reference"])


def test_a_forecast_is_read_anew(do, column):
    given = {
        "prediction": '{"p": 0.8, "cautious": 0.7, "bold": 0.9}',
        "how": "judged",
        "because": "he hedges",
        "hindsight": "blind",
        "reason": "The next sentence was overlooked.",
    }

    assert do("forecast_recode", forecast(), number=1, **given) == {}
    assert forecast().coding.prediction == {"p": 0.8}
    assert "version 2 is there" in str(do("forecast_recode", forecast(), number=1, **given))


def test_an_article_is_corrected_retracted_and_licensed(do, column):
    given = {"text": TEXT.replace("bridge", "gate"), "published_on": "2026-03-09", "note": "Sorry."}

    assert do("article_version", column, **given) == {}
    assert do("article_retract", column, retracted_on="2026-04-01", note="Invented.") == {}
    assert do("article_license", column, licensed="on", reason="CC BY") == {}

    column.refresh_from_db()
    assert (column.retraction_note, column.licensed) == ("Invented.", True)
    assert column.later_versions.get().number == 2


def test_vanished_quotes_are_shown(signed_in, do, column):
    text = TEXT.replace("The bridge will", "The bridge may")
    do("article_version", column, text=text, published_on="2026-03-09")
    page = reverse("admin:predictions_article_change", args=[column.later_versions.get().pk])

    assert "“The bridge will open before June”" in signed_in.get(page).content.decode()


def test_a_difference_between_two_codings_is_settled(do, ask, column, user, now):
    begun = begin_second_coding(now=now, actor=user, article=column, given="text")
    gulls = TEXT.index("The gulls come back")
    spans = [
        NewSpan(
            start=forecast().start, end=forecast().end, type="binary", how="stated",
            prediction={"p": 0.9},
        ),
        NewSpan(start=gulls, end=gulls + 19, not_checkable="vague"),
    ]  # fmt: skip
    finish_second_coding(now=now, actor=user, second_coding=begun, spans=spans)

    assert ask("secondcoding_settle", begun).status_code == 200
    difference = {
        "difference": forecast().start,
        "ruling": "recoded",
        "reason": "As Alice says.",
        "hindsight": "blind",
    }
    assert do("secondcoding_settle", begun, **difference) == {}

    assert forecast().coding.prediction == {"p": 0.9}
    assert Settlement.objects.get().settled_by == user


def test_an_act_needs_the_role_for_it(column, now, project):
    coder = create_user(now=now, actor=None, email="cody@example.org", name="Cody")
    set_role(now=now, actor=None, project=project, user=coder, role="coder")
    form = Withdraw({"because": "other", "note": "A caption."}, on=forecast())
    assert form.is_valid()

    assert not form.done_by(coder)

    assert "This needs the role of editor" in str(form.errors)
    assert forecast().withdrawn_at is None
