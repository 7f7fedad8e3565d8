"""API keys: one's own, issued and revoked by oneself."""

from typing import Any

from rest_framework import serializers

from predictions.accounts.keys import MOST_PER_MINUTE, issue_key, revoke_key
from predictions.accounts.models import ApiKey
from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Choice, Given, Moment, Text, Whole
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView


class KeyShape(Shape):
    """An API key; never the key itself."""

    id = columns.name_of()
    name = columns.text("Which program uses it.")
    prefix = columns.text("What the key begins with, to recognise it by.")
    scopes = columns.Words(choices=ApiKey.Scope.choices, help_text="What it may be used for.")
    per_minute = columns.whole("How many requests a minute it may make.")
    created_at = columns.moment("When it was issued.")
    expires_at = columns.moment("When it ends; null: never by itself.", allow_null=True)
    revoked_at = columns.moment("When it was revoked; null: it was not.", allow_null=True)
    last_used_at = columns.moment(
        "When it was used last, to the minute; null: never.", allow_null=True
    )


class IssuedKeyShape(KeyShape):
    """A new API key."""

    attached = ("key",)
    key = columns.text("The key itself. It is shown in this answer and never again.")


class GivenKey(Given):
    """A key to issue."""

    name = Text(max_length=100, help_text="Which program will use it.")
    scopes = serializers.ListField(
        child=Choice(choices=ApiKey.Scope.choices), min_length=1, max_length=4,
        help_text="What it may be used for: only what is named.",
    )  # fmt: skip
    expires_at = Moment(required=False, allow_null=True, help_text="When it shall end.")
    per_minute = Whole(
        required=False, min_value=1, max_value=MOST_PER_MINUTE,
        help_text="How many requests a minute it may make.",
    )  # fmt: skip


class MyKeys(ApiView):
    """One's own API keys."""

    tag = "me"

    @endpoint(id="list_my_keys", may="own.keys", lists=KeyShape)
    def get(self) -> Any:
        """List your API keys.

        Those that have ended as well; never the keys themselves.
        """
        return ApiKey.objects.filter(user=self.me)

    @endpoint(
        id="issue_key",
        may="own.keys",
        takes=GivenKey,
        gives=IssuedKeyShape,
        status=201,
        secret=True,
    )
    def post(self, given: Any) -> Row:
        """Issue an API key.

        It may do what you may, within its scopes: `read` shows, `record` is for what coders do,
        `review` for what reviewers do, `admin` for what editors and administrators do.
        """
        key, secret = issue_key(**self.by, **given)
        return rows(KeyShape, ApiKey.objects.filter(pk=key.pk))[0] | {"key": secret}


class MyKey(ApiView):
    """One of one's own API keys."""

    tag = "me"

    def show(self, pk: int) -> Row:
        return rows(KeyShape, ApiKey.objects.filter(pk=pk))[0]

    @endpoint(id="get_my_key", may="own.keys", gives=KeyShape)
    def get(self, key: str) -> Row:
        """Show one of your API keys.

        When it was used last, and when it ends.
        """
        return self.show(self.one(ApiKey.objects.filter(user=self.me), public_id=key).pk)

    @endpoint(id="revoke_key", may="own.keys", gives=KeyShape)
    def delete(self, key: str) -> Row:
        """Revoke one of your API keys.

        At once and for good; it stays in the list. Revoking it again changes nothing.
        """
        row = self.one(ApiKey.objects.filter(user=self.me), public_id=key)
        return self.show(revoke_key(**self.by, key=row).pk)
