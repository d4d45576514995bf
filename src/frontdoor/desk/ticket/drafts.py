"""The drafts of whoever looks at a ticket, and what their composer posts, as the desk keeps it."""

from __future__ import annotations

from django.http import HttpRequest

from frontdoor.core.pages import times
from frontdoor.desk.door import Visitor
from frontdoor.desk.ticket import asked
from frontdoor.desk.ticket.shown import Draft, Drafts
from frontdoor.tickets import drafts
from frontdoor.tickets.models import Draft as Kept
from frontdoor.tickets.models import Ticket

KINDS = frozenset(Kept.Kind.values)


def typed(request: HttpRequest, kind: str) -> drafts.Typed:
    posted = request.POST
    taken = tuple(posted.getlist("taken"))
    return drafts.Typed(kind, posted.get("body", ""), posted.get("form_key", "")[:64], taken)


def keep_before_sending(request: HttpRequest, visitor: Visitor, ticket: Ticket, verb: str) -> None:
    """Whatever becomes of the sending: exception, power cut, a no of the desk."""
    words = typed(request, verb)
    if words.fits:
        drafts.keep(ticket, words, by=visitor.actor)


def written(number: int, visitor: Visitor, *, key: str = "") -> dict[str, Drafts]:
    """By kind, in one query. In the box stands the draft of the form with this key; without one the newest."""
    found: dict[str, list[Draft]] = {kind: [] for kind in Kept.Kind.values}
    for kind, form, body, pk, version, at in asked.drafts(ticket=number, person=visitor.pk):
        when = times.clock(at.astimezone(visitor.now.tzinfo), visitor.now)
        found[kind].append(Draft(drafts.name_of(pk, version), form, body, when, at))
    place = f"draft:{visitor.pk}:{number}"
    return {kind: _parted(kind, f"{place}:{kind}", rows, key) for kind, rows in found.items()}


def _parted(kind: str, place: str, rows: list[Draft], key: str) -> Drafts:
    boxed = next((row for row in rows if not key or row.key == key), None)
    return Drafts(kind, place, boxed, tuple(row for row in rows if row is not boxed))
