"""Every page of the admin: all models are there, nothing is deleted, everything opens."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

import predictions.admin.registry  # noqa: F401  (registers every model)
from predictions.accounts.models import User
from predictions.admin.base import OperationAdmin

OURS = sorted(
    (model for model in admin.site._registry if model._meta.app_label == "predictions"),
    key=lambda model: model.__name__,
)
each_model = pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)


def url(model, page, *args):
    return reverse(f"admin:predictions_{model._meta.model_name}_{page}", args=args)


def test_every_model_is_registered():
    assert set(OURS) == set(apps.get_app_config("predictions").get_models())


@each_model
def test_our_models_are_written_by_operations_only(model):
    assert isinstance(admin.site._registry[model], OperationAdmin)


@each_model
def test_nothing_is_ever_deleted(model, rf):
    request = rf.get("/")
    request.user = User(is_staff=True, is_superuser=True, is_active=True)

    page = admin.site._registry[model]

    assert not page.has_delete_permission(request)
    assert "delete_selected" not in page.get_actions(request)
    assert all(not inline.can_delete for inline in page.inlines)


def test_the_pages_that_delete_are_closed(signed_in, whole_flow):
    for model in OURS:
        before = model._default_manager.count()
        page = url(model, "delete", model._default_manager.first().pk)

        assert signed_in.get(page).status_code == 403, model
        assert signed_in.post(page, {"post": "yes"}).status_code == 403, model
        assert model._default_manager.count() == before


def test_every_list_opens_for_an_administrator_search_included(signed_in, whole_flow, subtests):
    for model in OURS:
        with subtests.test(model=model.__name__):
            every = signed_in.get(url(model, "changelist"))
            assert every.status_code == 200
            assert every.context["cl"].result_count >= 1

            if admin.site._registry[model].search_fields:
                none = signed_in.get(url(model, "changelist"), {"q": "no such thing"})
                assert none.status_code == 200
                assert none.context["cl"].result_count == 0


def test_every_row_opens_for_an_administrator(signed_in, whole_flow, subtests):
    for model in OURS:
        for row in model._default_manager.all()[:2]:
            with subtests.test(model=model.__name__, row=row.pk):
                assert signed_in.get(url(model, "change", row.pk)).status_code == 200


@each_model
def test_forms_that_add_open_and_others_are_closed(model, signed_in):
    adds = admin.site._registry[model].adds is not None

    assert signed_in.get(url(model, "add")).status_code == (200 if adds else 403)


@each_model
def test_whoever_has_not_signed_in_is_sent_to_sign_in(model, client, db):
    for page, *args in (("changelist",), ("add",), ("change", 1)):
        response = client.get(url(model, page, *args))
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("admin:login"))


def test_a_reviewer_who_is_no_administrator_is_sent_to_sign_in(client, reviewer):
    client.force_login(reviewer)

    response = client.get(reverse("admin:index"))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("admin:login"))
