"""What was just done, carried over a redirect in a signed cookie: a GET changes nothing stored."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE, SALT, SECONDS = "toast", "desk.toast", 60


@dataclass(frozen=True, slots=True)
class Toast:
    """`undo` is an address to post to and `href` one to open; "" where there is none."""

    words: str
    undo: str = ""
    href: str = ""


def leave(response: HttpResponse, toast: Toast) -> HttpResponse:
    """The next page of the desk will show it."""
    value = signing.dumps(asdict(toast), salt=SALT, compress=True)
    secure = settings.SITE_URL.startswith("https:")
    response.set_cookie(
        COOKIE, value, max_age=SECONDS, httponly=True, samesite="Lax", secure=secure
    )
    return response


def found(request: HttpRequest) -> Toast | None:
    """What an earlier answer left, if it is ours and not old."""
    value = request.COOKIES.get(COOKIE)
    if not value:
        return None
    try:
        return Toast(**signing.loads(value, salt=SALT, max_age=SECONDS))
    except signing.BadSignature:
        return None
