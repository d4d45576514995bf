"""Every mail of one ticket, in and out: when, from or to whom, what became of it, and its bytes as they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from frontdoor.channels.models import Outgoing, Spooled
from frontdoor.core.pages import times
from frontdoor.core.sending import download
from frontdoor.desk.door import Visitor, desk
from frontdoor.desk.post.kinds import kind
from frontdoor.desk.show import show
from frontdoor.desk.ticket.around import address
from frontdoor.desk.ticket.views import seen
from frontdoor.tickets.models import Ticket

MOST = 200
BECAME = {
    Spooled.Outcome.OPENED: "Opened this ticket",
    Spooled.Outcome.REPLIED: "Added to this ticket",
    Spooled.Outcome.DUPLICATE: "Came twice, kept once",
    Spooled.Outcome.IGNORED: "Not needed",
    Spooled.Outcome.UNVERIFIED: "Shown to the desk alone: the sender could not be proved",
    Spooled.Outcome.BOUNCED: "A delivery report",
    Spooled.Outcome.QUARANTINED: "In quarantine",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One mail. `raw` is the address of its bytes, or "" where they are not kept."""

    incoming: bool
    at: datetime
    when: str
    who: str
    what: str
    state: str
    why: str
    bad: bool
    raw: str


@require_safe
@desk
def log(request: HttpRequest, visitor: Visitor, number: int) -> HttpResponse:
    """GET /desk/tickets/<number>/mails/: the newest 200 each way, newest first."""
    ticket = seen(visitor.actor, number)
    came = ticket.spooled.order_by("-id")[:MOST]
    went = ticket.outgoing.order_by("-id")[:MOST]
    lines = [*(_came(row, visitor) for row in came), *(_went(out, visitor) for out in went)]
    lines.sort(key=lambda line: line.at, reverse=True)
    context = {
        "number": ticket.pk,
        "subject": ticket.subject,
        "back": address(ticket.pk),
        "lines": lines,
    }
    return show(request, visitor, "desk/post/log.html", context)


@require_safe
@desk
def raw(request: HttpRequest, visitor: Visitor, number: int, pk: int) -> HttpResponseBase:
    """GET /desk/tickets/<number>/post/<pk>/raw/: only through its own ticket."""
    row = _one(seen(visitor.actor, number), pk)
    try:
        return download(request, row.sha256, name=f"mail-{row.pk}.eml")
    except FileNotFoundError as gone:
        raise Http404 from gone


def _one(ticket: Ticket, pk: int) -> Spooled:
    if pk >= 2**63:
        raise Http404
    return get_object_or_404(Spooled.objects.exclude(sha256=""), pk=pk, ticket=ticket)


def _came(row: Spooled, visitor: Visitor) -> Line:
    return Line(
        incoming=True,
        at=row.received_at,
        when=_when(row.received_at, visitor),
        who=row.author or row.sender or "Sender unknown",
        what=row.subject or "(no subject)",
        state=BECAME.get(Spooled.Outcome(row.outcome), "") if row.outcome else "Waits to be read",
        why=row.reason,
        bad=row.outcome == Spooled.Outcome.UNVERIFIED,
        raw=f"/desk/tickets/{row.ticket_id}/post/{row.pk}/raw/" if row.sha256 else "",
    )


def _went(out: Outgoing, visitor: Visitor) -> Line:
    failed = out.state == Outgoing.State.FAILED
    sent = f"Sent {_when(out.sent_at, visitor)}" if out.sent_at else Outgoing.State(out.state).label
    return Line(
        incoming=False,
        at=out.created_at,
        when=_when(out.created_at, visitor),
        who=out.email,
        what=kind(out.kind),
        state="Sent, and came back" if out.came_back else sent,
        why=out.came_back or out.error,
        bad=failed or bool(out.came_back),
        raw="",
    )


def _when(at: datetime, visitor: Visitor) -> str:
    return times.clock(at.astimezone(visitor.now.tzinfo), visitor.now)
