"""What a change leaves behind: ids and numbers, no words, so that it may be kept for a repeated request."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from frontdoor.api.reads.tickets import url_of
from frontdoor.core.once import Given
from frontdoor.people.actors import Actor
from frontdoor.tickets.events import Opened
from frontdoor.tickets.models import Entry, Ticket


def receipt(ticket: Ticket, entries: Sequence[Entry], actor: Actor) -> Given:
    return Given(HTTPStatus.OK, facts(ticket, entries, actor), str(ticket.last_seq))


def opened(ticket: Ticket, actor: Actor) -> Given:
    """Of a ticket just made, whose log nobody has to read to know what it holds."""
    told = facts(ticket, [], actor) | {"entries": [{"seq": 1, "kind": Opened.kind}]}
    return Given(HTTPStatus.CREATED, told, str(ticket.last_seq))


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
