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
    return Given(HTTPStatus.OK, facts(ticket, entries, actor), str(ticket.version(actor)))


def opened(ticket: Ticket, actor: Actor) -> Given:
    """Of a ticket just made, whose log nobody has to read to know what it holds."""
    told = facts(ticket, [], actor) | {"entries": [{"seq": 1, "kind": Opened.kind}]}
    return Given(HTTPStatus.CREATED, told, str(ticket.version(actor)))


def facts(ticket: Ticket, entries: Sequence[Entry], actor: Actor) -> dict[str, Any]:
    """As `Receipt` declares it; a requester hears of public entries only, and of nothing that is the desk's."""
    told = {
        "number": ticket.pk,
        "url": url_of(ticket.pk, actor),
        "version": ticket.version(actor),
        "status": ticket.status,
        "assignee": ticket.assignee_id,
    }
    if not actor.is_staff:
        return told | {"entries": _public(ticket, entries)}
    seqs = [{"seq": entry.seq, "kind": entry.kind} for entry in entries]
    return told | {"priority": ticket.priority, "team": ticket.team_id, "entries": seqs}


def _public(ticket: Ticket, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Counted among the public ones, as the list of entries does."""
    shown = [entry for entry in entries if entry.public]
    if not shown:
        return []
    before = ticket.log.filter(public=True, seq__lt=shown[0].seq).count()
    return [{"seq": seq, "kind": entry.kind} for seq, entry in enumerate(shown, before + 1)]
