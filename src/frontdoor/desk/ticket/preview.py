"""A ticket beside the list: who, what state, and the latest of the conversation."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from frontdoor.core.pages import times
from frontdoor.core.pages.faces import Face
from frontdoor.desk.door import Visitor
from frontdoor.desk.queue.row import agent
from frontdoor.desk.ticket import around, read, shown
from frontdoor.desk.ticket.page import head
from frontdoor.desk.ticket.timeline import message
from frontdoor.desk.words import tongue
from frontdoor.tickets.models import Ticket

LATEST = 3


@dataclass(frozen=True, slots=True)
class Preview:
    """`earlier` counts the messages that are not shown."""

    head: shown.Head
    requester: shown.Card
    came: str
    assignee: Face | None
    spent: str
    earlier: int
    messages: tuple[shown.Message, ...]
    others: tuple[shown.Other, ...]


def preview(ticket: Ticket, visitor: Visitor) -> Preview:
    """Five questions to the database, however long the ticket is."""
    now = visitor.now
    found = read.latest(ticket, LATEST)
    return Preview(
        head=head(ticket, visitor, [], now),
        requester=around.card(ticket.requester, now),
        came=_("{channel}, {age} ago").format(
            channel=tongue().channel(ticket.channel).word, age=times.age(ticket.created_at, now)
        ),
        assignee=agent(ticket.assignee),
        spent=times.minutes(ticket.minutes_spent),
        earlier=ticket.messages.count() - len(found),
        messages=tuple(message(each, ticket, now) for each in found),
        others=around.others(ticket, visitor.actor, now)[:3],
    )
