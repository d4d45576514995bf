"""Which language a page is in: what the browser prefers among those that we have."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

# A program reads machine words, never a browser's language.
UNSPOKEN = ("/api/", "/mail/in/")


def speak(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: everything behind it is told in that language."""

    def spoken(request: HttpRequest) -> HttpResponse:
        language = _language(request)
        with translation.override(language):
            response = answer(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language",))
        return response

    return spoken


def _language(request: HttpRequest) -> str:
    if request.path.startswith(UNSPOKEN):
        return settings.LANGUAGE_CODE
    return translation.get_language_from_request(request)
