"""What a reply or note may bring along: time spent, and the state that it leaves the ticket in."""

from __future__ import annotations

import re

from django.http import HttpRequest

from frontdoor.core.errors import Refused
from frontdoor.people.actors import Actor
from frontdoor.tickets import verbs
from frontdoor.tickets.models import Entry, Ticket

MOST = 24 * 60
SPENT = re.compile(r"(?:(\d{1,2})\s*h)?\s*(?:(\d{1,4})\s*(?:m|min)?)?", re.ASCII)


def follow_up(request: HttpRequest, ticket: Ticket, actor: Actor) -> list[Entry]:
    """Each in its own transaction, after the words are kept: none of them can lose the words."""
    entries: list[Entry] = []
    if spent := minutes(request.POST.get("spent", "")):
        entries += verbs.log_time(ticket, minutes=spent, by=actor)
    match request.POST.get("then"):
        case "wait":
            entries += verbs.hold(ticket, hold_for=Ticket.HoldFor.REQUESTER, by=actor)
        case "resolve":
            entries += verbs.resolve(ticket, resolution=request.POST.get("body", ""), by=actor)
    return entries


def minutes(text: str) -> int:
    """Minutes in "10", "10m", "1h", "1h30"; 0 for nothing. Raises Refused for anything else."""
    found = SPENT.fullmatch(text.strip().lower())
    spent = int(found[1] or 0) * 60 + int(found[2] or 0) if found else MOST + 1
    if spent > MOST:
        raise Refused(
            "Time spent is written like 10m or 1h30, a day at most. Nothing was sent; your text is still here."
        )
    return spent
