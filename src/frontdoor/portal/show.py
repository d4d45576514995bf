"""Prints a page of the portal with what surrounds every one of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from frontdoor.core import clock
from frontdoor.core.pages.faces import Face, face
from frontdoor.people.login.gate import Request
from frontdoor.people.models import Person


def show(
    request: Request, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """The whole page. `me` is None where nobody is signed in."""
    around = {
        "me": face_of(request.person) if request.person else None,
        "me_pk": request.person.pk if request.person else "",
        "desk_name": settings.DESK_NAME,
        "mailbox": settings.MAILBOX,
    }
    return render(request, template, {**around, **context}, status=status)


def face_of(person: Person) -> Face:
    """Those who work at the desk stand under an arch."""
    return face(person.pk, person.name, agent=person.is_staff)


def now_for(request: Request) -> datetime:
    """The present moment in the reader's own time zone."""
    return clock.now().astimezone(request.person.zone if request.person else UTC)
