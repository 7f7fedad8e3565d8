"""What is kept beside the database, handed out to members as attachments."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.views import View
from django.views.decorators.cache import never_cache

from predictions.accounts.permissions import projects_of
from predictions.outcomes.content_types import as_attachment, content_type_of
from predictions.outcomes.contents import ContentLost, read
from predictions.outcomes.models import Capture, Upload


@method_decorator(never_cache, name="dispatch")
class UploadView(LoginRequiredMixin, View):
    """A file that was handed in, for who may read its project; for others it is not there."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        mine = Upload.objects.filter(project__in=projects_of(request.user))
        upload = get_object_or_404(mine, public_id=public_id)
        return attachment(upload.sha256, upload.name, upload.content_type)


@method_decorator(never_cache, name="dispatch")
class CaptureView(LoginRequiredMixin, View):
    """A page as it was fetched, byte for byte, for who may read its project."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        mine = Capture.objects.filter(project__in=projects_of(request.user)).exclude(sha256="")
        capture = get_object_or_404(mine, public_id=public_id)
        return attachment(capture.sha256, capture.public_id)


def attachment(sha256: str, name: str, content_type: str | None = None) -> HttpResponse:
    """The content to be saved, never shown: other people have made it."""
    try:
        content = read(sha256)
    except ContentLost as error:
        raise Http404(str(error)) from error
    if content_type is None:
        content_type = content_type_of(content)
    name, content_type = as_attachment(name, content_type)
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
