"""Handing in files: accepted by what they are, kept once under their hash."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext

from predictions.accounts.models import Project, User
from predictions.errors import DomainError
from predictions.ledger.operations import record_act
from predictions.outcomes.content_types import content_type_of
from predictions.outcomes.contents import keep
from predictions.outcomes.models import Upload
from predictions.storable import check_storable

LARGEST = 10 * 1024 * 1024
NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\]")


class NotAccepted(DomainError):
    """The file is too large, empty, or of a kind that is not kept."""


@dataclass(frozen=True, kw_only=True)
class NewUpload:
    """A file as it was handed in: what it is called, and what it holds."""

    name: str
    content: bytes

    @classmethod
    def of(cls, file: "File[bytes]") -> Self:
        """From a file of a form, of which no more is read than is needed to refuse it."""
        return cls(name=file.name or "", content=file.read(LARGEST + 1))


@transaction.atomic
def upload(*, now: datetime, actor: User | None, project: Project, new: NewUpload) -> Upload:
    """Keep a file; the same content is kept once in a project, under the name it first had."""
    if len(new.content) > LARGEST:
        raise NotAccepted(
            gettext("The file is larger than %(most)s MB.") % {"most": LARGEST // 1024**2},
            field="upload",
            remedy=gettext("Hand in the pages that matter, or an image of less resolution."),
        )
    content_type = content_type_of(new.content)
    if not content_type:
        raise NotAccepted(
            gettext("By its content this is none of the kinds of file that are kept."),
            field="upload",
            remedy=gettext(
                "Hand in a PDF, a PNG, JPEG or WebP image, or a text: plain, HTML, CSV, e-mail."
            ),
        )
    sha256 = keep(new.content)
    there = Upload.objects.filter(project=project, sha256=sha256).first()
    if there:
        return there
    kept = Upload(
        project=project,
        sha256=sha256,
        content_type=content_type,
        size=len(new.content),
        name=NOT_IN_NAMES.sub("_", new.name).strip()[-200:] or sha256[:12],
        uploaded_at=now,
        uploaded_by=actor,
    )
    check_storable(kept)
    kept.save()
    record_act(now=now, actor=actor, verb="uploaded", on=kept, wrote=[kept])
    return kept
