"""Who may come in: every page of the desk asks here first, and every view gets who it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import wraps
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from frontdoor.core import clock
from frontdoor.people.actors import Actor
from frontdoor.people.login.gate import Request, staff
from frontdoor.people.models import Person

LIST = "list"
LISTED = re.compile(r"/desk/(?:(?:lists|teams)/[-\w]+/|search/)?(?:\?[!-:<-~]{0,500})?", re.ASCII)
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Visitor:
    """The person signed in, and what they may do now."""

    person: Person
    actor: Actor
    # The list they came from, with its filter.
    back: str = "/desk/"

    @property
    def pk(self) -> int:
        return self.person.pk

    @property
    def now(self) -> datetime:
        """The present moment in this person's own time zone."""
        return clock.now().astimezone(zone(self.person))


def desk(view: View) -> View:
    """Calls `view(request, visitor, …)` for those who work at the desk, in their own time zone."""

    @wraps(view)
    def inside(request: Request, /, **parts: Any) -> Any:
        person = cast(Person, request.person)
        with timezone.override(zone(person)):
            return view(request, Visitor(person, request.actor, came_from(request)), **parts)

    return cast(View, staff(cast(Any, inside)))


def zone(person: Person) -> tzinfo:
    """The person's time zone; UTC where what is stored is none."""
    try:
        return ZoneInfo(person.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()


def came_from(request: HttpRequest) -> str:
    """The address of the list that this browser saw last."""
    kept = request.COOKIES.get(LIST, "")
    return kept if LISTED.fullmatch(kept) else "/desk/"


def remember_list(request: HttpRequest, response: HttpResponse) -> None:
    """So that "Back to the list" leads to where somebody was; until the browser is closed."""
    if LISTED.fullmatch(here := request.get_full_path()):
        secure = settings.SITE_URL.startswith("https:")
        response.set_cookie(LIST, here, path="/desk/", httponly=True, samesite="Lax", secure=secure)


def by_htmx(request: HttpRequest) -> bool:
    """True where a part of the page is wanted instead of the page."""
    return request.headers.get("HX-Request") == "true"
