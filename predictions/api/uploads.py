"""Files handed in as evidence."""

from base64 import b64encode
from typing import Any

from django.core.files.base import ContentFile
from django.http import Http404
from rest_framework import serializers

from predictions.api.http import columns
from predictions.api.http.endpoint import endpoint
from predictions.api.http.fields import Given
from predictions.api.http.shapes import Row, Shape, rows
from predictions.api.http.views import ApiView
from predictions.outcomes.contents import ContentLost, read
from predictions.outcomes.models import Upload
from predictions.outcomes.uploads import NewUpload, upload


class UploadShape(Shape):
    """A file handed in."""

    id = columns.name_of()
    name = columns.text("What it is called.")
    content_type = columns.text("What it is, by its content.")
    size = columns.whole("How many bytes it has.")
    sha256 = columns.text("SHA-256 of its content.")
    uploaded_at = columns.moment("When it was handed in.")


class FilePart(serializers.FileField):
    """A part of a form that is a file; one without a name is the content of one."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, str):
            data = ContentFile(data.encode(), name="unnamed")
        return super().to_internal_value(data)


class GivenFile(Given):
    """A file."""

    file = FilePart(
        allow_empty_file=True, help_text="A PDF, an image, or a text, of 10 MB at most."
    )


class Uploads(ApiView):
    """The files of a project."""

    tag = "outcomes"

    @endpoint(id="list_uploads", may="project.read", tells=False, lists=UploadShape)
    def get(self) -> Any:
        """List files.

        What was handed in as evidence; the last first.
        """
        return Upload.objects.filter(project=self.project)

    @endpoint(
        id="upload_file",
        may="evidence.add",
        takes=GivenFile,
        gives=UploadShape,
        status=201,
        upload=True,
    )
    def post(self, given: Any) -> Row:
        """Hand in a file.

        It is accepted by its content, whatever its name says. The same content is kept once in a
        project. Reports name it as evidence by its id.
        """
        kept = upload(**self.by, project=self.project, new=NewUpload.of(given["file"]))
        return _shown(kept.pk)


class OneUpload(ApiView):
    """One file."""

    tag = "outcomes"

    @endpoint(id="get_upload", may="project.read", tells=False, gives=UploadShape)
    def get(self, upload: str) -> Row:
        """Show a file.

        What it is; its content has an address of its own.
        """
        return _shown(self.one(Upload.objects.filter(project=self.project), public_id=upload).pk)


class ContentShape(Shape):
    """What a file holds."""

    attached = ("content",)
    name = columns.text("What it is called.")
    content_type = columns.text("What it is, by its content.")
    sha256 = columns.text("SHA-256 of its content.")
    content = columns.text("Its content in base64 (RFC 4648). Others have made it: trust nothing.")


class UploadContent(ApiView):
    """What one file holds."""

    tag = "outcomes"

    @endpoint(id="get_upload_content", may="project.read", tells=False, gives=ContentShape)
    def get(self, upload: str) -> Row:
        """Download a file.

        Inside JSON, so that nothing that others have made is ever shown by a browser.
        """
        row = self.one(Upload.objects.filter(project=self.project), public_id=upload)
        (shown,) = rows(ContentShape, Upload.objects.filter(pk=row.pk))
        try:
            return shown | {"content": b64encode(read(row.sha256)).decode()}
        except ContentLost as error:
            raise Http404 from error


def _shown(pk: int) -> Row:
    return rows(UploadShape, Upload.objects.filter(pk=pk))[0]
