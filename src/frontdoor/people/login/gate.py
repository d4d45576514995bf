"""Who is asking: every request carries its person and actor, read from the database at that moment."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from frontdoor.people.actors import NOBODY, Actor, acting
from frontdoor.people.login import sessions
from frontdoor.people.models import Person

Rest = ParamSpec("Rest")


class Request(HttpRequest):
    """A request behind the gate. `person` is None and `actor` may do nothing where nobody is signed in."""

    person: Person | None
    actor: Actor


def gate(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: put `person` and `actor` on the request. One query for a requester, two for staff."""

    def opened(request: HttpRequest) -> HttpResponse:
        asking = cast(Request, request)
        asking.person = sessions.person_of(request)
        asking.actor = acting(asking.person) if asking.person else NOBODY
        return answer(request)

    return opened


def signed_in(
    view: Callable[Concatenate[Request, Rest], HttpResponse],
) -> Callable[Concatenate[Request, Rest], HttpResponse]:
    """Anybody with a session; others are sent to sign in and come back."""

    @functools.wraps(view)
    def guarded(request: Request, /, *args: Rest.args, **rest: Rest.kwargs) -> HttpResponse:
        return _to_login(request) if request.person is None else view(request, *args, **rest)

    return guarded


def staff(
    view: Callable[Concatenate[Request, Rest], HttpResponse],
) -> Callable[Concatenate[Request, Rest], HttpResponse]:
    """Agents, leads and administrators. A requester is told where their own requests are."""

    @functools.wraps(view)
    def guarded(request: Request, /, *args: Rest.args, **rest: Rest.kwargs) -> HttpResponse:
        if request.person is None:
            return _to_login(request)
        if not request.actor.is_staff:
            return render(request, "403.html", status=403)
        return view(request, *args, **rest)

    return guarded


def _to_login(request: HttpRequest) -> HttpResponse:
    back = (
        request.get_full_path() if request.method == "GET" else request.META.get("HTTP_REFERER", "")
    )
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Refresh": "true"})
    return HttpResponseRedirect(f"/login/?{urlencode({'next': back})}")
