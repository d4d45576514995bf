"""Files sent along with a form: kept by their content before the words that name them."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from frontdoor.core import storage
from frontdoor.core.errors import Refused
from frontdoor.tickets.verbs import Carried, File

MOST, LARGEST = 20, 25 * 1024 * 1024


def carried(request: HttpRequest, form_key: str) -> Carried:
    """Raises Refused, before anything is written, where there is too much."""
    files = [file for file in request.FILES.getlist("files") if file.size]
    _require_room(files)
    return Carried(form_key=form_key[:64] or None, files=tuple(_kept(file) for file in files))


def _require_room(files: Sequence[UploadedFile[bytes]]) -> None:
    if len(files) > MOST:
        raise Refused("At most {most} files go along with one message.", most=MOST)
    if any((file.size or 0) > LARGEST for file in files):
        raise Refused("A file may have at most 25 MB. Nothing was sent; your text is still here.")


def _kept(file: UploadedFile[bytes]) -> File:
    blob = storage.keep(file.chunks())
    name = " ".join((file.name or "").split())[-255:] or "file"
    return File(blob.sha256, name, (file.content_type or "")[:100], blob.size)
