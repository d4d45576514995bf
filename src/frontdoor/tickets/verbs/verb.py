"""What makes a function a verb.

A verb changes locked tickets in memory and yields what happened. Around it, this decorator opens the
transaction, takes the row locks, checks the permission, saves once and writes the log. So a change cannot be
made without its event, nor an event without its change.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Concatenate, ParamSpec, cast

from django.db.models import BigIntegerField, ForeignKey, QuerySet

from frontdoor.core import clock
from frontdoor.core.errors import Stale
from frontdoor.core.prepared import Given, prepared, update
from frontdoor.core.whole import whole
from frontdoor.log.append import append, seal
from frontdoor.log.events import Event
from frontdoor.people.actors import Actor
from frontdoor.tickets import events, policy
from frontdoor.tickets.models import Entry, Ticket

How = ParamSpec("How")

VERBS: dict[str, Callable[..., list[Entry]]] = {}
# The verbs' bare bodies: no lock, no permission, no log. Only for who writes a whole history at once.
CHANGES: dict[str, Callable[..., Iterator[Event]]] = {}
WORDS = {
    events.Replied.kind,
    events.Noted.kind,
    events.Resolved.kind,
    events.Closed.kind,
    events.Merged.kind,
}


TOLD = (
    "subject", "status", "hold_for", "hold_until", "hold_reason", "channel", "outcome", "requester_id", "assignee_id",
    "merged_into_id", "last_message_at", "resolved_at", "closed_at",
)  # fmt: skip
"""What requesters are told of a ticket itself, beside its public entries."""


def verb(
    change: Callable[Concatenate[Ticket, How], Iterator[Event]],
) -> Callable[Concatenate[Ticket, How], list[Entry]]:
    """Register the function under its own name, which is also the capability it needs."""
    name = change.__name__

    @functools.wraps(change)
    @whole()
    def act(ticket: Ticket, /, *args: How.args, **how: How.kwargs) -> list[Entry]:
        by = cast(Actor, how["by"])
        touched = [ticket, *(given for given in how.values() if isinstance(given, Ticket))]
        lock(touched)
        for each in touched:
            policy.require(by, name, each)
        _refuse_stale(ticket, name, by)
        return record(ticket, list(change(ticket, *args, **how)), by=by)

    VERBS[name], CHANGES[name] = act, change
    return act


def lock(tickets: Sequence[Ticket]) -> None:
    """Lock in one order everywhere, so that two verbs can never wait for each other."""
    now = clock.now()
    for ticket in sorted(tickets, key=lambda ticket: ticket.pk):
        _renew(ticket)
        ticket.at = now
        remember(ticket)


def _renew(ticket: Ticket) -> None:
    """As its row is now. Raises DoesNotExist."""
    row = _locked.first(pk=ticket.pk)
    if row is None:
        raise Ticket.DoesNotExist
    for field in Ticket._meta.concrete_fields:
        setattr(ticket, field.attname, getattr(row, field.attname))
        if isinstance(field, ForeignKey) and field.is_cached(ticket):
            field.delete_cached_value(ticket)
    ticket.__dict__.pop("_prefetched_objects_cache", None)
    ticket.written = ()


@prepared
def _locked() -> QuerySet[Ticket]:
    of_this_number = Ticket.objects.filter(pk=Given("pk", BigIntegerField()))
    return of_this_number.select_for_update(of=("self",))


def remember(ticket: Ticket) -> None:
    """How it stands in its row; `record` writes only what differs from this."""
    ticket.__dict__["_locked"] = _columns(ticket)
    ticket.__dict__["_told"] = _told(ticket)


def record(ticket: Ticket, happened: Sequence[Event], *, by: Actor) -> list[Entry]:
    """Save what changed of the locked ticket, once, and append its new entries."""
    if not happened:
        return []
    entries = sealed(ticket, happened, by=by)
    _save(ticket)
    append(entries)
    return entries


def sealed(ticket: Ticket, happened: Sequence[Event], *, by: Actor) -> list[Entry]:
    """The ticket's next entries, linked to its chain; neither they nor the ticket are written yet."""
    first = ticket.last_seq + 1
    entries = [_entry(ticket, seq, event, by) for seq, event in enumerate(happened, first)]
    ticket.last_seq += len(entries)
    ticket.updated_at = ticket.at
    ticket.head = seal(entries, before=bytes(ticket.head))
    _tell(ticket, entries)
    return entries


def _tell(ticket: Ticket, entries: Sequence[Entry]) -> None:
    """Count what requesters can see of this, and nothing else: what they can't see leaves no trace for them."""
    told = _told(ticket)
    if any(entry.public for entry in entries) or told != ticket.__dict__.get("_told", told):
        ticket.told_seq += 1
        ticket.told_at = ticket.at
    ticket.__dict__["_told"] = told


def _told(ticket: Ticket) -> list[Any]:
    return [ticket.__dict__.get(name) for name in TOLD]


def _columns(ticket: Ticket) -> dict[str, Any]:
    return {
        field.attname: ticket.__dict__.get(field.attname) for field in Ticket._meta.concrete_fields
    }


def _save(ticket: Ticket) -> None:
    before = ticket.__dict__.get("_locked", {})
    now = _columns(ticket)
    update(ticket, [name for name, it in now.items() if it != before.get(name)])
    ticket.__dict__["_locked"] = now


def _entry(ticket: Ticket, seq: int, event: Event, by: Actor) -> Entry:
    return Entry(
        ticket=ticket, seq=seq, kind=event.kind, data=_plain(event.data), actor=by.label, at=ticket.at,
        public=event.public, cause_id=by.cause_id,
    )  # fmt: skip


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """As JSON gives it back, so that the commitment is the same before and after the database."""
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in data.items()
    }


def _refuse_stale(ticket: Ticket, name: str, by: Actor) -> None:
    """What came in since the actor looked stops a reply only if it was words, and a change whatever it was."""
    seen, ticket.seen = ticket.seen, None
    exactly, ticket.exactly = ticket.exactly, None
    if exactly is not None and exactly.number != (stands := ticket.version(exactly.reader)):
        raise Stale("This ticket has changed since you read it.", current=stands, exactly=True)
    if seen is None or seen >= ticket.last_seq:
        return
    news: QuerySet[Entry] = ticket.log.filter(seq__gt=seen)
    if name in ("reply", "note", "log_time", "follow", "snooze"):
        news = news.filter(kind__in=WORDS).exclude(actor=by.label)
    if news.exists():
        raise Stale(
            "Something new came in while you were at it. Look, then send again.",
            current=ticket.last_seq,
        )
