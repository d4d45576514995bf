"""One mail as it came: its headers, its whole text, what is wrong with its form, and the raw bytes to download."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from frontdoor.channels.intake.again import Reread, reread, spooled_of
from frontdoor.core.sending import download
from frontdoor.desk.door import Visitor, desk
from frontdoor.desk.show import show
from frontdoor.desk.ticket.around import address
from frontdoor.desk.ticket.views import seen
from frontdoor.tickets.models import Message


@dataclass(frozen=True, slots=True)
class Shown:
    """`mail` is None where its bytes are gone or can't be read; `why` says so."""

    number: int
    back: str
    raw: str
    subject: str
    mail: Reread | None
    why: str = ""


@require_safe
@desk
def page(request: HttpRequest, visitor: Visitor, number: int, pk: int) -> HttpResponse:
    """GET /desk/tickets/<number>/mails/<pk>/: read again, in a bounded child."""
    message = _message(visitor, number, pk)
    read = reread(message)
    mail, why = (None, read) if isinstance(read, str) else (read, "")
    home = address(message.ticket_id)
    shown = Shown(
        message.ticket_id, home, f"{home}mails/{pk}/raw/", message.ticket.subject, mail, why
    )
    return show(request, visitor, "desk/ticket/mail.html", {"page": shown})


@require_safe
@desk
def raw(request: HttpRequest, visitor: Visitor, number: int, pk: int) -> HttpResponseBase:
    """GET /desk/tickets/<number>/mails/<pk>/raw/: byte for byte what was received."""
    row = spooled_of(_message(visitor, number, pk))
    if row is None or not row.sha256:
        raise Http404
    try:
        return download(request, row.sha256, name=f"{number}-{pk}.eml")
    except FileNotFoundError as gone:
        raise Http404 from gone


def _message(visitor: Visitor, number: int, pk: int) -> Message:
    ticket = seen(visitor.actor, number)
    return get_object_or_404(Message.objects.select_related("ticket"), pk=pk, ticket=ticket)
