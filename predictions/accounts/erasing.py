"""Erasing what is kept of a user who asks for it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from predictions.accounts.models import User
from predictions.errors import DomainError
from predictions.ledger.erasing import erase_images
from predictions.mail.operations import forget


class ErasesThemselves(DomainError):
    """Whoever erases an account is somebody else, since the act names its actor."""


@transaction.atomic
def erase_user(*, now: datetime, actor: User | None, user: User, reason: str) -> User:
    """Blank a user's name and address here, in the outbox and in the ledger; what they did stays.

    They cannot sign in any more, and their API keys end, nameless. Of what other packages keep about
    signing in (addresses, second factors) nothing stays.
    """
    if actor == user:
        raise ErasesThemselves(
            gettext("Nobody erases their own account."),
            field="user",
            remedy=gettext("Ask another administrator, or run `manage.py erase`."),
        )
    user = User.objects.select_for_update().get(pk=user.pk)
    forget(now=now, email=user.email)
    for relation in user._meta.related_objects:
        if relation.related_model._meta.app_label != user._meta.app_label:
            relation.related_model._default_manager.filter(**{relation.field.name: user}).delete()
    user.email, user.name = f"erased-{user.pk}@erased.invalid", ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
    keys = list(user.api_keys.select_for_update())
    for key in keys:
        key.name, key.revoked_at = "", key.revoked_at or now
        key.save()
    erase_images(now=now, actor=actor, on=user, rows=[user, *keys], reason=reason)
    return user
