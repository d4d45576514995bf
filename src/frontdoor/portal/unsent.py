"""Words that met an ended session: kept over the sign-in, shown again in their form, sent once.

They lie in the visitor's own session, never in an address, and come back only to whoever wrote them.
"""

from __future__ import annotations

from typing import cast

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode
from django.utils.translation import get_language

from frontdoor.people.login import sessions
from frontdoor.people.login.gate import Request
from frontdoor.people.models import Person
from frontdoor.people.verbs import speak

KEY, WRITER = "unsent", "writer"


def to_login(request: Request, path: str) -> HttpResponse:
    """Keep what the form at `path` was about to send, and go to sign in."""
    hold(request, path)
    return HttpResponseRedirect(f"/login/?{urlencode({'next': path})}")


def hold(request: Request, path: str) -> None:
    """For the form at `path`, until it is sent."""
    fields = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    request.session[KEY] = {"path": path, "fields": fields}


def held(request: Request, path: str) -> dict[str, str]:
    """The fields kept for the form at `path`; empty where there are none, or somebody else wrote them."""
    kept = request.session.get(KEY) or {}
    fields = cast(dict[str, str], kept.get("fields", {}))
    me = str(request.person.pk) if request.person else ""
    if kept.get("path") != path or fields.get(WRITER, "") not in ("", me):
        return {}
    return fields


def drop(request: Request, path: str) -> None:
    """They have been sent."""
    if (request.session.get(KEY) or {}).get("path") == path:
        del request.session[KEY]


def sign_in(request: Request, person: Person, *, way: str) -> None:
    """A new session for the person, into which the unsent words go along."""
    kept = request.session.get(KEY)
    sessions.sign_in(request, person, way=way)
    speak(person, get_language() or person.language)
    if kept:
        request.session[KEY] = kept
