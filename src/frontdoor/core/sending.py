"""Sends a kept file: by the web server where it can, in pieces from the view where it can't.

Where files have a host name of their own, the desk's own address only sends on to there.
"""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from frontdoor.core import grants, pictures, storage
from frontdoor.core.grants import Grant

HEADER = "X-Frontdoor-Blob"
"""In an answer to the door: the SHA-256 of the file to send in its place. It goes no further."""

BEHIND_THE_DOOR = "frontdoor.door"
"""In the environment of a request that came through the door."""

LOCKED = "default-src 'none'; sandbox"
"""A Content-Security-Policy under which a file that is opened in the browser can do nothing."""


def shown_picture(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """Our own picture of a file, in the page. Raises pictures.NoPicture, or FileNotFoundError where it is gone."""
    made = pictures.picture(sha256)
    return grants.sent_on(Grant(sha256)) if settings.FILES_URL else _shown(made)


def download(request: HttpRequest, sha256: str, *, name: str) -> HttpResponseBase:
    """The file, always as a download of unknown type. Raises FileNotFoundError where it is gone."""
    size = storage.path_of(sha256).stat().st_size
    if settings.FILES_URL:
        return grants.sent_on(Grant(sha256, name or "file"))
    return _downloaded(request, sha256, name, size)


def granted(request: HttpRequest, grant: Grant) -> HttpResponseBase:
    """On the host of the files: what a grant names. Raises like the two above."""
    if not grant.name:
        return _shown(pictures.picture(grant.sha256))
    size = storage.path_of(grant.sha256).stat().st_size
    return _downloaded(request, grant.sha256, grant.name, size)


def _shown(made: pictures.Picture) -> HttpResponse:
    response = HttpResponse(made.path.read_bytes(), content_type=made.type)
    response["Content-Security-Policy"] = LOCKED
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response


def _downloaded(request: HttpRequest, sha256: str, name: str, size: int) -> HttpResponseBase:
    """What the sender called its type is never used: the browser must not open it on our address."""
    if BEHIND_THE_DOOR in request.META:
        response: HttpResponseBase = HttpResponse(headers={HEADER: sha256})
    else:
        response = FileResponse(storage.open_blob(sha256))
        response["Content-Length"] = str(size)
    response["Content-Type"] = "application/octet-stream"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response["Content-Security-Policy"] = LOCKED
    response["X-Content-Type-Options"] = "nosniff"
    return response
