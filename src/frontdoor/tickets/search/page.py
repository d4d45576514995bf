"""What one page of results shows: its tickets in the order of their keys, with what was found marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models.functions import Left

from frontdoor.core.wanted import Wanted
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Message, Ticket
from frontdoor.tickets.queries import readable
from frontdoor.tickets.search.marks import Segment, marked, snippet

LONG = 20_000


@dataclass(frozen=True)
class Hit:
    """A ticket by its number; `snippet` is a line of its words, empty where it has none."""

    number: int
    status: str
    subject: tuple[Segment, ...]
    snippet: tuple[Segment, ...]


def hits(keys: Sequence[int], wanted: Wanted, actor: Actor) -> tuple[Hit, ...]:
    """Two queries, whatever the number of keys. The keys must be those of tickets that the actor sees."""
    rows = Ticket.objects.filter(pk__in=keys).values_list("pk", "status", "subject")
    tickets = {pk: (status, subject) for pk, status, subject in rows}
    bodies = _bodies(keys, actor)
    return tuple(
        Hit(pk, status, marked(subject, wanted), snippet(bodies[pk], wanted))
        for pk in keys
        for status, subject in [tickets[pk]]
    )


def _bodies(keys: Iterable[int], actor: Actor) -> dict[int, list[str]]:
    messages = Message.objects.filter(readable(actor), ticket_id__in=keys)
    bodies: dict[int, list[str]] = {key: [] for key in keys}
    rows = messages.order_by("ticket_id", "at", "pk").values_list("ticket_id", Left("body", LONG))
    for pk, body in rows:
        bodies[pk].append(body)
    return bodies
