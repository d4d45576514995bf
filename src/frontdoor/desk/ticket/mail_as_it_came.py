"""One mail as it came: its headers, its whole text, what is wrong with its form, and the raw bytes to download."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from markupsafe import Markup

from frontdoor.channels.intake.again import Reread, reread, spooled_of
from frontdoor.channels.kept import told
from frontdoor.core import storage
from frontdoor.core.egress import web
from frontdoor.core.pages import letters, times
from frontdoor.core.pictures import NoPicture
from frontdoor.core.sending import download, shown_picture
from frontdoor.desk.door import Visitor, desk
from frontdoor.desk.show import show
from frontdoor.desk.ticket.around import address
from frontdoor.desk.ticket.views import seen
from frontdoor.tickets.models import Message

MOST, LARGEST = 100, 10 * 2**20


@dataclass(frozen=True, slots=True)
class Shown:
    """`mail` is None where its bytes are gone or can't be read; `why` says so."""

    number: int
    back: str
    raw: str
    subject: str
    mail: Reread | None
    why: str = ""
    pictured: Markup | None = None

    @property
    def received(self) -> str:
        return _moment(self.mail.received) if self.mail else ""

    @property
    def dated(self) -> str:
        return _moment(self.mail.date) if self.mail and self.mail.date else ""

    @property
    def doubts(self) -> list[str]:
        return list(map(told, self.mail.doubts)) if self.mail else []

    @property
    def defects(self) -> list[str]:
        return list(map(told, self.mail.defects)) if self.mail else []


def _moment(at: datetime) -> str:
    return f"{times.full_date(at)}, {at:%H:%M}"


@require_safe
@desk
def page(request: HttpRequest, visitor: Visitor, number: int, pk: int) -> HttpResponse:
    """GET /desk/tickets/<number>/mails/<pk>/: read again, in a bounded child."""
    message = _message(visitor, number, pk)
    read = reread(message)
    mail, why = (None, told(read)) if isinstance(read, str) else (read, "")
    home = address(message.ticket_id)
    pictured = _pictured(message, home) if request.GET.get("pictures") else None
    shown = Shown(
        message.ticket_id,
        home,
        f"{home}mails/{pk}/raw/",
        message.ticket.subject,
        mail,
        why,
        pictured,
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


@require_safe
@desk
def picture(
    request: HttpRequest, visitor: Visitor, number: int, pk: int, at: int
) -> HttpResponseBase:
    """GET …/mails/<pk>/pictures/<at>/: one from elsewhere, asked for by the desk, without cookie or referrer."""
    addresses = letters.remote(_message(visitor, number, pk).html)
    if at >= min(len(addresses), MOST):
        raise Http404
    try:
        answer = web.ask(web.Question(addresses[at], seconds=10, largest=LARGEST))
        # Nobody holds it, so the collector takes it away again.
        return shown_picture(request, storage.keep(answer.body).sha256)
    except (web.Forbidden, web.Unknown, web.Closed, NoPicture) as none:
        raise Http404 from none


def _pictured(message: Message, home: str) -> Markup:
    files = message.attachments.exclude(content_id="")
    own = {file.content_id: f"{home}files/{file.pk}/picture/" for file in files}
    return letters.shown(letters.fetched(message.html, f"{home}mails/{message.pk}/pictures/"), own)


def _message(visitor: Visitor, number: int, pk: int) -> Message:
    ticket = seen(visitor.actor, number)
    return get_object_or_404(Message.objects.select_related("ticket"), pk=pk, ticket=ticket)
