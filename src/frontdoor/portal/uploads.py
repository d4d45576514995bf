"""Files sent along with a form: kept by their content before the words that name them."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from frontdoor.core import storage
from frontdoor.core.errors import Refused
from frontdoor.tickets.verbs import File
from frontdoor.tickets.verbs.carried import plain

MOST, LARGEST = 20, 25_000_000
FIELD = "files"


def files(request: HttpRequest) -> tuple[File, ...]:
    """Kept on return. Raises Refused, before anything is written, where there is too much."""
    sent = request.FILES.getlist(FIELD)
    _require_room(sent)
    return tuple(_kept(file) for file in sent)


def names(request: HttpRequest) -> list[str]:
    """A browser never fills a file field again: whoever must send the form once more is told these."""
    return [_name(file) for file in request.FILES.getlist(FIELD)]


def _require_room(sent: Sequence[UploadedFile[bytes]]) -> None:
    if len(sent) > MOST:
        raise Refused(
            "At most {most} files go along with one message; these are {count}.",
            most=MOST,
            count=len(sent),
        )
    for file in sent:
        if (file.size or 0) > LARGEST:
            raise Refused(
                "{name} is larger than 25 MB. Leave it out, or send it in parts.", name=_name(file)
            )


def _kept(file: UploadedFile[bytes]) -> File:
    blob = storage.keep(file.chunks())
    return File(blob.sha256, _name(file), plain(file.content_type or "")[:100], blob.size)


def _name(file: UploadedFile[bytes]) -> str:
    return " ".join(plain(file.name or "").split())[-255:] or "file"
