"""Merge: what would happen, which one survives, then do it. GET and POST /desk/merge/."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontdoor.core.errors import Refused
from frontdoor.core.pages import times
from frontdoor.desk import toast
from frontdoor.desk.door import Visitor, desk
from frontdoor.desk.queue.bulk import chosen
from frontdoor.desk.show import show
from frontdoor.desk.ticket.around import address
from frontdoor.desk.toast import Toast
from frontdoor.desk.words import Word, tongue
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Ticket

TEMPLATE = "desk/ticket/merge.html"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the tickets to be merged."""

    number: int
    href: str
    subject: str
    who: str
    status: Word
    opened: str
    messages: int


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def merge(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The oldest survives unless another is chosen; every merge can be undone later."""
    try:
        tickets = _several(request, visitor)
        if request.method == "POST":
            return _merged(request, visitor, tickets)
    except Refused as refusal:
        return _preview(request, visitor, (), refusal.words, 422)
    return _preview(request, visitor, tickets)


def _several(request: HttpRequest, visitor: Visitor) -> Sequence[Ticket]:
    tickets = chosen(request, visitor.actor)
    if len(tickets) < 2:
        raise Refused("Choose two tickets or more that you can see.")
    return tickets


def _merged(request: HttpRequest, visitor: Visitor, tickets: Sequence[Ticket]) -> HttpResponse:
    survivor = next((t for t in tickets if str(t.pk) == request.POST.get("into")), None)
    if survivor is None:
        raise Refused("Choose which one survives.")
    gone = [ticket for ticket in tickets if ticket.pk != survivor.pk]
    for ticket in gone:
        verbs.merge(ticket, into=survivor, by=visitor.actor)
    named = ", ".join(str(ticket.pk) for ticket in gone)
    undo = f"{address(gone[0].pk)}unmerge/" if len(gone) == 1 else ""
    words = _("Merged {numbers} into {survivor}. Both numbers keep working")
    done = Toast(words.format(numbers=named, survivor=survivor.pk), undo)
    return toast.leave(HttpResponseRedirect(address(survivor.pk)), done)


def _preview(
    request: HttpRequest,
    visitor: Visitor,
    tickets: Sequence[Ticket],
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    pks = [ticket.pk for ticket in tickets]
    counted = Ticket.objects.filter(pk__in=pks).annotate(said=Count("messages"))
    found = [_candidate(each, visitor) for each in counted.select_related("requester").by_newest()]
    context = {"candidates": found[::-1], "refused": refused}
    return show(request, visitor, TEMPLATE, context, status=status)


def _candidate(ticket: Ticket, visitor: Visitor) -> Candidate:
    status = tongue().status(ticket.status, ticket.hold_for, reopened=ticket.reopened)
    return Candidate(
        number=ticket.pk,
        href=address(ticket.pk),
        subject=ticket.subject,
        who=ticket.requester.name,
        status=status,
        opened=times.clock(ticket.created_at, visitor.now),
        messages=getattr(ticket, "said", 0),
    )
