"""What stands beside a conversation: the person, properties, links, time, followers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from frontdoor.core.pages import times
from frontdoor.core.pages.faces import Face, face
from frontdoor.desk.ticket import asked, shown
from frontdoor.desk.ticket.read import Told
from frontdoor.desk.ticket.sentences import relation as related
from frontdoor.desk.words import tongue
from frontdoor.people.actors import Actor
from frontdoor.people.models import Address, Person
from frontdoor.tickets.events import Attributed
from frontdoor.tickets.models import Participant, Ticket
from frontdoor.tickets.queries import sight

OTHERS = 5
FOUND = {
    "forward": gettext_noop("found in the forwarded header"),
    "drop": gettext_noop("found in the mail that was dropped here"),
    "bcc": gettext_noop("found in the answer that was copied to the desk"),
}
OVER = frozenset({Ticket.Status.RESOLVED, Ticket.Status.CLOSED})


def address(number: int) -> str:
    return f"/desk/tickets/{number}/"


def card(person: Person, now: datetime) -> shown.Card:
    organisation = person.organisation.name if person.organisation else ""
    where = ", ".join(part for part in (person.title, person.department, organisation) if part)
    rows = asked.addresses(person=person.pk)
    email = rows[0][0] if rows else ""
    contact = ". ".join(part for part in (person.place, person.phone, email) if part)
    shape = face(person.pk, person.name, agent=person.is_staff)
    bad = next(((email, pk, since) for email, pk, since in rows if since), None)
    if bad is None:
        return shown.Card(shape, where, contact)
    unreached = all(since for _, _, since in rows)
    return shown.Card(shape, where, contact, bad[0], bad[1], times.clock(bad[2], now), unreached)


def others(ticket: Ticket, actor: Actor, now: datetime) -> tuple[shown.Other, ...]:
    """The latest tickets of the same person that this actor may see."""
    given = {"me": actor.me, "person": ticket.requester_id, "ticket": ticket.pk}
    return tuple(_other(each, now) for each in asked.others(sight(actor), OTHERS, **given))


def _other(each: Any, now: datetime) -> shown.Other:
    status = tongue().status(each.status, each.hold_for, reopened=each.reopened)
    ended = each.resolved_at if each.status in OVER else None
    said = f"{status.word} {times.clock(ended, now)}" if ended else status.word
    if each.assignee__name and not ended:
        said = _("{status} with {name}").format(status=status.word, name=each.assignee__name)
    return shown.Other(each.id, address(each.id), each.subject, said, status)


def links(ticket: Ticket, actor: Actor) -> tuple[shown.Other, ...]:
    """Both directions; what the actor may not see is not named."""
    found = asked.links(sight(actor), me=actor.me, ticket=ticket.pk)
    return tuple(_link(ticket.pk, *each) for each in found)


def _link(
    here: int, ticket_id: int, subject: str, other_id: int, other: str, relation: str
) -> shown.Other:
    """As it reads from here: "blocks 4802", or "blocks, from 4801"."""
    said = related(relation)
    if ticket_id == here:
        return shown.Other(other_id, address(other_id), other, said, relation=relation)
    words = _("{relation}, from").format(relation=said)
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
        if part.role in (Participant.Role.FOLLOWER, Participant.Role.HELPER)
    )


def suggested(parts: Iterable[Participant]) -> tuple[shown.Guess, ...]:
    """By their address: a name is whatever the mail says. One query, and none where nobody is."""
    named = [p for p in parts if p.role in (Participant.Role.SUGGESTED, Participant.Role.CLAIMED)]
    theirs = Address.objects.filter(person__in=[part.person_id for part in named])
    emails = theirs.order_by("primary", "-pk").values_list("person_id", "email")
    found = dict(emails) if named else {}
    return tuple(
        shown.Guess(p.person_id, found.get(p.person_id, p.person.name), _face(p)) for p in named
    )


def found(ticket: Ticket, entries: Iterable[Told], now: datetime) -> shown.Found | None:
    """For as long as nobody said otherwise and the work goes on."""
    where = FOUND.get(ticket.capture, "")
    if not where or not ticket.is_unresolved:
        return None
    if any(entry.kind == Attributed.kind for entry in entries):
        return None
    earlier = ticket.created_at - ticket.happened_at > timedelta(minutes=1)
    return shown.Found(_(where), times.clock(ticket.happened_at, now) if earlier else "")


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
    people = (ticket.requester, *following)
    quiet = set(asked.fewer(ticket=ticket.pk))
    fewer = tuple(person.name for person in people if person.pk in quiet)
    return shown.Recipients(tuple(person.name for person in people), outside, fewer)
