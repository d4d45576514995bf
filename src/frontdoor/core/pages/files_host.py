"""The host name that files have of their own: no session, no cookie, no page, nothing but the file of a grant."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase

from frontdoor.core import grants, sending
from frontdoor.core.pictures import NoPicture

ENDED = (
    "This link has ended. Go back to the page that it stands on, and open the file from there.\n"
)


def files_host(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: before everything that knows people, pages or static files."""

    def parted(request: HttpRequest) -> HttpResponseBase:
        return _file(request) if _is_here(request) else answer(request)

    return parted


def _is_here(request: HttpRequest) -> bool:
    if not settings.FILES_URL:
        return False
    return split_domain_port(request.get_host())[0] == urlsplit(settings.FILES_URL).hostname


def _file(request: HttpRequest) -> HttpResponseBase:
    if request.method not in ("GET", "HEAD"):
        return _plain("Files are only read here.\n", 405, Allow="GET, HEAD")
    grant = grants.read(request.path_info)
    if grant is None:
        return _plain(ENDED, 404)
    try:
        response = sending.granted(request, grant)
    except (FileNotFoundError, NoPicture):
        return _plain(ENDED, 404)
    response["Referrer-Policy"] = "no-referrer"
    # The desk's pages show our own pictures; from anywhere else a grant is not to be had.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _plain(words: str, status: int, **headers: str) -> HttpResponse:
    kind = "text/plain; charset=utf-8"
    return HttpResponse(words, status=status, content_type=kind, headers=headers)
