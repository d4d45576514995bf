"""What stands beside a conversation: the person, properties, links, time, followers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from frontdoor.core.pages import times
from frontdoor.core.pages.faces import Face, face
from frontdoor.desk import words
from frontdoor.desk.ticket import shown
from frontdoor.people.actors import Actor
from frontdoor.people.models import Person
from frontdoor.tickets.models import Participant, Ticket, TicketLink

OTHERS = 5


def address(number: int) -> str:
    return f"/desk/tickets/{number}/"


def card(person: Person) -> shown.Card:
    organisation = person.organisation.name if person.organisation else ""
    where = ", ".join(part for part in (person.title, person.department, organisation) if part)
    contact = ". ".join(part for part in (person.place, person.phone, person.email) if part)
    return shown.Card(face(person.pk, person.name, agent=person.is_staff), where, contact)


def others(ticket: Ticket, actor: Actor, now: datetime) -> tuple[shown.Other, ...]:
    """The latest tickets of the same person that this actor may see."""
    same = Ticket.objects.visible_to(actor).requested_by(ticket.requester_id).exclude(pk=ticket.pk)
    latest = same.select_related("assignee").by_newest()[:OTHERS]
    return tuple(_other(each, now) for each in latest)


def _other(ticket: Ticket, now: datetime) -> shown.Other:
    status = words.status(ticket.status, ticket.hold_for, reopened=ticket.reopened)
    whose = f" with {ticket.assignee.name}" if ticket.assignee else ""
    ended = ticket.resolved_at if ticket.solved_or_over else None
    said = f"{status.word} {times.clock(ended, now)}" if ended else f"{status.word}{whose}"
    return shown.Other(ticket.pk, address(ticket.pk), ticket.subject, said, status)


def links(ticket: Ticket, actor: Actor) -> tuple[shown.Other, ...]:
    """Both directions; what the actor may not see is not named."""
    seen = Ticket.objects.visible_to(actor)
    out = TicketLink.objects.filter(ticket=ticket, other__in=seen).select_related("other")
    into = TicketLink.objects.filter(other=ticket, ticket__in=seen).select_related("ticket")
    return (
        *(_link(each, each.other, each.get_relation_display()) for each in out),
        *(_link(each, each.ticket, f"{each.get_relation_display()}, from") for each in into),
    )


def _link(link: TicketLink, to: Ticket, said: str) -> shown.Other:
    return shown.Other(to.pk, address(to.pk), to.subject, said, relation=link.relation)


def shares(ticket: Ticket) -> tuple[shown.Share, ...]:
    """How long each person worked on it, the longest first."""
    spent: dict[tuple[int | None, str], int] = defaultdict(int)
    for pk, name, minutes in ticket.time_spent.values_list("person_id", "person__name", "minutes"):
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
