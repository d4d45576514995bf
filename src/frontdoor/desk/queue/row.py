"""From a ticket to a line of the queue. Asks the database nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from markupsafe import Markup

from frontdoor.core.pages import times
from frontdoor.core.pages.faces import Face, face
from frontdoor.core.pages.tongues import once_a_language
from frontdoor.desk import shapes, words
from frontdoor.desk.queue.listed import Listed, Promised
from frontdoor.desk.queue.rows import Row, Tag
from frontdoor.desk.words import Promise, Tongue, Word
from frontdoor.people.models import Person
from frontdoor.tickets.models import Ticket

OVER = frozenset({Ticket.Status.RESOLVED, Ticket.Status.CLOSED})


@dataclass(frozen=True)
class Said:
    """What the rows of one page say, looked up once for all of them."""

    tongue: Tongue
    unanswered: str
    raised: Tag
    look: Tag
    undelivered: Tag
    door: Tag
    nobody: Markup


@once_a_language
def said() -> Said:
    return Said(
        tongue=words.tongue(),
        unanswered=_("unanswered {age}"),
        raised=Tag(
            "lift", _("raised by age"), _("Low priority rises with age, so nothing is forgotten")
        ),
        look=Tag("eye", _("look again"), _("The last message may or may not reopen this")),
        undelivered=Tag(
            "warn", _("mail failed"), _("A mail about this could not be sent; the ticket says why")
        ),
        door=Tag("hand", _("side door"), _("This came to a person instead of the desk")),
        nobody=shapes.avatar(None),
    )


def rows(tickets: Sequence[Listed], now: datetime, *, from_the_top: bool) -> tuple[Row, ...]:
    """Lines in the order given; the first that nobody has, at the head of the line, is next up."""
    raised = _raised(tickets)
    free = next((t.id for t in tickets if not t.assignee_id and t.status != "hold"), None)
    following = free if from_the_top else None
    say = said()
    return tuple(
        _row(ticket, now, say, next_up=ticket.id == following, raised=ticket.id in raised)
        for ticket in tickets
    )


def _row(ticket: Listed, now: datetime, say: Said, *, next_up: bool, raised: bool) -> Row:
    tongue, unanswered = say.tongue, _unanswered(ticket, now)
    return Row(
        number=ticket.id,
        href=f"/desk/tickets/{ticket.id}/",
        subject=ticket.subject,
        who=ticket.requester,
        where=ticket.department or ticket.place,
        came=_came(ticket, say, unanswered),
        status=shapes.status(_status(ticket, tongue)),
        priority=shapes.prio(tongue.priorities[ticket.priority]),
        due=shapes.due(promised(tongue, ticket, now)),
        assignee=_holder(ticket, say),
        opened=ticket.created_at.isoformat(timespec="minutes"),
        opened_words=times.clock(ticket.created_at, now),
        age=times.age(ticket.created_at, now),
        unanswered=unanswered,
        next_up=next_up,
        tags=tuple(_labels(ticket, say, raised=raised)),
    )


def _unanswered(ticket: Listed, now: datetime) -> str:
    return times.age(ticket.waiting_since, now) if ticket.waiting_since else ""


def _came(ticket: Listed, say: Said, unanswered: str) -> Markup:
    more = say.unanswered.format(age=unanswered) if unanswered else ""
    return shapes.came(say.tongue.channel(ticket.channel), more)


def _status(ticket: Listed, tongue: Tongue) -> Word:
    return tongue.status(ticket.status, ticket.hold_for, reopened=ticket.reopened)


def promise(ticket: Promised, now: datetime) -> Promise:
    """How the ticket stands to its due time."""
    return promised(words.tongue(), ticket, now)


def promised(tongue: Tongue, ticket: Promised, now: datetime) -> Promise:
    """The same, with the words at hand."""
    if ticket.status in OVER:
        return tongue.ended(ticket.due_at, ticket.resolved_at, ticket.created_at)
    if ticket.status == Ticket.Status.HOLD:
        return tongue.paused(ticket.hold_for, ticket.hold_until, now)
    return tongue.running(ticket.due_at, ticket.created_at, now)


def _holder(ticket: Listed, say: Said) -> Markup:
    if ticket.assignee_id is None:
        return say.nobody
    return shapes.avatar(face(ticket.assignee_id, ticket.assignee or "", agent=True))


def agent(person: Person | None) -> Face | None:
    return face(person.pk, person.name, agent=True) if person else None


def _labels(ticket: Listed, say: Said, *, raised: bool) -> Iterable[Tag]:
    if ticket.undelivered:
        yield say.undelivered
    if raised:
        yield say.raised
    if ticket.look_again:
        yield say.look
    if ticket.door == "side":
        yield say.door


def _raised(tickets: Sequence[Listed]) -> set[int]:
    """Tickets of low priority that stand before one of a higher priority, because of their age."""
    found, best_behind = set(), int(Ticket.Priority.LOW)
    for ticket in reversed(tickets):
        if ticket.priority == Ticket.Priority.LOW and best_behind < Ticket.Priority.LOW:
            found.add(ticket.id)
        best_behind = min(best_behind, ticket.priority)
    return found
