"""What Django answers outside of any view: below /api/ a problem as everything there, else its page."""

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views import defaults
from rest_framework.response import Response

from predictions.api.http.formats import encoded
from predictions.api.http.problems import MEDIA_TYPE, our_mistake, suspicious


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """What is refused before an address is looked up, as a host that is not ours."""
    if not _is_of_the_api(request):
        return defaults.bad_request(request, exception)
    refused = exception if isinstance(exception, SuspiciousOperation) else SuspiciousOperation()
    return _plain(suspicious(refused))


def server_error(request: HttpRequest) -> HttpResponseBase:
    """What breaks before a view is reached, or behind it."""
    return _plain(our_mistake()) if _is_of_the_api(request) else defaults.server_error(request)


def _is_of_the_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def _plain(said: Response) -> HttpResponse:
    return HttpResponse(encoded(said.data), status=said.status_code, content_type=MEDIA_TYPE)
