"""What one page of results shows: the tickets, in the order of their keys, with what was found marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models.functions import Left

from frontdoor.core.wanted import Wanted
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Message, Ticket
from frontdoor.tickets.search.marks import Segment, marked, snippet

LONG = 20_000


@dataclass(frozen=True)
class Hit:
    """`ticket` has what a list shows of it; `snippet` is a line of its words, empty where it has none."""

    ticket: Ticket
    subject: tuple[Segment, ...]
    snippet: tuple[Segment, ...]


def hits(keys: Sequence[int], wanted: Wanted, actor: Actor) -> tuple[Hit, ...]:
    """Two queries, whatever the number of keys. What the actor doesn't see is left out."""
    tickets = Ticket.objects.visible_to(actor).for_list().in_bulk(keys)
    bodies = _bodies(tickets.keys(), actor)
    shown = [tickets[pk] for pk in keys if pk in tickets]
    return tuple(
        Hit(ticket, marked(ticket.subject, wanted), snippet(bodies[ticket.pk], wanted))
        for ticket in shown
    )


def _bodies(keys: Iterable[int], actor: Actor) -> dict[int, list[str]]:
    messages = Message.objects.filter(ticket_id__in=keys).order_by("ticket_id", "at", "pk")
    if not actor.is_staff:
        messages = messages.filter(public=True)
    bodies: dict[int, list[str]] = {key: [] for key in keys}
    for pk, body in messages.values_list("ticket_id", Left("body", LONG)):
        bodies[pk].append(body)
    return bodies
