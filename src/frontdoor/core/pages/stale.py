"""A form whose token is missing or old: nothing is done, and what was typed is given back to be sent once more."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NEVER_SHOWN = frozenset(
    {"csrfmiddlewaretoken", "password", "client_secret", "signing_key", "now", "new"}
)
LONG = "body"


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW. A form that another site sent is answered without a word of it."""
    own = _from_here(request)
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if own and name not in NEVER_SHOWN
    ]
    context = {
        "fields": [(name, value) for name, value in fields if name != LONG],
        "body": next((value for name, value in fields if name == LONG), None),
        "files": [file.name for _, files in request.FILES.lists() for file in files if own],
        "action": request.get_full_path(),
    }
    return render(request, "403_csrf.html", context, status=403)


def _from_here(request: HttpRequest) -> bool:
    """As the browser itself tells it; a page can't set these headers."""
    origin = request.headers.get("Origin", "")
    if origin and origin != f"{request.scheme}://{request.get_host()}":
        return False
    return bool(origin) or request.headers.get("Sec-Fetch-Site") == "same-origin"
