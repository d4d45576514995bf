"""Every mail of one ticket, in and out: when, from or to whom, what became of it, and its bytes as they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from frontdoor.channels.kept import told
from frontdoor.channels.models import Outgoing, Spooled
from frontdoor.core import paging
from frontdoor.core.pages import times
from frontdoor.core.sending import download
from frontdoor.desk.door import Visitor, desk
from frontdoor.desk.post.kinds import kind
from frontdoor.desk.show import show
from frontdoor.desk.ticket.around import address
from frontdoor.desk.ticket.views import seen
from frontdoor.tickets.models import Ticket

PER_PAGE = 50
CAME, WENT = ("-received_at", "-id"), ("-created_at", "-id")
BECAME = {
    Spooled.Outcome.OPENED: gettext_noop("Opened this ticket"),
    Spooled.Outcome.REPLIED: gettext_noop("Added to this ticket"),
    Spooled.Outcome.DUPLICATE: gettext_noop("Came twice, kept once"),
    Spooled.Outcome.IGNORED: gettext_noop("Not needed"),
    Spooled.Outcome.UNVERIFIED: gettext_noop(
        "Shown to the desk alone: the sender could not be proved"
    ),
    Spooled.Outcome.BOUNCED: gettext_noop("A delivery report"),
    Spooled.Outcome.QUARANTINED: gettext_noop("In quarantine"),
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


@dataclass(frozen=True, slots=True)
class Older:
    """Where the next page begins, each way for itself; both empty on the last page."""

    came: str
    went: str


@require_safe
@desk
def log(request: HttpRequest, visitor: Visitor, number: int) -> HttpResponse:
    """GET /desk/tickets/<number>/mails/: newest first; `came` and `went` are the cursors of an earlier page."""
    ticket = seen(visitor.actor, number)
    here = Older(request.GET.get("came", ""), request.GET.get("went", ""))
    lines, older = _page(ticket, here, visitor)
    context = {
        "number": ticket.pk,
        "subject": ticket.subject,
        "back": address(ticket.pk),
        "lines": lines,
        "older": older,
        "earlier": bool(here.came or here.went),
    }
    return show(request, visitor, "desk/post/log.html", context)


def _page(ticket: Ticket, here: Older, visitor: Visitor) -> tuple[list[Line], Older]:
    """Mail in and out lie in two tables: a page takes from each what is newest, and goes on there in each."""
    came = paging.page(ticket.spooled.all(), CAME, size=PER_PAGE, after=here.came)
    went = paging.page(ticket.outgoing.all(), WENT, size=PER_PAGE, after=here.went)
    both: list[tuple[Line, Any]] = [(_came(row, visitor), row) for row in came.rows]
    both += [(_went(out, visitor), out) for out in went.rows]
    both.sort(key=lambda each: each[0].at, reverse=True)
    shown = both[:PER_PAGE]
    lines = [line for line, _ in shown]
    if len(both) == len(shown) and not (came.after or went.after):
        return lines, Older("", "")
    ins = [row for line, row in shown if line.incoming]
    outs = [row for line, row in shown if not line.incoming]
    return lines, Older(_last(ins, CAME, here.came), _last(outs, WENT, here.went))


def _last(rows: list[Any], columns: tuple[str, ...], before: str) -> str:
    return paging.cursor(rows[-1], columns) if rows else before


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
        who=row.author or row.sender or _("Sender unknown"),
        what=row.subject or _("(no subject)"),
        state=_became(row.outcome),
        why=told(row.reason),
        bad=row.outcome == Spooled.Outcome.UNVERIFIED,
        raw=f"/desk/tickets/{row.ticket_id}/post/{row.pk}/raw/" if row.sha256 else "",
    )


def _became(outcome: str) -> str:
    words = BECAME.get(Spooled.Outcome(outcome)) if outcome else gettext_noop("Waits to be read")
    return _(words) if words else ""


def _went(out: Outgoing, visitor: Visitor) -> Line:
    failed = out.state == Outgoing.State.FAILED
    sent = _(str(Outgoing.State(out.state).label))
    if out.sent_at:
        sent = _("Sent {when}").format(when=_when(out.sent_at, visitor))
    return Line(
        incoming=False,
        at=out.created_at,
        when=_when(out.created_at, visitor),
        who=out.email,
        what=kind(out.kind),
        state=_("Sent, and came back") if out.came_back else sent,
        why=told(out.came_back or out.error),
        bad=failed or bool(out.came_back),
        raw="",
    )


def _when(at: datetime, visitor: Visitor) -> str:
    return times.clock(at.astimezone(visitor.now.tzinfo), visitor.now)
