"""Light or dark: kept in a cookie and printed by the server, so that no page flashes."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from frontdoor.core.pages import back

COOKIE = "theme"
THEMES = ("light", "dark")
YEAR = 365 * 86_400


def shown(request: HttpRequest) -> dict[str, str]:
    """Context of every page: the chosen theme, or "" to follow the system."""
    chosen = request.COOKIES.get(COOKIE, "")
    return {"theme": chosen if chosen in THEMES else "", "path": request.get_full_path()}


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """POST /theme/ with `theme` and `next`; anything but light or dark follows the system."""
    response = HttpResponseRedirect(back.local(request, request.POST.get("next", "/")))
    _keep(response, request.POST.get("theme", ""))
    return response


def _keep(response: HttpResponse, theme: str) -> None:
    if theme in THEMES:
        secure = settings.SITE_URL.startswith("https:")
        response.set_cookie(COOKIE, theme, max_age=YEAR, samesite="Lax", secure=secure)
    else:
        response.delete_cookie(COOKIE)
