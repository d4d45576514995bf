"""The headers that every answer carries. A view may be stricter; none may be laxer by accident."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
HTTPS_ONLY = "max-age=31536000; includeSubDomains"


def headers(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware; outermost, so that errors and static files carry the headers as well."""

    def guarded(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.FILES_URL and response.headers["Content-Security-Policy"] == CSP:
            response.headers["Content-Security-Policy"] = _with_files_host()
        if request.is_secure():
            response.headers.setdefault("Strict-Transport-Security", HTTPS_ONLY)
        return response

    return guarded


def _with_files_host() -> str:
    """Pages show pictures from the files' own host, and a form that asks for a file is sent on to there."""
    policy = CSP
    for place in ("img-src 'self'", "form-action 'self'"):
        policy = policy.replace(place, f"{place} {settings.FILES_URL}")
    return policy
