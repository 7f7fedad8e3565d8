"""The description: complete, and the one that lies in docs/."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

DOCUMENT = Path("docs/openapi.yaml")
METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def described():
    """The description that is served."""
    from predictions.api.documentation import described

    return described()


@pytest.fixture(scope="module")
def operations(described):
    return [
        (f"{method.upper()} {path}", operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    ]


def test_the_document_in_docs_is_the_one_that_is_served(tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", file=str(tmp_path / "new.yaml"))
    assert (tmp_path / "new.yaml").read_text() == DOCUMENT.read_text(), (
        "The API has changed: run `manage.py spectacular --file docs/openapi.yaml`."
    )


def test_it_is_openapi_3_1(described):
    assert described["openapi"].startswith("3.1.")


def test_every_operation_says_what_it_does(operations):
    for name, operation in operations:
        assert operation["summary"], name
        assert operation["description"], name
        assert operation["operationId"], name


def test_every_parameter_and_every_field_is_described(described, operations):
    for name, operation in operations:
        for parameter in operation.get("parameters", ()):
            assert parameter.get("description"), (name, parameter["name"])
    for component, schema in described["components"]["schemas"].items():
        for field, inner in schema.get("properties", {}).items():
            assert inner.get("description"), (component, field)


def test_every_operation_says_what_can_go_wrong(operations):
    for name, operation in operations:
        answers = operation["responses"]
        assert {"400", "406", "500"} <= set(answers), name
        for status, answer in answers.items():
            if status >= "400":
                assert set(answer["content"]) == {"application/problem+json"}, name


@pytest.mark.django_db
def test_the_description_can_be_had_without_signing_in(client):
    answer = client.get(reverse("api-schema"), headers={"accept": "application/json"})
    assert json.loads(answer.content)["info"]["title"] == "Foresaid"


@pytest.mark.django_db
def test_swagger_is_served_from_here_without_a_script_in_the_page(client):
    page = client.get(reverse("api-docs")).content.decode()
    assert "<script>" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page
    script = client.get(f"{reverse('api-docs')}?script=")
    assert script["Content-Type"].startswith("application/javascript")


def test_every_body_and_every_answer_has_an_example(operations):
    for name, operation in operations:
        body = operation.get("requestBody", {}).get("content", {})
        if "application/json" in body:
            assert body["application/json"].get("examples"), name
        status = next(status for status in operation["responses"] if status.startswith("2"))
        answer = operation["responses"][status]["content"]["application/json"]
        assert answer.get("examples"), name
