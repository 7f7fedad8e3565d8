"""Evidence, the pages behind it, and files that were handed in."""

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action
from unfold.widgets import UnfoldAdminFileFieldWidget

from predictions.admin.base import AskingAdmin, OperationAdmin, OperationForm
from predictions.errors import DomainError
from predictions.outcomes.captures import capture_again
from predictions.outcomes.evidence import attach_file
from predictions.outcomes.models import Capture, Evidence, Upload
from predictions.outcomes.uploads import NewUpload

if TYPE_CHECKING:
    from predictions.accounts.models import User


class AttachFile(OperationForm):
    """The file that shows what the page does not; the rest of evidence stays as it is."""

    upload = forms.FileField(label=_("file"), widget=UnfoldAdminFileFieldWidget)

    class Meta:
        model = Evidence
        fields = ("upload",)

    def operate(self, **by: Any) -> Model:
        file = NewUpload.of(self.cleaned_data["upload"])
        return attach_file(**by, evidence=self.instance, file=file)


@admin.register(Evidence)
class EvidenceAdmin(OperationAdmin):
    changes = AttachFile
    readonly_fields: ClassVar = ("project", "url", "quotation", "where", "capture", "file")
    list_display = ("__str__", "quotation", "page", "file", "project")
    list_filter = ("capture__state", "project")
    list_select_related = ("project", "capture", "file")
    search_fields = ("url", "quotation", "file__name")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if self.has_change_permission(request, obj):
            return (*self.readonly_fields, "upload")
        return self.readonly_fields

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        lacks_file = obj is None or obj.file_id is None
        return lacks_file and super().has_change_permission(request, obj)

    @admin.display(description=_("page"))
    def page(self, evidence: Evidence) -> str:
        return evidence.capture.get_state_display() if evidence.capture else ""


@admin.register(Capture)
class CaptureAdmin(AskingAdmin):
    list_display = ("url", "state", "status", "attempts", "last_error", "not_before", "taken_at")
    list_filter = ("state", "project")
    search_fields = ("url", "sha256", "text", "last_error")
    date_hierarchy = "wanted_at"
    readonly_fields = ("download",)
    actions_detail = ("again",)

    @admin.display(description=_("as fetched"))
    def download(self, capture: Capture) -> str:
        if not capture.sha256:
            return "–"
        return _link(reverse("capture", args=[capture.public_id]))

    @action(description=_("Fetch again"), url_path="again", permissions=["write"])
    def again(self, request: HttpRequest, object_id: int) -> HttpResponse:
        capture = get_object_or_404(Capture, pk=object_id)
        if request.method != "POST":
            return self.ask(request, gettext("Fetch again"), capture)
        try:
            capture = capture_again(
                now=timezone.now(), actor=cast("User", request.user), capture=capture
            )
        except DomainError as error:
            messages.error(request, f"{error.reason} {error.remedy}")
        else:
            messages.success(request, gettext("The page will be fetched within a minute or two."))
        return redirect(reverse("admin:predictions_capture_change", args=[capture.pk]))


@admin.register(Upload)
class UploadAdmin(OperationAdmin):
    list_display = ("name", "content_type", "size", "project", "uploaded_by", "uploaded_at")
    list_filter = ("content_type", "project")
    list_select_related = ("project", "uploaded_by")
    search_fields = ("name", "sha256")
    date_hierarchy = "uploaded_at"
    readonly_fields = ("download",)

    @admin.display(description=_("as handed in"))
    def download(self, upload: Upload) -> str:
        return _link(reverse("upload", args=[upload.public_id]))


def _link(url: str) -> str:
    return format_html('<a href="{}">{}</a>', url, gettext("download"))
