"""The members of a project."""

from predictions.accounts.models import Membership
from predictions.mail.models import Message

PAGE = "/projects/harbour/members/"


def test_everybody_in_the_project_sees_its_members(client, reviewer):
    client.force_login(reviewer)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "alice@example.org" in page.text
    assert "Invite somebody" not in page.text


def test_to_a_stranger_the_project_is_not_there(client, project, django_user_model, now):
    stranger = django_user_model.objects.create(email="eve@example.org", joined_at=now)
    client.force_login(stranger)
    assert client.get(PAGE).status_code == 404


def test_an_administrator_invites_by_e_mail(client, user, project):
    client.force_login(user)
    client.post(PAGE, {"email": "bo@example.org", "name": "Bo", "role": "coder"})
    assert Membership.objects.get(user__email="bo@example.org").role == "coder"
    assert Message.objects.filter(to="bo@example.org", kind="invitation").exists()


def test_a_reviewer_invites_nobody(client, reviewer):
    client.force_login(reviewer)
    answer = client.post(PAGE, {"email": "bo@example.org", "role": "coder"})
    assert answer.status_code == 403
    assert not Membership.objects.filter(user__email="bo@example.org").exists()


def test_a_role_is_changed(client, user, project, reviewer):
    client.force_login(user)
    member = Membership.objects.get(user=reviewer)
    client.post(PAGE, {"member": str(member.pk), "role": "editor"})
    member.refresh_from_db()
    assert member.role == "editor"


def test_an_unknown_role_is_refused(client, user, project, reviewer):
    client.force_login(user)
    member = Membership.objects.get(user=reviewer)
    page = client.post(PAGE, {"member": str(member.pk), "role": "king"}, follow=True)
    assert "is not a role" in page.text
    member.refresh_from_db()
    assert member.role == "reviewer"


def test_a_member_is_removed(client, user, project, reviewer):
    client.force_login(user)
    member = Membership.objects.get(user=reviewer)
    page = client.post(
        PAGE, {"member": str(member.pk), "role": "reviewer", "remove": ""}, follow=True
    )
    assert "is no longer a member" in page.text
    assert f'value="{member.pk}"' not in page.text
    client.force_login(reviewer)
    assert client.get(PAGE).status_code == 404


def test_the_only_administrator_is_not_removed(client, user, project):
    client.force_login(user)
    member = Membership.objects.get(user=user)
    page = client.post(PAGE, {"member": str(member.pk), "remove": ""}, follow=True)
    assert "is the only administrator" in page.text
    member.refresh_from_db()
    assert member.role == "administrator"
