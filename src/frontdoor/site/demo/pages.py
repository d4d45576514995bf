"""The rows of some tickets, in memory until they are written."""

from __future__ import annotations

from collections import defaultdict

from django.db import models

from frontdoor.people.actors import Actor
from frontdoor.site.demo.insert import Rows, ready
from frontdoor.tickets.models import (
    Entry,
    Message,
    Participant,
    SearchDocument,
    Tagging,
    Ticket,
    TicketLink,
    TimeSpent,
)
from frontdoor.tickets.verbs.carried import plain


class Pages:
    """`read` holds each ticket's messages as they are read there now; `parts` its people by key."""

    def __init__(self, next_message: int) -> None:
        self.next_message = next_message
        self.tickets: dict[int, Ticket] = {}
        self.messages: list[Message] = []
        self.read: dict[int, list[Message]] = defaultdict(list)
        self.entries: list[Entry] = []
        self.parts: dict[int, dict[int, Participant]] = defaultdict(dict)
        self.times: list[TimeSpent] = []
        self.links: list[TicketLink] = []
        self.tags: list[Tagging] = []
        self.devices: list[models.Model] = []
        self.documents: list[SearchDocument] = []

    def rows(self) -> list[Rows]:
        """Everything, in an order in which nothing points to what is not there yet."""
        parts = (part for parts in self.parts.values() for part in parts.values())
        return [
            *ready(self.tickets.values()),
            *ready(self.messages),
            *ready(self.entries),
            *ready(parts),
            *ready(self.times),
            *ready(self.links),
            *ready(self.tags),
            *ready(self.devices),
            *ready(self.documents),
        ]

    def write(self, ticket: Ticket, by: Actor, body: str, channel: str) -> Message:
        """As tickets.verbs.carried does it, with a key of our own; the channel "note" is the desk's."""
        message = Message(
            pk=self.next_message,
            ticket=ticket,
            origin=ticket,
            public=channel != "note",
            author_id=by.person_id,
            channel=channel,
            body=plain(body),
            at=ticket.at,
        )
        self.next_message += 1
        self.messages.append(message)
        self.read[ticket.pk].append(message)
        return message

    def join(self, ticket: Ticket, person: int, role: str) -> None:
        part = Participant(ticket=ticket, person_id=person, role=role)
        self.parts[ticket.pk][person] = part

    def roles(self, ticket: Ticket) -> list[tuple[int, str]]:
        return [(part.person_id, part.role) for part in self.parts[ticket.pk].values()]

    def move(self, ticket: Ticket, into: Ticket) -> None:
        """What was said on one ticket is read on the other."""
        moved = self.read.pop(ticket.pk, [])
        for message in moved:
            message.ticket = into
        together = [*self.read[into.pk], *moved]
        self.read[into.pk] = sorted(together, key=lambda message: (message.at, message.pk))
