"""Every role and every operation: who may, and who may not."""

import json

import pytest

from predictions.accounts.keys import OWN
from predictions.accounts.models import Membership
from predictions.accounts.operations import create_user, set_role
from predictions.accounts.permissions import LOWEST, ORDER
from predictions.api import urls
from tests.api.calling import address, operations
from tests.api.conftest import Program

ROLES = [role.value for role in ORDER]
# Whatever a path names: nothing there, so that nothing is changed.
ANYTHING = {"project": "harbour", "problem": "not-found", "report": 1, "size": 1}


def may():
    """Operation of the API to operation of the permission table."""
    found = {}
    for pattern in urls.urlpatterns:
        view = getattr(pattern.callback, "view_class", None)
        for method in ("get", "post", "put", "patch", "delete"):
            endpoint = getattr(getattr(view, method, None), "endpoint", None)
            if endpoint:
                found[endpoint.id] = endpoint.may
    return found


def ask(program, name):
    """The status of an operation that is asked for with an empty body, and the type of problem."""
    method, path, _ = operations()[name]
    parameters = {part: ANYTHING.get(part, "nothing-here") for part in _parts(path)}
    response = program.send(method, address(path, parameters), None if method == "GET" else {})
    body = json.loads(response.content or "{}")
    kind = body.get("type", "").rpartition("/")[2] if isinstance(body, dict) else ""
    return response.status_code, kind


def _parts(path):
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


@pytest.fixture(params=ROLES)
def member(request, project, now):
    user = create_user(now=now, actor=None, email=f"{request.param}@example.org")
    set_role(now=now, actor=None, project=project, user=user, role=request.param)
    return request.param, Program(user)


def test_the_matrix_knows_every_operation():
    assert set(may()) == set(operations())
    assert set(may().values()) - {""} <= set(LOWEST) | set(OWN)


def test_each_role_may_do_what_the_table_says_and_nothing_else(member):
    role, program = member
    for name, operation in may().items():
        status, kind = ask(program, name)
        assert status < 500, name
        if operation in ("", *OWN):
            assert status not in (401, 403), name
        elif operation in ("projects.open", "users.add"):
            assert (status, kind) == (403, "accounts-not-allowed"), name
        else:
            is_allowed = ROLES.index(role) >= ROLES.index(LOWEST[operation])
            assert (kind == "accounts-not-allowed") != is_allowed, (name, role, status, kind)
            assert (status == 403) != is_allowed, (name, role, status, kind)


def test_for_who_is_no_member_there_is_nothing(project, now):
    stranger = Program(create_user(now=now, actor=None, email="bo@example.org"))
    for name, operation in may().items():
        if "{project}" in operations()[name][1]:
            assert ask(stranger, name) == (404, "not-found"), (name, operation)


def test_nobody_may_what_not_everybody_may(project):
    nobody = Program()
    for name, operation in may().items():
        status, kind = ask(nobody, name)
        assert (status == 401) == bool(operation), (name, status, kind)


def test_every_role_stands_in_the_matrix():
    assert set(ROLES) == set(Membership.Role.values)
