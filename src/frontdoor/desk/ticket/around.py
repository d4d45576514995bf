"""What stands beside a conversation: the person, properties, links, time, followers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from frontdoor.core.pages import times
from frontdoor.core.pages.faces import Face, face
from frontdoor.desk import words
from frontdoor.desk.ticket import asked, shown
from frontdoor.desk.ticket.read import Told
from frontdoor.people.actors import Actor
from frontdoor.people.models import Person
from frontdoor.tickets.events import Attributed
from frontdoor.tickets.models import Participant, Ticket, TicketLink
from frontdoor.tickets.queries import sight

OTHERS = 5
FOUND = {
    "forward": "found in the forwarded header",
    "drop": "found in the mail that was dropped here",
    "bcc": "found in the answer that was copied to the desk",
}
OVER = frozenset({Ticket.Status.RESOLVED, Ticket.Status.CLOSED})


def address(number: int) -> str:
    return f"/desk/tickets/{number}/"


def card(person: Person) -> shown.Card:
    organisation = person.organisation.name if person.organisation else ""
    where = ", ".join(part for part in (person.title, person.department, organisation) if part)
    email = next(iter(asked.addresses(person=person.pk)), "")
    contact = ". ".join(part for part in (person.place, person.phone, email) if part)
    return shown.Card(face(person.pk, person.name, agent=person.is_staff), where, contact)


def others(ticket: Ticket, actor: Actor, now: datetime) -> tuple[shown.Other, ...]:
    """The latest tickets of the same person that this actor may see."""
    given = {"me": actor.me, "person": ticket.requester_id, "ticket": ticket.pk}
    return tuple(_other(each, now) for each in asked.others(sight(actor), OTHERS, **given))


def _other(each: Any, now: datetime) -> shown.Other:
    status = words.status(each.status, each.hold_for, reopened=each.reopened)
    whose = f" with {each.assignee__name}" if each.assignee__name else ""
    ended = each.resolved_at if each.status in OVER else None
    said = f"{status.word} {times.clock(ended, now)}" if ended else f"{status.word}{whose}"
    return shown.Other(each.id, address(each.id), each.subject, said, status)


def links(ticket: Ticket, actor: Actor) -> tuple[shown.Other, ...]:
    """Both directions; what the actor may not see is not named."""
    found = asked.links(sight(actor), me=actor.me, ticket=ticket.pk)
    return tuple(_link(ticket.pk, *each) for each in found)


def _link(
    here: int, ticket_id: int, subject: str, other_id: int, other: str, relation: str
) -> shown.Other:
    """As it reads from here: "blocks 4802", or "blocks, from 4801"."""
    said = TicketLink.Relation(relation).label
    if ticket_id == here:
        return shown.Other(other_id, address(other_id), other, said, relation=relation)
    words = f"{said}, from"
    return shown.Other(ticket_id, address(ticket_id), subject, words, relation=relation)


def shares(ticket: Ticket) -> tuple[shown.Share, ...]:
    """How long each person worked on it, the longest first."""
    spent: dict[tuple[int | None, str], int] = defaultdict(int)
    for pk, name, minutes in asked.spent(ticket=ticket.pk):
        spent[pk, name or "Frontdoor"] += minutes
    ordered = sorted(spent.items(), key=lambda each: -each[1])
    return tuple(
        shown.Share(face(pk, name, agent=True), times.minutes(n)) for (pk, name), n in ordered
    )


def followers(parts: Iterable[Participant]) -> tuple[shown.Guess, ...]:
    return tuple(
        shown.Guess(part.person_id, part.person.name, _face(part))
        for part in parts
        if part.role != Participant.Role.SUGGESTED
    )


def suggested(parts: Iterable[Participant]) -> tuple[shown.Guess, ...]:
    return tuple(
        shown.Guess(part.person_id, part.person.name, _face(part))
        for part in parts
        if part.role == Participant.Role.SUGGESTED
    )


def found(ticket: Ticket, entries: Iterable[Told], now: datetime) -> shown.Found | None:
    """For as long as nobody said otherwise and the work goes on."""
    where = FOUND.get(ticket.capture, "")
    if not where or not ticket.is_unresolved:
        return None
    if any(entry.kind == Attributed.kind for entry in entries):
        return None
    earlier = ticket.created_at - ticket.happened_at > timedelta(minutes=1)
    return shown.Found(where, times.clock(ticket.happened_at, now) if earlier else "")


def guesses(ticket: Ticket, parts: Iterable[Participant]) -> tuple[shown.Guess, ...]:
    """Whoever brought it, and those who were around it."""
    author = ticket.author
    own = (
        (shown.Guess(author.pk, author.name, face(author.pk, author.name, agent=True)),)
        if author and author.is_staff and author.pk != ticket.requester_id
        else ()
    )
    return (*suggested(parts), *own)


def _face(part: Participant) -> Face:
    return face(part.person_id, part.person.name, agent=part.person.is_staff)


def recipients(ticket: Ticket, parts: Sequence[Participant]) -> shown.Recipients:
    """Whom a reply reaches by mail: the requester and those who follow, never a mere suggestion."""
    following = [
        part.person
        for part in parts
        if part.role == Participant.Role.FOLLOWER and not part.person.is_staff
    ]
    home = ticket.requester.organisation_id
    outside = sum(1 for person in following if home and person.organisation_id != home)
    names = (ticket.requester.name, *(person.name for person in following))
    return shown.Recipients("To", names, outside)
