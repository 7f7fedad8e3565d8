"""The views' common ground: who asks, in which project, and whether that may be."""

from functools import cached_property
from typing import Any, ClassVar, cast

from django.db.models import Exists, Manager, Model, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext
from rest_framework.exceptions import NotAuthenticated
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from predictions.accounts.keys import OWN, require_scope
from predictions.accounts.models import ApiKey, Project, User
from predictions.accounts.permissions import allows, entered, refusal, role_of
from predictions.api.http import parsing
from predictions.api.http.authentication import AUTHENTICATIONS
from predictions.api.http.endpoint import Endpoint, check_match
from predictions.api.http.formats import JSON_ONLY, OF_LISTS, Json, Negotiation
from predictions.api.http.problems import handle
from predictions.api.http.throttling import PerKey
from predictions.errors import DomainError
from predictions.forecasts.blind_coding import check_codes_nothing_blind, open_by, visible_to
from predictions.forecasts.models import Forecast


class NoSuchThing(DomainError):
    """A request names what is not there, or what belongs to somebody else."""


class ApiView(APIView):
    """A view whose operations say who may (`@endpoint`). It opens the address's project, if any."""

    authentication_classes = AUTHENTICATIONS
    permission_classes = ()
    throttle_classes = (PerKey,)
    parser_classes = (parsing.Json,)
    content_negotiation_class = Negotiation
    tag: ClassVar[str]
    project: Project
    # Whether the user is coding an article, of whatever project, blind.
    blind: bool

    @cached_property
    def now(self) -> Any:
        """The moment of the request."""
        return timezone.now()

    @property
    def me(self) -> User:
        """Who asks, where somebody must be signed in."""
        return cast(User, self.request.user)

    @property
    def by(self) -> dict[str, Any]:
        """When, and who: what every operation takes."""
        return {"now": self.now, "actor": self.me}

    @property
    def endpoint(self) -> Endpoint | None:
        """What the handler of this request's method declares; None where there is none."""
        method = self.request.method if self.request else None
        handler = getattr(self, (method or "").lower(), None)
        return getattr(handler, "endpoint", None)

    def get_authenticators(self) -> Any:
        # Where anybody may, it does not matter who asks, nor whether the key is still valid.
        endpoint = self.endpoint
        return [] if endpoint and not endpoint.may else super().get_authenticators()

    def get_renderers(self) -> Any:
        endpoint = self.endpoint
        return [one() for one in (OF_LISTS if endpoint and endpoint.lists else JSON_ONLY)]

    def get_parsers(self) -> Any:
        endpoint = self.endpoint
        return [MultiPartParser()] if endpoint and endpoint.upload else super().get_parsers()

    def get_exception_handler(self) -> Any:
        return handle

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        endpoint = self.endpoint
        if endpoint is None or not endpoint.may:
            return
        if not request.user.is_authenticated:
            raise NotAuthenticated
        if "project" in kwargs:
            self._open(request, kwargs["project"], endpoint.may)
        elif endpoint.may not in OWN:
            role = role_of(request.user, None)
            if not allows(role, endpoint.may):
                raise refusal(role, endpoint.may)
        if isinstance(request.auth, ApiKey):
            require_scope(request.auth, endpoint.may)

    def _open(self, request: Request, slug: str, may: str) -> None:
        """Open a project; one that the user may not see is not there."""
        found = entered(request.user, slug, blind=Exists(open_by(self.me)))
        if found is None:
            raise Http404
        self.project, role = found
        self.blind = vars(self.project)["blind"]
        if not allows(role, may):
            raise refusal(role, may)
        reads = request.method in SAFE_METHODS and self.endpoint and self.endpoint.tells
        if reads and self.blind:
            check_codes_nothing_blind(self.me, self.project)

    def one[Row: Model](self, queryset: QuerySet[Row] | Manager[Row], **lookup: Any) -> Row:
        """The row that the address names; 404 where it is not among these.

        For a change it is held until the transaction ends, and `If-Match` is checked.
        """
        if self.request.method in ("GET", "HEAD"):
            row = queryset.filter(**lookup).first()
        else:
            row = queryset.filter(**lookup).select_for_update(of=("self",)).first()
        if row is None:
            raise Http404
        if self.request.method not in ("GET", "HEAD"):
            check_match(self.request, lambda: self.show(row.pk))
        return row

    def named[Row: Model](self, queryset: QuerySet[Row], name: str, field: str, by: str) -> Row:
        """The row that a request's field names by its column `by`."""
        row = queryset.filter(**{by: name}).first()
        if row is None:
            kind = queryset.model._meta.verbose_name
            raise NoSuchThing(
                gettext("There is no %(kind)s “%(name)s” here.") % {"kind": kind, "name": name},
                field=field,
                remedy=gettext("Look for it in the list; or add it first."),
            )
        return row

    def show(self, pk: int) -> Any:
        """What is shown of the row that the view is about; its digest is the `ETag`."""
        raise NotImplementedError

    def visible_forecasts(self) -> QuerySet[Forecast]:
        """The project's forecasts, but for those of articles that the user is coding blind."""
        forecasts = visible_to(self.me) if self.blind else Forecast.objects.all()
        return forecasts.filter(article__project=self.project)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Accept", "Authorization"])
        patch_cache_control(response, private=True, no_cache=True)
        if isinstance(response, Response) and response.exception:
            # A problem is JSON, whatever was asked for.
            response.accepted_renderer = Json()
            response.accepted_media_type = "application/json"
        return response
