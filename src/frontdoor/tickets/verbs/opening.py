"""Open: the only verb that has no ticket yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from frontdoor.core import clock, prepared
from frontdoor.core.errors import NotAllowed, Refused
from frontdoor.core.whole import whole
from frontdoor.log.events import Event
from frontdoor.people.actors import Actor
from frontdoor.people.models import Person, Team
from frontdoor.tickets import policy, priority
from frontdoor.tickets.events import Opened
from frontdoor.tickets.models import Category, Message, Service, Ticket
from frontdoor.tickets.verbs.carried import NOTHING, Carried, known, plain, write
from frontdoor.tickets.verbs.verb import CHANGES, record, remember


@dataclass(frozen=True)
class Arrival:
    """How it came and what is known at once; everything here has the value of an ordinary request."""

    channel: str
    door: str = "front"
    capture: str = "requester"
    seconds: float | None = None
    happened_at: datetime | None = None
    kind: str = Ticket.Kind.INCIDENT
    urgency: int = Ticket.Urgency.WORSE
    impact: int = Ticket.Impact.ONE
    priority: int | None = None
    team: Team | None = None
    service: Service | None = None
    category: Category | None = None
    place: str = ""


@dataclass(frozen=True)
class AtOnce:
    """A verb by its name, and what it takes besides the ticket and who acts."""

    verb: str
    how: Mapping[str, Any] = field(default_factory=dict)


def open(  # noqa: A001 -- the product's word
    *,
    subject: str,
    body: str,
    requester: Person,
    by: Actor,
    arrival: Arrival,
    carried: Carried = NOTHING,
    at_once: Sequence[AtOnce] = (),
) -> Ticket:
    """A new ticket with its first message. The same keys open it once: whoever asks again gets the first.

    `at_once` is done to it in the same transaction: both are there or neither is.
    """
    _require(by, requester)
    if earlier := known(carried):
        return earlier.ticket
    try:
        return _open(subject, body, requester, by, arrival, carried, at_once)
    except IntegrityError:
        if earlier := known(carried):
            return earlier.ticket
        raise


@whole()
def _open(
    subject: str,
    body: str,
    requester: Person,
    by: Actor,
    arrival: Arrival,
    carried: Carried,
    at_once: Sequence[AtOnce],
) -> Ticket:
    ticket = new_ticket(subject, requester, by, arrival)
    message: Message = write(ticket, body, by=by, channel=arrival.channel, carried=carried)
    happened: list[Event] = [Opened(arrival.channel, message.pk, arrival.capture)]
    for step in at_once:
        policy.require(by, step.verb, ticket)
        happened += CHANGES[step.verb](ticket, by=by, **step.how)
    record(ticket, happened, by=by)
    return ticket


def new_ticket(subject: str, requester: Person, by: Actor, arrival: Arrival) -> Ticket:
    """The row, not yet with an entry; in the caller's transaction."""
    ticket = fresh(subject, requester, by, arrival, clock.now())
    prepared.insert([ticket])
    remember(ticket)
    return ticket


def fresh(subject: str, requester: Person, by: Actor, arrival: Arrival, now: datetime) -> Ticket:
    """A ticket as it is at its opening, unsaved."""
    rank = arrival.priority or priority.computed(arrival.urgency, arrival.impact)
    ticket = Ticket(
        subject=title(subject), requester=requester, author_id=by.person_id, organisation_id=requester.organisation_id,
        kind=arrival.kind, urgency=arrival.urgency, impact=arrival.impact, priority=rank, lane=priority.lane(rank),
        due_at=priority.due(now, rank), team=arrival.team or _team_of(arrival.service), service=arrival.service,
        category=arrival.category, place=arrival.place or requester.place, channel=arrival.channel, door=arrival.door,
        capture=arrival.capture, capture_seconds=arrival.seconds, happened_at=arrival.happened_at or now,
        created_at=now, updated_at=now, told_at=now, last_message_at=now, waiting_since=now,
    )  # fmt: skip
    ticket.at = now
    return ticket


def title(subject: str) -> str:
    """One line of at most 255 characters; raises Refused where nothing readable is left."""
    line = " ".join(plain(subject).split())
    if not line.strip("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff "):
        raise Refused("Say in a few words what it is about.")
    return line if len(line) <= 255 else f"{line[:254].rstrip()}…"


def _team_of(service: Service | None) -> Team | None:
    return service.team if service else None


def _require(by: Actor, requester: Person) -> None:
    if not by.has("open"):
        raise NotAllowed("You may not open tickets.")
    if requester.pk != by.person_id and not by.has("open_for"):
        raise NotAllowed("You may not open tickets for others.")
