"""From a ticket to a line of the queue. Asks the database nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from frontdoor.core.pages import times
from frontdoor.core.pages.faces import Face, face
from frontdoor.desk import shapes, words
from frontdoor.desk.queue.listed import Listed, Promised
from frontdoor.desk.queue.rows import Row, Tag
from frontdoor.desk.words import Promise, Word
from frontdoor.people.models import Person
from frontdoor.tickets.models import Ticket

OVER = frozenset({Ticket.Status.RESOLVED, Ticket.Status.CLOSED})
RAISED = Tag("lift", "raised by age", "Low priority rises with age, so nothing is forgotten")
LOOK = Tag("eye", "look again", "The last message may or may not reopen this")
UNDELIVERED = Tag("warn", "mail failed", "A mail about this could not be sent; the ticket says why")
DOOR = Tag("hand", "side door", "This came to a person instead of the desk")


def rows(tickets: Sequence[Listed], now: datetime, *, from_the_top: bool) -> tuple[Row, ...]:
    """Lines in the order given; the first that nobody has, at the head of the line, is next up."""
    raised = _raised(tickets)
    free = next((t.id for t in tickets if not t.assignee_id and t.status != "hold"), None)
    following = free if from_the_top else None
    return tuple(_row(ticket, now, raised, following) for ticket in tickets)


def _row(ticket: Listed, now: datetime, raised: set[int], following: int | None) -> Row:
    unanswered = _unanswered(ticket, now)
    return Row(
        number=ticket.id,
        href=f"/desk/tickets/{ticket.id}/",
        subject=ticket.subject,
        who=ticket.requester,
        where=ticket.department or ticket.place,
        came=shapes.came(words.channel(ticket.channel), unanswered),
        status=shapes.status(_status(ticket)),
        priority=shapes.prio(words.PRIORITY[ticket.priority]),
        due=shapes.due(promise(ticket, now)),
        assignee=shapes.avatar(_holder(ticket)),
        opened=ticket.created_at.isoformat(timespec="minutes"),
        opened_words=times.clock(ticket.created_at, now),
        age=times.age(ticket.created_at, now),
        unanswered=unanswered,
        next_up=ticket.id == following,
        tags=_tags(ticket, raised),
    )


def _unanswered(ticket: Listed, now: datetime) -> str:
    return times.age(ticket.waiting_since, now) if ticket.waiting_since else ""


def _status(ticket: Listed) -> Word:
    return words.status(ticket.status, ticket.hold_for, reopened=ticket.reopened)


def promise(ticket: Promised, now: datetime) -> Promise:
    """How the ticket stands to its due time."""
    if ticket.status in OVER:
        return words.ended(ticket.due_at, ticket.resolved_at, ticket.created_at)
    if ticket.status == Ticket.Status.HOLD:
        return words.paused(ticket.hold_for, ticket.hold_until, now)
    return words.running(ticket.due_at, ticket.created_at, now)


def _holder(ticket: Listed) -> Face | None:
    if ticket.assignee_id is None:
        return None
    return face(ticket.assignee_id, ticket.assignee or "", agent=True)


def agent(person: Person | None) -> Face | None:
    return face(person.pk, person.name, agent=True) if person else None


def _tags(ticket: Listed, raised: set[int]) -> tuple[Tag, ...]:
    return tuple(_labels(ticket, raised))


def _labels(ticket: Listed, raised: set[int]) -> Iterable[Tag]:
    if ticket.undelivered:
        yield UNDELIVERED
    if ticket.id in raised:
        yield RAISED
    if ticket.look_again:
        yield LOOK
    if ticket.door == "side":
        yield DOOR


def _raised(tickets: Sequence[Listed]) -> set[int]:
    """Tickets of low priority that stand before one of a higher priority, because of their age."""
    found, best_behind = set(), int(Ticket.Priority.LOW)
    for ticket in reversed(tickets):
        if ticket.priority == Ticket.Priority.LOW and best_behind < Ticket.Priority.LOW:
            found.add(ticket.id)
        best_behind = min(best_behind, ticket.priority)
    return found
