"""What is kept beside the database: files and pages, each under the SHA-256 of its content.

Django's default storage holds them, compressed. Content comes before the row that names it, so
no row names what is not there; what a crash leaves without a row is harmless.
"""

import gzip
import hashlib
import zlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext

from predictions.errors import DomainError


class ContentLost(DomainError):
    """The storage does not hold this content, or holds another one under its name."""


def keep(content: bytes) -> str:
    """Keep this content, once, and return its SHA-256 in hexadecimal."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        read(sha256)
    except ContentLost:
        name = _name(sha256)
        # A crash may have left half of it.
        default_storage.delete(name)
        saved = default_storage.save(name, ContentFile(gzip.compress(content, mtime=0)))
        if saved != name:  # somebody else was keeping the same meanwhile
            default_storage.delete(saved)
    return sha256


def read(sha256: str) -> bytes:
    """The content with this SHA-256, recomputed."""
    try:
        with default_storage.open(_name(sha256)) as file:
            content = gzip.decompress(file.read())
    except (OSError, EOFError, zlib.error) as error:
        raise _lost(sha256) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise _lost(sha256)
    return content


def _name(sha256: str) -> str:
    # Folders of some hundreds of files, not one of all.
    return f"{sha256[:2]}/{sha256}.gz"


def _lost(sha256: str) -> ContentLost:
    return ContentLost(
        gettext("The storage does not hold the content %(sha256)s.") % {"sha256": sha256},
        remedy=gettext("Restore the folder of kept files from a backup."),
    )
