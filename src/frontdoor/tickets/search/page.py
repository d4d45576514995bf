"""What one page of results shows: its tickets in the order of their keys, with what was found marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.db.models.functions import Left

from frontdoor.core.prepared import Given, prepared
from frontdoor.core.wanted import Wanted
from frontdoor.people.actors import Actor
from frontdoor.tickets.models import Message, Ticket
from frontdoor.tickets.queries import readable, sight
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
    if not keys:
        return ()
    given = {f"key{place}": key for place, key in enumerate(keys)}
    tickets = {pk: (status, subject) for pk, status, subject in _tickets(len(keys), **given)}
    bodies: dict[int, list[str]] = {key: [] for key in keys}
    for pk, body in _said(len(keys), sight(actor), me=actor.me, **given):
        bodies[pk].append(body)
    return tuple(
        Hit(pk, status, marked(subject, wanted), snippet(bodies[pk], wanted))
        for pk in keys
        for status, subject in [tickets[pk]]
    )


@prepared
def _tickets(many: int) -> QuerySet[Ticket, tuple[int, str, str]]:
    return Ticket.objects.filter(pk__in=_keys(many)).values_list("pk", "status", "subject")


@prepared
def _said(many: int, seeing: Actor) -> QuerySet[Message, Any]:
    """Bodies that may be read, with the keys of their tickets, the oldest first."""
    messages = Message.objects.filter(readable(seeing), ticket__pk__in=_keys(many))
    rows = messages.order_by("ticket_id", "at", "pk")
    return rows.values_list("ticket_id", Left("body", LONG))


def _keys(many: int) -> list[Any]:
    return [Given(f"key{place}", BigIntegerField()) for place in range(many)]
