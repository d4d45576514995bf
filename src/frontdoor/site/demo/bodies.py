"""The bodies of those verbs that ask the database or write to it by themselves, here for rows in memory.

Each does and says what its verb does; a test plays the same story through both and compares every row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from frontdoor.log.events import Event
from frontdoor.people.actors import Actor
from frontdoor.site.demo.pages import Pages
from frontdoor.tickets.events import (
    Absorbed,
    Changed,
    DevicesChanged,
    HelpAsked,
    Linked,
    Merged,
    Noted,
    Tagged,
    TimeLogged,
)
from frontdoor.tickets.models import Participant, Tagging, Ticket, TicketLink, TimeSpent
from frontdoor.tickets.verbs.conversation import replied
from frontdoor.tickets.verbs.verb import CHANGES, sealed

How = Mapping[str, Any]
Body = Callable[[Pages, Ticket, Actor, How], Iterator[Event]]
BY_KEY = {"service": "service_id", "category": "category_id"}


def _reply(pages: Pages, ticket: Ticket, by: Actor, how: How) -> Iterator[Event]:
    message = pages.write(ticket, by, how["body"], how["channel"])
    return replied(ticket, message, by=by)


def _note(pages: Pages, ticket: Ticket, by: Actor, how: How) -> Iterator[Event]:
    yield Noted(pages.write(ticket, by, how["body"], "note").pk)


def _tag(pages: Pages, ticket: Ticket, by: Actor, how: How) -> Iterator[Event]:
    """Each ticket is tagged once, so nothing is on it yet."""
    pages.tags += [Tagging(ticket=ticket, name=name) for name in how["add"]]
    yield Tagged(tuple(how["add"]))


def _device(pages: Pages, ticket: Ticket, by: Actor, how: How) -> Iterator[Event]:
    joined = Ticket.devices.through
    pages.devices += [joined(ticket_id=ticket.pk, device_id=each.pk) for each in how["add"]]
    yield DevicesChanged(tuple(each.tag for each in how["add"]))


def _log_time(pages: Pages, ticket: Ticket, by: Actor, how: How) -> Iterator[Event]:
    day, minutes = ticket.at.date(), how["minutes"]
    spent = TimeSpent(ticket=ticket, person_id=by.person_id, minutes=minutes, on=day)
    pages.times.append(spent)
    ticket.minutes_spent += minutes
    yield TimeLogged(minutes, day.isoformat())


def _change(pages: Pages, ticket: Ticket, by: Actor, how: How) -> Iterator[Event]:
    """Only where the value is another row; the verb would look it up each time."""
    column = BY_KEY.get(how["field"])
    if column is None:
        yield from CHANGES["change"](ticket, by=by, **how)
        return
    before, after = getattr(ticket, column), how["value"]
    setattr(ticket, column, after)
    if before != after:
        yield Changed(how["field"], "" if before is None else str(before), str(after))


def _ask_for_help(pages: Pages, ticket: Ticket, by: Actor, how: How) -> Iterator[Event]:
    person = how["person"]
    if person.pk not in pages.parts[ticket.pk]:
        pages.join(ticket, person.pk, Participant.Role.HELPER)
        yield HelpAsked(person.pk, how["reason"])


def _link(pages: Pages, ticket: Ticket, by: Actor, how: How) -> Iterator[Event]:
    other, relation = how["other"], how["relation"]
    pages.links.append(TicketLink(ticket=ticket, other_id=other, relation=relation))
    yield Linked(other, relation)


def _merge(pages: Pages, ticket: Ticket, by: Actor, how: How) -> Iterator[Event]:
    into = pages.tickets[how["into"]]
    into.at = ticket.at
    pages.move(ticket, into)
    for pk, role in [*pages.roles(ticket), (ticket.requester_id, Participant.Role.FOLLOWER)]:
        if pk != into.requester_id and pk not in pages.parts[into.pk]:
            pages.join(into, pk, role)
    status, outcome = ticket.status, ticket.outcome
    ticket.status, ticket.outcome = Ticket.Status.CLOSED, Ticket.Outcome.DUPLICATE
    ticket.merged_into, ticket.closed_at = into, ticket.at
    yield Merged(into.pk, status, outcome)
    pages.entries += sealed(into, [Absorbed(ticket.pk)], by=by)


BODIES: Mapping[str, Body] = {
    "reply": _reply,
    "note": _note,
    "tag": _tag,
    "device": _device,
    "log_time": _log_time,
    "change": _change,
    "ask_for_help": _ask_for_help,
    "link": _link,
    "merge": _merge,
}
