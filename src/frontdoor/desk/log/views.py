"""Quick log on the web: the page and its form, what is understood so far, and ten seconds of undo."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frontdoor.channels.quicklog.record import record, undo
from frontdoor.channels.quicklog.understand import recent, understand
from frontdoor.core import clock
from frontdoor.core.errors import Refused
from frontdoor.desk import toast
from frontdoor.desk.door import Visitor, by_htmx, desk
from frontdoor.desk.log.chips import chips, hints
from frontdoor.desk.log.usual import usual_seconds
from frontdoor.desk.show import show
from frontdoor.desk.ticket.around import address
from frontdoor.desk.ticket.views import seen
from frontdoor.desk.toast import Toast
from frontdoor.tickets.models import Ticket

LONGEST, LONGEST_DAY = 1_000, 86_400
NOTHING: dict[str, Any] = {
    "chips": (),
    "hints": (),
    "refused": "",
    "asking": "",
    "usual": None,
}
EMPTY = gettext_noop("Write what you did. One line is enough.")


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def log(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """GET shows the form on a page of its own; POST records `line` and answers 201, or 422."""
    if request.method != "POST":
        return _form(request, visitor)
    line = written(request)
    if not line:
        return _again(request, visitor, line, refused=_(EMPTY))
    draft = understand(line, by=visitor.actor, now=clock.now())
    if draft.person is None and request.POST.get("asked") != line:
        return _again(request, visitor, line, asking=True)
    try:
        key = request.POST.get("form_key", "")[:64] or None
        ticket = record(draft, by=visitor.actor, seconds=took(request), form_key=key)
    except Refused as refusal:
        return _again(request, visitor, line, refused=refusal.words)
    return _logged(request, visitor, ticket)


@require_GET
@desk
def read(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """GET /desk/log/read/?line=…: the chips and suggestions for a line that is still being typed."""
    line = request.GET.get("line", "")[:LONGEST]
    return render(request, "desk/log/_read.html", understood(line, visitor))


@require_POST
@desk
def take_back(request: HttpRequest, visitor: Visitor, number: int) -> HttpResponse:
    """POST /desk/log/<number>/undo/."""
    try:
        undo(seen(visitor.actor, number), by=visitor.actor, now=clock.now())
        said = Toast(
            _("Taken back. {number} counts nowhere").format(number=number), href=address(number)
        )
    except Refused as refusal:
        said = Toast(refusal.words, href=address(number))
    return toast.leave(HttpResponseRedirect("/desk/"), said)


def written(request: HttpRequest) -> str:
    """The line; a face that was chosen stands in a later field of the same name."""
    return (request.POST.getlist("line") or [""])[-1].strip()[:LONGEST]


def took(request: HttpRequest) -> float | None:
    """Seconds from opening to Enter, or None where the page did not measure them."""
    try:
        seconds = float(request.POST.get("seconds", ""))
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and 0 <= seconds <= LONGEST_DAY else None


def understood(line: str, visitor: Visitor) -> dict[str, Any]:
    if not line.strip():
        return {**NOTHING, "usual": usual_seconds(visitor.actor)}
    draft = understand(line, by=visitor.actor, now=visitor.now)
    anybody = draft.person or draft.candidates or draft.unmatched
    known = [] if anybody else recent(by=visitor.actor)
    return {
        **NOTHING,
        "chips": chips(draft, visitor.now),
        "hints": hints(line, draft, known),
    }


def _form(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    return show(request, visitor, "desk/log/log.html", {**understood("", visitor), "line": ""})


def _again(
    request: HttpRequest, visitor: Visitor, line: str, *, refused: str = "", **asked: bool
) -> HttpResponse:
    context = understood(line, visitor) | {"line": line, "refused": refused}
    context["asking"] = line if asked else ""
    if by_htmx(request):
        return render(request, "desk/log/_read.html", context, status=422)
    return show(request, visitor, "desk/log/log.html", context, status=422)


def _logged(request: HttpRequest, visitor: Visitor, ticket: Ticket) -> HttpResponse:
    words = _("Logged as {number}").format(number=ticket.pk)
    if ticket.capture_seconds:
        seconds = number_format(ticket.capture_seconds, 1)
        words = _("Logged as {number} in {seconds} seconds").format(
            number=ticket.pk, seconds=seconds
        )
    undone = f"/desk/log/{ticket.pk}/undo/"
    said = Toast(words, undone, address(ticket.pk))
    if by_htmx(request):
        context = {"shell": {"toast": asdict(said)}}
        return render(request, "desk/_toast.html", context, status=201)
    return toast.leave(HttpResponseRedirect("/desk/"), said)
