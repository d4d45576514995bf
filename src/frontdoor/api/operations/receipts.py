"""What a change leaves behind: ids and numbers, no words, so that it may be kept for a repeated request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from frontdoor.api.reads.tickets import url_of
from frontdoor.core.once import Given
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Entry, Ticket


def receipt(ticket: Ticket, entries: Sequence[Entry], actor: Actor, *, status: int = 200) -> Given:
    return Given(status, facts(ticket, entries, actor), str(ticket.last_seq))


def facts(ticket: Ticket, entries: Sequence[Entry], actor: Actor) -> dict[str, Any]:
    """As `Receipt` declares it; a requester hears of public entries only."""
    shown = [entry for entry in entries if entry.public or actor.is_staff]
    return {
        "number": ticket.pk,
        "url": url_of(ticket.pk, actor),
        "version": ticket.last_seq,
        "status": ticket.status,
        "priority": ticket.priority,
        "assignee": ticket.assignee_id,
        "team": ticket.team_id,
        "entries": [{"seq": entry.seq, "kind": entry.kind} for entry in shown],
    }
