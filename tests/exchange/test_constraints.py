"""What the operations refuse the database refuses, too, when somebody writes past them."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import F, ProtectedError, UniqueConstraint

from predictions.accounts.idempotency import Answer, once
from predictions.accounts.keys import issue_key
from predictions.accounts.models import (
    Absence,
    ApiKey,
    IdempotencyKey,
    Membership,
    Project,
    User,
)
from predictions.articles.models import Alias, Article, Forecaster, Outlet
from predictions.forecasts.models import (
    Coding,
    Forecast,
    SecondCoding,
    Settlement,
    Span,
    Statement,
)
from predictions.outcomes.models import (
    Capture,
    Confirmation,
    Evidence,
    Objection,
    Proposal,
    Resolution,
    Scenario,
    Supposition,
    Upload,
)
from predictions.outcomes.uploads import NewUpload, upload
from predictions.publishing.bulletins import write_bulletins
from predictions.publishing.models import Bulletin, Publication
from predictions.publishing.operations import publish
from predictions.questions.models import (
    Assignment,
    Criteria,
    Event,
    Option,
    Question,
    Reference,
    Topic,
)
from tests.cast import coded_again, question, record, resolved
from tests.outcomes.reviewing import contested

STAGES = ("accounts", "articles", "questions", "forecasts", "outcomes", "publishing")


def again(model, **given):
    """Insert one row of the model once more."""

    def write():
        row = model.objects.filter(**given).first()
        row.pk = None
        if hasattr(row, "public_id"):
            row.public_id = "another"
        row.save(force_insert=True)

    return write


def update(model, *, where=None, **values):
    """Change rows past the operations."""

    def write():
        assert model.objects.filter(**(where or {})).update(**values)

    return write


def of(key, **values):
    """Change the question that the forecast of this key answers."""
    return lambda: Question.objects.filter(pk=question(key).pk).update(**values)


def absence_backwards():
    Absence.objects.create(
        user=User.objects.first(), starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 1)
    )


def implied_by_itself():
    Forecast.objects.filter(key="bridge").update(implied_by=F("id"))


def itself(model, pointer):
    """Let every row of the model point to itself."""
    return lambda: model.objects.update(**{pointer: F("id")})


def merged_into_itself():
    Question.objects.update(status="merged", merged_into=F("id"))


def two_second_versions():
    first = Article.objects.get()
    for text in ("It rains.", "It pours."):
        later = Article.objects.get(pk=first.pk)
        later.pk, later.public_id, later.text_sha256 = None, text, text
        later.version_of, later.number = first, 2
        later.save(force_insert=True)


def two_captures_of_an_article():
    for _ in range(2):
        Capture.objects.create(
            project=Project.objects.get(),
            url="https://example.org/",
            article=Article.objects.get(),
            wanted_at=datetime(2026, 3, 2, tzinfo=UTC),
            not_before=datetime(2026, 3, 2, tzinfo=UTC),
        )


def bulletin_twice():
    row = Bulletin.objects.get()
    message = row.message
    message.pk, message.public_id = None, "another"
    message.save(force_insert=True)
    row.pk, row.message = None, message
    row.save(force_insert=True)


def settled_again():
    row = Settlement.objects.get()
    row.pk, row.span = None, None
    row.save(force_insert=True)


def late_objection_to_a_quote():
    Objection.objects.update(
        concerns="quote", resolution=None, forecast=Forecast.objects.first(), late=True
    )


BAD_ROWS = {
    "email_address_is_in_lower_case": update(User, email="Alice@Example.org"),
    "implicit_certainty_lies_between_its_readings": update(Project, implicit_certainty=0.8),
    "absence_ends_after_it_begins": absence_backwards,
    "one_role_per_member": again(Membership),
    "key_may_be_used": update(ApiKey, per_minute=0),
    "key_expires_after_it_begins": update(ApiKey, expires_at=datetime(2000, 1, 1, tzinfo=UTC)),
    "one_act_per_idempotency_key": again(IdempotencyKey),
    "publication_is_about_one_thing": update(Publication, article=None),
    "one_bulletin_per_editor_and_week": bulletin_twice,
    "one_outlet_per_name": again(Outlet),
    "one_forecaster_per_alias": again(Alias),
    "one_article_per_text": again(Article),
    "article_has_text": update(Article, text=""),
    "forecaster_is_not_merged_into_itself": itself(Forecaster, "merged_into"),
    "one_text_per_version": two_second_versions,
    "later_version_points_to_the_first": update(Article, number=2),
    "article_is_not_its_own_original": itself(Article, "original"),
    "retraction_says_what_was_retracted": update(Article, retracted_on=date(2026, 3, 9)),
    "one_topic_per_name": again(Topic),
    "one_event_per_name": again(Event),
    "event_is_not_merged_into_itself": itself(Event, "merged_into"),
    "one_question_per_wording": of("ferry", wording="Does the bridge open before June 2026?"),
    "open_question_has_criteria_and_date": of("bridge", resolves_at=None),
    "numeric_question_has_unit": of("boats", unit=""),
    "only_numeric_questions_have_bounds": of("bridge", lower=0),
    "lower_bound_below_upper": of("boats", upper=0),
    "only_options_can_be_ordered": of("bridge", ordered=True),
    "date_question_has_horizon": of("tunnel", horizon=date(2026, 3, 1)),
    "question_is_not_merged_into_itself": merged_into_itself,
    "merged_question_points_to_the_other": of("bridge", status="merged"),
    "question_is_not_its_own_sibling": itself(Question, "sibling_of"),
    "one_option_per_place": update(Option, where={"label": "Bo"}, position=0),
    "one_option_per_label": update(Option, where={"label": "Bo"}, label="Ada"),
    "one_criteria_per_number": again(Criteria),
    "changed_criteria_say_why": update(Criteria, number=2),
    "one_reference_per_number": again(Reference),
    "stated_reference_names_its_source": update(Reference, where={"origin": "stated"}, source=""),
    "one_assignment_per_reviewer": again(Assignment),
    "one_statement_per_label": again(Statement),
    "one_forecast_per_key": again(Forecast, key="lighthouse"),
    "quote_is_not_empty": update(Forecast, where={"key": "bridge"}, end=F("start")),
    "forecast_answers_a_question_or_says_why_not": update(
        Forecast, where={"key": "lighthouse"}, not_checkable=""
    ),
    "forecast_is_not_implied_by_itself": implied_by_itself,
    "withdrawal_says_why": update(Forecast, withdrawn_because="other"),
    "one_coding_per_number": again(Coding),
    "superseding_coding_says_why": update(Coding, number=2),
    "readings_come_in_pairs": update(Coding, where={"forecast__key": "mayor"}, bold={"p": 1}),
    "one_second_coding_per_coder": again(SecondCoding),
    "second_coding_ends_once": update(
        SecondCoding, finished_at="2026-03-02T00:00Z", given_up_at="2026-03-02T00:00Z"
    ),
    "one_span_per_place": again(Span),
    "span_is_not_empty": update(Span, end=F("start")),
    "span_has_a_prediction_or_says_why_not": update(Span, not_checkable=""),
    "one_settlement_per_forecast": settled_again,
    "settlement_is_about_a_reading": update(Settlement, forecast=None),
    "settlement_says_why": update(Settlement, reason=""),
    "one_upload_per_content": again(Upload),
    "capture_is_kept_with_its_content": update(Capture, state="kept"),
    "one_first_capture_per_article": two_captures_of_an_article,
    "evidence_can_be_looked_at": update(Evidence, url="", quotation=""),
    "one_proposal_waits_per_question": update(Proposal, closed_at=None),
    "proposal_adopts_a_report_or_says_why_not": update(Proposal, report=None),
    "one_verdict_of_a_kind_per_proposal": again(Confirmation),
    "declining_gives_a_reason_and_a_counter_proposal": update(
        Confirmation, where={"verdict": "declined"}, reason=""
    ),
    "one_first_resolution_per_question": again(Resolution),
    "resolution_adopts_a_report_or_says_why_not": update(Resolution, report=None),
    "objection_concerns_one_thing": update(Objection, concerns="quote"),
    "objection_says_why": update(Objection, text=""),
    "only_resolutions_have_days_for_objections": late_objection_to_a_quote,
    "decided_objection_has_a_reply": update(Objection, reply=""),
    "one_scenario_per_name": again(Scenario),
    "one_supposition_per_question": again(Supposition),
}


@pytest.fixture(autouse=True)
def recorded(project, reviewer, now):
    article = record(project, now, reviewers=(reviewer,))
    publish(now=now, actor=reviewer, target=article)
    assert write_bulletins(now=now)
    issue_key(now=now, actor=reviewer, name="notebook", scopes=["read"])
    once(now=now, user=reviewer, key="k", digest="d", act=lambda: Answer(200, "{}"))
    resolved("bridge", True, now)
    coded_again(reviewer, now)
    contested(project, now)
    upload(
        now=now,
        actor=None,
        project=project,
        new=NewUpload(name="log.txt", content=b"The bridge is open."),
    )


def constraints():
    return {
        constraint.name: constraint
        for model in apps.get_app_config("predictions").get_models()
        if model.__module__.split(".")[1] in STAGES
        for constraint in model._meta.constraints
    }


def test_each_constraint_of_the_flow_is_tried_here():
    assert set(BAD_ROWS) == set(constraints())


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_row_is_refused_by(name, unguarded):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        BAD_ROWS[name]()

    # SQLite names the columns of a unique constraint, not the constraint.
    unnamed = connection.vendor == "sqlite" and isinstance(constraints()[name], UniqueConstraint)
    assert ("UNIQUE constraint failed" if unnamed else name) in str(caught.value)


def test_only_date_questions_have_a_horizon():
    with pytest.raises(IntegrityError, match="date_question_has_horizon"), transaction.atomic():
        of("bridge", horizon=date(2027, 3, 1))()


def test_an_open_question_has_criteria():
    with (
        pytest.raises(IntegrityError, match="open_question_has_criteria_and_date"),
        transaction.atomic(),
    ):
        of("bridge", criteria=None)()


def test_a_forecast_that_is_not_checkable_answers_no_question():
    with (
        pytest.raises(IntegrityError, match="forecast_answers_a_question_or_says_why_not"),
        transaction.atomic(),
    ):
        update(Forecast, where={"key": "bridge"}, not_checkable="no_date")()


@pytest.mark.parametrize("pointer", ["criteria", "reference"])
def test_two_questions_do_not_share(pointer):
    with pytest.raises(IntegrityError), transaction.atomic():
        of("ferry", **{pointer: getattr(question("bridge"), pointer)})()


def test_a_resolution_is_superseded_once(now):
    resolved("bridge", False, now, supersede=True, rationale="It was a rehearsal.")
    first, second = question("bridge").resolutions.order_by("pk")

    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.create(
            question=first.question,
            kind="answered",
            report=second.report,
            known_at=now,
            supersedes=first,
            resolved_at=now,
        )


def test_a_public_id_names_one_question():
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.update(public_id="the-same")


def test_an_address_is_one_users():
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.update(email="alice@example.org")


def test_what_others_point_to_is_not_deleted():
    for model in (Project, Article, Question, Event, User):
        with pytest.raises(ProtectedError):
            model.objects.first().delete()
