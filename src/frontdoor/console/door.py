"""Who may come in to the settings: every page of them asks here first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from frontdoor.console.menu import menu
from frontdoor.core.pages.faces import face
from frontdoor.people.login.gate import Request, signed_in

Rest = ParamSpec("Rest")
CONFIGURE = "configure"


def administrator(
    view: Callable[Concatenate[Request, Rest], HttpResponse],
) -> Callable[Concatenate[Request, Rest], HttpResponse]:
    """For whoever may configure the desk, in their own time zone."""

    @wraps(view)
    def inside(request: Request, /, *args: Rest.args, **rest: Rest.kwargs) -> HttpResponse:
        if request.person is None or not request.actor.has(CONFIGURE):
            return render(request, "403.html", status=403)
        with timezone.override(request.person.zone):
            return view(request, *args, **rest)

    return signed_in(inside)


def show(
    request: Request, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """The whole page, with the menu at its side."""
    person = request.person
    assert person is not None
    around = {"me": face(person.pk, person.name, agent=True), "menu": menu(), "here": request.path}
    return render(request, template, {**around, **context}, status=status)
